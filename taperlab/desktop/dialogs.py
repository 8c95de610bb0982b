"""Every question the window asks in a dialog of its own; tests answer in their stead."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QMessageBox

from taperlab.desktop.look.icons import picture
from taperlab.messages import Message

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from taperlab.messages import TaperLabError
    from taperlab.wording import Wording

Unsaved = Literal["save", "discard", "cancel"]


class Dialogs:
    """Asks the person at the window."""

    def __init__(self, parent: QWidget, words: Wording) -> None:
        self._parent = parent
        self._say = words.text

    def unsaved(self, name: str, *, can_save: bool) -> Unsaved:
        """Ask what to do with work that no file holds."""
        box = QMessageBox(self._parent)
        box.setIconPixmap(picture(48))
        box.setText(self._say(Message("desktop.unsaved", name=name)))
        key = "desktop.unsaved-can-save" if can_save else "desktop.unsaved-no-answer"
        box.setInformativeText(self._say(Message(key)))
        role = QMessageBox.ButtonRole
        cancel = box.addButton(self._say(Message("desktop.cancel")), role.RejectRole)
        discard = box.addButton(self._say(Message("desktop.discard")), role.DestructiveRole)
        save = (
            box.addButton(self._say(Message("desktop.save")), role.AcceptRole) if can_save else None
        )
        box.setDefaultButton(save or cancel)
        box.setEscapeButton(cancel)
        box.exec()
        clicked = box.clickedButton()
        if save is not None and clicked is save:
            return "save"
        return "discard" if clicked is discard else "cancel"

    def file_to_open(self, folder: Path) -> Path | None:
        """Ask which preparation to open."""
        kinds = self._say(Message("desktop.file-kinds"))
        title = self._say(Message("desktop.open-title"))
        name, _ = QFileDialog.getOpenFileName(self._parent, title, str(folder), kinds)
        return Path(name) if name else None

    def file_to_save(self, suggested: Path, *, pdf: bool) -> Path | None:
        """Ask where to save; the dialog itself asks before it takes a file's place."""
        kinds = self._say(Message("desktop.pdf-kinds" if pdf else "desktop.file-kinds"))
        title = self._say(Message("desktop.save-pdf-title" if pdf else "desktop.save-title"))
        dialog = QFileDialog(self._parent, title, str(suggested.parent), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf" if pdf else "json")
        dialog.selectFile(suggested.name)
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None

    def printer(self) -> QPrinter | None:
        """Ask which printer to print on."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        return printer if QPrintDialog(printer, self._parent).exec() else None

    def tell(self, error: TaperLabError) -> None:
        """Say what went wrong and what to do."""
        box = QMessageBox(self._parent)
        box.setIconPixmap(picture(48))
        box.setText(self._say(error.problem))
        box.setInformativeText(self._say(error.remedy))
        box.addButton(self._say(Message("desktop.close")), QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def about(self, version: str) -> None:
        """Say what the program is for, who may use it and what it is not."""
        box = QMessageBox(self._parent)
        box.setIconPixmap(picture(48))
        box.setText(self._say(Message("desktop.about", version=version)))
        box.setInformativeText(self._say(Message("desktop.about-purpose")))
        box.addButton(self._say(Message("desktop.close")), QMessageBox.ButtonRole.AcceptRole)
        box.exec()
