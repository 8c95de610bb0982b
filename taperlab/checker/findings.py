"""Findings that stop the print, in one word."""

from __future__ import annotations

from taperlab.messages import Finding, Message

__all__ = ["stop"]


def stop(code: str, **fields: str) -> Finding:
    """Return a finding that stops the print; its sentence stands under ``checker.<code>``."""
    return Finding("stop", Message(f"checker.{code}", **fields))
