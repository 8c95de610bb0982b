"""Starts the wheel and the bundle in a clean environment: each gives a dose and paints a window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bundle import DIST, PYTHON

PASSED_ON = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP")


def environment(home: str) -> dict[str, str]:
    """Return an environment that knows nothing of the working tree or the user."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return kept | {"HOME": home, "XDG_RUNTIME_DIR": home, "QT_QPA_PLATFORM": "offscreen"}


def try_program(program: Path) -> None:
    """Ask a program for a dose, for a batch in two processes, then to paint its window."""
    with tempfile.TemporaryDirectory() as home:

        def call(*arguments: str) -> str:
            command = [str(program), *arguments]
            done = subprocess.run(
                command,
                cwd=home,
                env=environment(home),
                text=True,
                check=True,
                stdout=subprocess.PIPE,
            )
            return done.stdout

        answer = json.loads(call("dose", "citalopram", "0.37 mg", "--json"))
        best = next(each for each in answer["preparations"] if each.get("recommended"))
        request = {"drug": "citalopram", "dose": "0.37 mg"}
        Path(home, "requests.jsonl").write_text(f"{json.dumps(request)}\n" * 20, encoding="utf-8")
        call("batch", "requests.jsonl", "-o", "results.jsonl", "--workers", "2")
        results = Path(home, "results.jsonl").read_text(encoding="utf-8").splitlines()
        if [json.loads(line) for line in results] != [answer] * 20:
            sys.exit(f"{program}: the batch does not say what the command dose says")
        call("--quit-after-first-paint")
    print(f"{program}: {best['delivered']} by {best['method']}, and the window was painted")


def main() -> int:
    """Try both; say which one fails."""
    for program in (PYTHON.with_name("taperlab"), DIST / "taperlab" / "taperlab"):
        try:
            try_program(program)
        except subprocess.CalledProcessError as error:
            print(f"{program} failed: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
