"""``python -m taperlab``: the same as the command ``taperlab``."""

from __future__ import annotations

import sys

from taperlab.cli import main

if __name__ == "__main__":
    sys.exit(main())
