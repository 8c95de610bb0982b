"""The Dose page: the question on the left, the answer as cards on the right."""
