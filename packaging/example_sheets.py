"""Writes the example case on paper: the sheets of citalopram 0.37 mg, down from 0.4 mg.

example_sheets.py FOLDER
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TAPERLAB = (sys.executable, "-c", "import sys; from taperlab.cli import main; sys.exit(main())")
CASE = ("citalopram", "0.37 mg", "--current", "0.4 mg")
SHEETS = ("patient", "worksheet", "labels")


def write(folder: Path) -> tuple[Path, ...]:
    """Answer the example case, and print the answer on each sheet."""
    folder.mkdir(parents=True, exist_ok=True)
    answer = folder / "answer.json"
    asked = subprocess.run([*TAPERLAB, "dose", *CASE, "--json"], check=True, capture_output=True)
    answer.write_bytes(asked.stdout)
    sheets = tuple(folder / f"{kind}.pdf" for kind in SHEETS)
    for kind, sheet in zip(SHEETS, sheets, strict=True):
        command = [*TAPERLAB, "sheet", kind, str(answer), "-o", str(sheet)]
        subprocess.run(command, check=True)
    return sheets


def main(folder: str) -> int:
    """Write the sheets and say where they are."""
    try:
        sheets = write(Path(folder))
    except subprocess.CalledProcessError as error:
        sys.stderr.write((error.stderr or b"").decode())
        return error.returncode
    print("The example case, citalopram 0.37 mg down from 0.4 mg, is on these sheets:")
    for sheet in sheets:
        print(f"    {sheet.resolve()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
