"""The Check page: one reduction, from its question to its verdict."""
