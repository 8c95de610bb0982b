"""What the checker found: the dose that the words give, the operations, and every disagreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from taperlab.checker.words import say

if TYPE_CHECKING:
    from taperlab.checker.operations import Operation
    from taperlab.messages import Finding

__all__ = ["SCHEMA", "Kind", "Reading"]

SCHEMA = "taperlab/reading/1"
Kind = Literal["patient", "worksheet", "labels"]


@dataclass(frozen=True, slots=True)
class Reading:
    """An independent reading of a sheet or a document.

    ``delivered`` is what somebody who does what is written would take, or None where it cannot
    be carried out. ``kind`` is None for a document.
    """

    drug: str
    delivered: str | None
    operations: tuple[Operation, ...]
    findings: tuple[Finding, ...]
    kind: Kind | None = None
    schema: str = SCHEMA

    @property
    def agrees(self) -> bool:
        """Whether nothing was found that stops the print."""
        return not any(finding.severity == "stop" for finding in self.findings)

    def document(self, language: str = "en") -> dict[str, object]:
        """Return the reading as docs/contract.md section 6 writes it."""
        kind = {} if self.kind is None else {"kind": self.kind}
        findings = [
            {
                "code": finding.code,
                "severity": finding.severity,
                "text": say(finding.message, language),
            }
            for finding in self.findings
        ]
        return {
            "schema": self.schema,
            **kind,
            "drug": self.drug,
            "delivered": self.delivered,
            "operations": list(self.operations),
            "agrees": self.agrees,
            "findings": findings,
        }

    def to_json(self, language: str = "en") -> bytes:
        """Write the reading as indented JSON with a closing line end."""
        plain = msgspec.json.encode(self.document(language))
        return msgspec.json.format(plain, indent=2) + b"\n"
