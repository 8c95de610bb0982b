"""How long a test waits for what will happen before it calls it lost: no measure of speed."""

from __future__ import annotations

from typing import Final

PATIENCE: Final = 300  # seconds; a busy machine is slow, and none is this slow
PATIENCE_MS: Final = PATIENCE * 1000
