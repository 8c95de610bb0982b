"""The expiry of each product in hand: a line for each that is ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from taperlab.desktop.parts.field import Field
from taperlab.desktop.parts.labels import column, label
from taperlab.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from taperlab.wording import Wording


class ExpiryList(QWidget):
    """A line stays while its product is ticked, or while something is typed in it."""

    edited = Signal()
    rearranged = Signal()

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._names: Mapping[str, str] = {}
        self._ticked: Sequence[str] = ()
        self._fields: dict[str, Field] = {}
        self._layout = column(self)
        self._layout.addWidget(label(words.text(Message("desktop.expiries")), "label"))
        self._hint = label(words.text(Message("desktop.expiries-hint")), "small")
        self._layout.addWidget(self._hint)

    @property
    def typed(self) -> tuple[tuple[str, str], ...]:
        """Product and expiry as typed, in the order of the products' ids."""
        found = ((name, self.line(name).text()) for name in sorted(self._fields))
        return tuple((name, text) for name, text in found if text.strip())

    def line(self, product: str) -> QLineEdit:
        """Return the line of a product."""
        control = self._fields[product].control
        if not isinstance(control, QLineEdit):
            raise TypeError(product)
        return control

    def fields(self) -> dict[str, Field]:
        """Return the fields, called as in ``in_hand.readings``."""
        return {f"expiries.{name}": field for name, field in self._fields.items()}

    def name(self, names: Mapping[str, str]) -> None:
        """Take what the products are called."""
        self._names = names

    def follow(self, ticked: Sequence[str]) -> None:
        """Show a line for each product that is ticked, or of which an expiry was typed."""
        self._ticked = ticked
        typed = [name for name, _ in self.typed]
        self._arrange(list(dict.fromkeys([*ticked, *typed])))

    def forget(self, products: frozenset[str]) -> None:
        """Remove the lines of these products."""
        self._arrange([name for name in self._fields if name not in products])

    def show_expiries(self, expiries: Sequence[tuple[str, str]]) -> None:
        """Show these and no others, in silence."""
        self._arrange([])
        self._arrange(list(dict.fromkeys([*self._ticked, *(name for name, _ in expiries)])))
        for name, text in expiries:
            self.line(name).setText(text)

    def stops(self) -> list[QWidget]:
        """Return what Tab goes to, from top to bottom."""
        return [field.control for field in self._fields.values()]

    def _arrange(self, products: list[str]) -> None:
        if products == list(self._fields):
            return
        for name in [each for each in self._fields if each not in products]:
            field = self._fields.pop(name)
            self._layout.removeWidget(field)
            field.hide()
            field.deleteLater()
        self._fields = {name: self._fields.get(name) or self._field(name) for name in products}
        for field in self._fields.values():
            self._layout.addWidget(field)
        self._hint.setVisible(not products)
        self.rearranged.emit()

    def _field(self, product: str) -> Field:
        line = QLineEdit()
        line.setPlaceholderText(self._words.text(Message("desktop.expiry-example")))
        line.textChanged.connect(self.edited)
        return Field(product, self._names.get(product, product), line)
