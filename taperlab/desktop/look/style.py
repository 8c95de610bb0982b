"""The style sheet of the window: built from a palette, a size of text and the small drawings."""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taperlab.desktop.look.theme import Palette

_SIZES = {"small": 0.87, "body": 1.0, "lead": 1.14, "title": 1.5, "figure": 2.3, "verdict": 2.7}
_RULES = Template("""
QMainWindow, QDialog, QMessageBox { background: $page; }
QScrollArea, QScrollArea > QWidget > QWidget[role="scrolled"], QStackedWidget {
  background: transparent; border: 0; }
QWidget[role="side"] { background: $side; border-right: 1px solid $line; }
QWidget[role="page"] { background: $page; }

QLabel { background: transparent; color: $text; }
QLabel[role="label"] { font-weight: 600; }
QLabel[role="note"], QLabel[role="unit"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${small}px; }
QLabel[role="lead"] { font-size: ${lead}px; font-weight: 600; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="figure"] { font-size: ${figure}px; font-weight: 600; color: $accent; }
QLabel[role="verdict"] { font-size: ${verdict}px; font-weight: 600; }
QLabel[role="figure-small"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="eyebrow"] { font-size: ${small}px; font-weight: 600; color: $accent; }
QLabel[role="number"] { font-weight: 600; color: $accent; }
QLabel[role="reason"] { color: $poor; }
QLabel[role="paper"] { background: #ffffff; border-radius: 8px; }

QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 12px; }
QFrame[role="card"][chosen="true"] { border: 2px solid $accent; }
QFrame[role="card"]:focus { border: 2px solid $accent; }
QFrame[role="rule"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role="good"] { background: $good_soft; border-radius: 8px; }
QFrame[role="note-box"] { background: $accent_soft; border-radius: 8px; }
QFrame[role="warn-box"] { background: $acceptable_soft; border-radius: 8px; }
QFrame[role="stop-box"] { background: $poor_soft; border-radius: 8px; }
QFrame[role="stop-banner"] { background: $poor; border-radius: 8px; }
QFrame[role="stop-banner"] QLabel { color: $on_accent; }
QFrame[role="good"] QLabel { color: $good; }
QFrame[role="warn-box"] QLabel { color: $acceptable; }
QFrame[role="stop-box"] QLabel { color: $poor; }

QLineEdit, QComboBox, QDateEdit {
  background: $field; border: 1px solid $edge; border-radius: 6px;
  padding: 6px 8px; min-height: ${line_height}px; placeholder-text-color: $muted;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QComboBox:focus, QDateEdit:focus { border: 2px solid $accent; padding: 5px 7px; }
QLineEdit[invalid="true"], QComboBox[invalid="true"] { border: 2px solid $poor; padding: 5px 7px; }
QLineEdit:disabled, QComboBox:disabled { color: $muted; background: $page; }
QComboBox QLineEdit, QComboBox:editable:focus QLineEdit {
  border: 0; padding: 0; background: transparent; min-height: 0; }
QDateEdit QLineEdit, QDateEdit:focus QLineEdit {
  border: 0; padding: 0; background: transparent; min-height: 0; }
QComboBox::drop-down, QDateEdit::drop-down {
  border: 0; width: ${mark}px; subcontrol-position: center right; padding-right: 6px; }
QComboBox::down-arrow, QDateEdit::down-arrow {
  image: url($icon_down); width: ${mark}px; height: ${mark}px; }
QDateEdit::up-button, QDateEdit::down-button {
  width: ${mark}px; border: 0; background: transparent; }
QDateEdit::up-arrow { image: url($icon_up); width: ${mark}px; height: ${mark}px; }
QAbstractItemView { background: $surface; border: 1px solid $edge; padding: 4px; outline: 0;
  selection-background-color: $accent_soft; selection-color: $text; }
QComboBox QAbstractItemView { border: 0; padding: 0; }
QComboBoxPrivateContainer { background: $surface; border: 1px solid $edge; }
QMessageBox QLabel#qt_msgbox_label { font-size: ${lead}px; font-weight: 600; }
QMessageBox QLabel#qt_msgbox_informativelabel { min-width: ${column}px; }
QAbstractItemView::item { min-height: ${row}px; padding: 0 8px; }

QTableView { border: 1px solid $line; border-radius: 8px; padding: 2px;
  selection-background-color: $line; selection-color: $text; }
QTableView:focus { border: 2px solid $accent; padding: 1px; }
QTableView::item { padding: 0 4px; }
QTableView QLineEdit[role="cell"] { padding: 0 4px; border-radius: 0; min-height: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section { background: $surface; color: $muted; border: 0;
  border-bottom: 1px solid $line; padding: 0 11px 0 4px; font-weight: 600; }

QPushButton { background: $surface; border: 1px solid $edge; border-radius: 6px; padding: 6px 16px;
  min-height: ${line_height}px; font-weight: 600; }
QPushButton:hover { background: $accent_soft; border-color: $accent; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 15px; }
QPushButton:disabled { color: $muted; border-color: $line; background: $page; }
QPushButton[role="main"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[role="main"]:hover { background: $accent_strong; }
QPushButton[role="main"]:focus { border: 2px solid $text; }
QPushButton[role="main"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[role="choice"] { padding: 6px 8px; font-weight: 400; }
QPushButton[role="choice"]:checked { background: $accent_soft; border: 2px solid $accent;
  color: $text; padding: 5px 7px; }
QPushButton[role="choice"]:focus { border: 2px solid $text; padding: 5px 7px; }
QToolButton { background: transparent; border: 2px solid transparent; border-radius: 6px;
  padding: 4px 6px; color: $accent; font-weight: 600; }
QToolButton:hover { background: $accent_soft; }
QToolButton:focus { border-color: $accent; }
QToolButton[role="fold"] { color: $text; text-align: left; }

QCheckBox {
  spacing: 0; background: transparent; border: 2px solid transparent; border-radius: 6px;
  padding: 2px; }
QCheckBox:focus { border-color: $accent; }
QCheckBox::indicator {
  width: ${mark}px; height: ${mark}px; border: 1px solid $edge; border-radius: 4px;
  background: $field; }
QCheckBox::indicator:checked {
  background: $accent; border-color: $accent; image: url($icon_tick_bright); }
QCheckBox::indicator:disabled { border-color: $line; }

QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; border: 0; border-bottom: 3px solid transparent;
  padding: 8px 4px; margin-right: ${tab_gap}px; color: $muted; font-weight: 600; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $accent; }
QTabBar::tab:focus { color: $accent; border-bottom-color: $accent_strong; }
QTabBar::tab:disabled { color: $edge; border-bottom-color: transparent; }
QTabBar::scroller { width: ${row}px; }
QTabBar QToolButton { background: $surface; border: 1px solid $edge; padding: 0; }
QTabBar QToolButton::left-arrow { image: url($icon_left_accent); width: ${mark}px; }
QTabBar QToolButton::right-arrow { image: url($icon_right_accent); width: ${mark}px; }

QMenuBar { background: $side; border-bottom: 1px solid $line; padding: 2px 8px; }
QMenuBar::item { padding: 6px 12px; background: transparent; border-radius: 6px; }
QMenuBar::item:selected { background: $accent_soft; }
QMenu { background: $surface; border: 1px solid $edge; padding: 6px; }
QMenu::item { padding: 6px 24px 6px 28px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }
QMenu::indicator { width: ${mark}px; height: ${mark}px; left: 6px; }
QMenu::indicator:checked { image: url($icon_tick_accent); }

QScrollBar:vertical { background: transparent; width: 14px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 14px; margin: 0; }
QScrollBar::handle {
  background: $edge; border-radius: 3px; min-height: 32px; min-width: 32px; margin: 4px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QToolTip { background: $surface; color: $text; border: 1px solid $edge; padding: 6px; }
QPlainTextEdit, QTextEdit {
  background: $field; border: 1px solid $edge; border-radius: 6px; padding: 8px; }
QStatusBar { background: $side; border-top: 1px solid $line; color: $muted; }
QStatusBar::item { border: 0; }
""")


def style_sheet(palette: Palette, pixels: int, icons: Mapping[str, str]) -> str:
    """Return the style of every widget, for body text of so many pixels."""
    sizes = {name: round(pixels * factor) for name, factor in _SIZES.items()}
    marks = {f"icon_{name.replace('-', '_')}": path for name, path in icons.items()}
    return _RULES.substitute(
        asdict(palette),
        **sizes,
        **marks,
        line_height=round(pixels * 1.35),
        column=pixels * 26,
        row=round(pixels * 1.9),
        mark=round(pixels * 1.1),
        tab_gap=round(pixels * 0.7),
    )
