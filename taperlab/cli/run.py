"""One command line from start to exit status. Whatever a person can do wrong ends in words."""

from __future__ import annotations

import os
import sys

import typer

from taperlab.cli.app import command_tree
from taperlab.cli.language import asked_for
from taperlab.cli.terminal import OutputError, Terminal
from taperlab.cli.usage import in_our_words
from taperlab.messages import InputError, Message, TaperLabError
from taperlab.shipped import MissingResourceError

__all__ = ["run"]

_INTERRUPTED = 130  # what a shell reports of a program that was stopped from the keyboard
_NOBODY_READS = 141  # and of one whose reader has gone


def run(arguments: list[str]) -> int:
    """Carry out a command line; return 0, 1 or 2 as the contract has it."""
    try:
        terminal = asked_for(arguments)
        return _carry_out(arguments, terminal)
    except MissingResourceError as error:  # there may be no words to say it in
        sys.stderr.write(f"{error}\n")
        return InputError.exit_status
    except KeyboardInterrupt:
        terminal.say(Message("cli.interrupted"))
        return _INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        return _NOBODY_READS
    except OutputError as error:
        _let_go_of_stdout()
        return terminal.fail(error)


def _carry_out(arguments: list[str], terminal: Terminal) -> int:
    tree = command_tree(terminal.wording)
    try:
        with tree.make_context("taperlab", list(arguments)) as context:
            return int(tree.invoke(context) or 0)
    except typer.Exit as done:
        return done.exit_code
    except typer.TyperException as error:
        return terminal.fail(in_our_words(error))
    except OutputError:
        raise
    except TaperLabError as error:
        return terminal.fail(error)


def _let_go_of_stdout() -> None:
    """Send the rest nowhere, or the interpreter stumbles over it when it closes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
