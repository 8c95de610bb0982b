"""What was asked before, to go back to: a stack of requests, and the ones that were undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taperlab.taper.request import TaperRequest

_LONGEST = 200
_TYPED = ("drug", "start", "to", "rule", "every", "last", "max_error", "prepared_by", "checked_by")


class History:
    """Requests that had a plan; one that is still being typed takes the place of its beginning."""

    def __init__(self) -> None:
        self._done: list[TaperRequest] = []
        self._undone: list[TaperRequest] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is anything before what stands now."""
        return len(self._done) > 1

    @property
    def can_redo(self) -> bool:
        """Whether anything was undone."""
        return bool(self._undone)

    def put(self, request: TaperRequest) -> None:
        """Take a request that has a plan now."""
        if self._done and self._done[-1] == request:
            return
        if self._done and _is_typed_on(self._done[-1], request):
            self._done.pop()
        self._done.append(request)
        self._undone.clear()
        del self._done[:-_LONGEST]

    def undo(self, now: TaperRequest) -> TaperRequest:
        """Return the request before; what stands now, planned or not, can be redone."""
        if self._done and self._done[-1] == now:
            self._undone.append(self._done.pop())
        else:
            self._undone.append(now)
        return self._done[-1]

    def redo(self) -> TaperRequest:
        """Return the request that was undone last."""
        request = self._undone.pop()
        self._done.append(request)
        return request

    def begin(self, request: TaperRequest | None) -> None:
        """Forget everything: another file is open."""
        self._done = [request] if request else []
        self._undone = []


def _is_typed_on(before: TaperRequest, after: TaperRequest) -> bool:
    """Tell whether one text grew or shrank at its end, and nothing else changed."""
    names = type(before).__struct_fields__
    changed = [name for name in names if getattr(before, name) != getattr(after, name)]
    if len(changed) != 1 or changed[0] not in _TYPED:
        return False
    old, new = (getattr(each, changed[0]) or "" for each in (before, after))
    return bool(old.startswith(new) or new.startswith(old))
