"""Which version of the program this is: printed on every sheet and written into every document."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
