"""Where the bundled program starts."""

from __future__ import annotations

import sys
from multiprocessing import freeze_support

from taperlab.cli import main

if __name__ == "__main__":
    freeze_support()  # a worker of a batch starts here too
    sys.exit(main())
