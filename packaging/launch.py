"""Where the bundled program starts."""

from __future__ import annotations

import sys

from taperlab.cli import main

if __name__ == "__main__":
    sys.exit(main())
