"""The independent recomputation of a whole plan, part by part."""
