"""The command line as others start it: pipes, full disks, signals and poor terminals."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLE
from tests.patience import PATIENCE

Process = Callable[..., subprocess.CompletedProcess[bytes]]
TAPERLAB = [sys.executable, "-m", "taperlab"]
HEAVY = ("PySide6", "reportlab", "pypdfium2", "rich")
PROBE = """
import json, sys
from taperlab.cli import main
status = main({arguments!r})
sys.stderr.write(json.dumps([name for name in {heavy!r} if name in sys.modules]))
sys.exit(status)
"""


def modules_of(*arguments: str) -> list[str]:
    heavy = (*HEAVY, "numpy", "pint", "msgspec")
    code = PROBE.format(arguments=list(arguments), heavy=heavy)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    found: list[str] = json.loads(done.stderr)
    return found


def test_a_dose_for_a_program_loads_neither_window_nor_paper() -> None:
    assert not set(HEAVY) & set(modules_of("dose", *EXAMPLE, "--json"))


def test_help_loads_nothing_that_computes() -> None:
    for command in ("dose", "taper", "check"):
        assert not {*HEAVY, "numpy", "pint"} & set(modules_of(command, "--help"))


def test_a_plan_for_a_program_loads_neither_window_nor_paper() -> None:
    asked = ("taper", "citalopram", "20 mg", "--rule", "list:10mg", "--json")
    assert not set(HEAVY) & set(modules_of(*asked))


def test_a_dose_is_printed_and_nothing_else(process: Process) -> None:
    done = process("dose", *EXAMPLE, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["schema"] == "taperlab/answer/1"


def test_citalopram_comes_down_by_occupancy(process: Process, tmp_path: Path) -> None:
    command = ("taper", "citalopram", "20 mg", "--rule", "occupancy:5", "--date", "2026-03-01")
    done = process(*command, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    plan = json.loads(done.stdout)
    # 83.98 * 20 / (2.33 + 20) = 75.22 points, then 5 less each time; 5.22 are one step
    points = [float(step["occupancy"].removesuffix(" %")) for step in plan["steps"]]
    assert points == pytest.approx([75.22 - 5 * n for n in range(15)] + [0], abs=0.01)
    (tmp_path / "plan.json").write_bytes(done.stdout)
    assert process("verify", tmp_path / "plan.json").returncode == 0


def test_sertraline_comes_down_by_a_share_of_each_dose(process: Process, tmp_path: Path) -> None:
    command = ("taper", "sertraline", "100 mg", "--market", "US", "--rule", "proportional:10%")
    done = process(*command, "--last", "1mg", "--date", "2026-03-01", "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    targets = [step["target"] for step in json.loads(done.stdout)["steps"]]
    # 100, 90, 81, 72.9 ...; 100 * 0.9^43 = 1.0775 is the last above 1 mg
    assert targets[:7] == [
        "100 mg", "90 mg", "81 mg", "72.9 mg", "65.61 mg", "59.049 mg", "53.1441 mg"
    ]  # fmt: skip
    assert targets[-3:] == ["1.0775 mg", "1 mg", "0 mg"]
    (tmp_path / "plan.json").write_bytes(done.stdout)
    assert process("verify", tmp_path / "plan.json").returncode == 0


def test_a_plan_for_a_person_is_plain_when_it_is_piped(process: Process) -> None:
    command = ("taper", "citalopram", "20 mg", "--rule", "occupancy:5", "--date", "2026-03-01")
    done = process(*command, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode("ascii")
    assert "\x1b" not in text
    assert "Next: step 2, take 12 mg" in text


def test_planning_shows_a_bar_on_a_screen() -> None:
    command = [*TAPERLAB, "taper", "citalopram", "20 mg", "--rule", "occupancy:5"]
    shown = _on_a_screen(command)
    assert "Planning, step" in shown
    assert "What is projected is no instruction" in shown


def test_a_terminal_that_lacks_letters_gets_them_spelled_out(process: Process) -> None:
    done = process("dose", "olanzapine", "1.25 mg", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "1.25 mg" in done.stdout.decode("ascii")


def test_json_is_utf_8_whatever_the_terminal_speaks(process: Process) -> None:
    done = process("dose", "citalopram", "½ mg", "--json", PYTHONIOENCODING="ascii")
    assert "½" in json.loads(done.stdout.decode("utf-8"))["error"]["text"]


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "wb") as pipe:
        done = subprocess.run(
            [*TAPERLAB, "catalogue", "export"], stdout=pipe, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk to try")
@pytest.mark.parametrize("option", [[], ["--json"]], ids=["plain", "json"])
def test_a_full_disk_is_said_in_words(option: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*TAPERLAB, "catalogue", "list", *option],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"The result cannot be written: No space left on device.")
    assert b"Traceback" not in done.stderr


def test_closed_streams_are_no_fault() -> None:
    line = f'"{sys.executable}" -m taperlab catalogue list >&- 2>&-'
    assert subprocess.run(["/bin/sh", "-c", line], check=False).returncode == 0


def test_stopping_from_the_keyboard_leaves_nothing_half_done(tmp_path: Path) -> None:
    requests, results = tmp_path / "requests", tmp_path / "results.jsonl"
    os.mkfifo(requests)
    command = [*TAPERLAB, "batch", str(requests), "-o", str(results)]
    with (
        subprocess.Popen(command, stderr=subprocess.PIPE) as started,
        requests.open("wb") as pipe,
    ):
        pipe.write(b"not JSON\n")
        pipe.flush()
        _wait_for(lambda: any(each.name.endswith(".part") for each in tmp_path.iterdir()))
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=PATIENCE)
    assert started.returncode == 130
    assert said == b"Stopped. Nothing was left half done.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["requests"]


def _wait_for(happened: Callable[[], bool]) -> None:
    for _ in range(PATIENCE * 40):
        if happened():
            return
        time.sleep(0.025)
    pytest.fail("it did not happen in time")


def test_long_work_shows_a_bar_on_a_screen(tmp_path: Path) -> None:
    requests = tmp_path / "requests.jsonl"
    requests.write_bytes(b"not JSON\n" * 20)
    command = [*TAPERLAB, "batch", str(requests), "-o", str(tmp_path / "results.jsonl")]
    shown = _on_a_screen(command)
    assert "Answering" in shown
    assert "not answered: 20" in shown


def test_a_screen_gets_colour_and_words(tmp_path: Path) -> None:
    del tmp_path
    shown = _on_a_screen([*TAPERLAB, "dose", *EXAMPLE])
    assert "\x1b[" in shown
    assert "good" in shown


def _on_a_screen(command: list[str]) -> str:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=environment) as started:
        os.close(theirs)
        shown = bytearray()
        while select.select([ours], [], [], 30)[0]:
            try:
                shown += os.read(ours, 65536)
            except OSError:  # the other end has gone
                break
        assert started.wait(30) == 0
    os.close(ours)
    return shown.decode()


def test_the_window_is_painted_once(process: Process) -> None:
    done = process("--quit-after-first-paint", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0


def test_without_a_display_the_window_says_so(process: Process) -> None:
    done = process(QT_QPA_PLATFORM="xcb", DISPLAY="", WAYLAND_DISPLAY="")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
