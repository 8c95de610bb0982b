"""The Taper page: what is asked on the left, the plan and its moves on the right."""
