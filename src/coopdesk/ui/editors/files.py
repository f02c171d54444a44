# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The editor of an attached file: dropped or chosen, shown small where it is a picture, opened or saved."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from coopdesk.desk import viewing
from coopdesk.desk.desk import Desk
from coopdesk.desk.entering import Entered
from coopdesk.language import N_, sentence
from coopdesk.records.declaration import Field
from coopdesk.records.kinds import AttachedFile
from coopdesk.ui.chips import Flow
from coopdesk.ui.documents import ask_where, ask_which
from coopdesk.ui.editors.editor import Editor
from coopdesk.ui.look import give
from coopdesk.ui.panel import ElidedLabel, plain_label, wrapped_label
from coopdesk.ui.work import Failure, Outcome, Work

CHOOSE_FILE = N_("Choose a file")
TAKE_OUT = N_("Take out")
OPEN = N_("Open")
SAVE_AS = N_("Save a copy")
DROP = N_("Or drop a file here.")
NO_VIEWER = N_("No program of this computer shows this file. Save a copy.")
SMALL = QSize(112, 80)
PICTURES = ("image/jpeg", "image/png", "image/webp", "image/tiff", "image/gif", "image/bmp")


def small(desk: Desk, scalar: str) -> bytes:
    """A picture small, as PNG; b"" for a kept file that is none."""
    from coopdesk.desk import note_files

    return note_files.small_of(desk, (scalar,)).get(scalar, b"")


def for_viewer(desk: Desk, scalar: str) -> Path:
    """A private copy for another program."""
    return viewing.copy_to_view(desk, scalar)


def kept_copy(desk: Desk, scalar: str, path: Path) -> str:
    """A copy where the officer wants it."""
    return viewing.save_copy(desk, scalar, path)


class FileEditor(Editor):
    """One attached file."""

    def __init__(self, what: Field, work: Work) -> None:
        super().__init__()
        self._work = work
        self._scalar = ""
        self.picture = plain_label()
        self.picture.setFixedSize(SMALL)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown = ElidedLabel()
        self._hint = plain_label("meta", str(DROP))
        self.refusal = wrapped_label("error")
        self.refusal.hide()
        self.view = self._made(OPEN, self.open)
        self.keep = self._made(SAVE_AS, self._choose_place)
        self.take_out = self._made(TAKE_OUT, self._clear)
        self.choose = self._made(CHOOSE_FILE, self._choose_file)
        self._lay_out()
        self.setAcceptDrops(True)
        self.put("", {})

    def _made(self, words: object, act: object) -> QPushButton:
        made = QPushButton(str(words))
        give(made, "quiet")
        made.setAutoDefault(False)
        made.clicked.connect(act)
        return made

    def _lay_out(self) -> None:
        buttons = Flow(4)
        for button in (self.view, self.keep, self.take_out, self.choose):
            buttons.addWidget(button)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(self._shown)
        beside.addLayout(buttons)
        beside.addWidget(self._hint)
        beside.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(beside, 1)
        self.lines.addLayout(line)
        self.lines.addWidget(self.refusal)

    def put(self, entered: Entered, names: Mapping[str, str]) -> None:
        """Show a file by its name, a picture small."""
        before, self._scalar = self._scalar, str(entered)
        self._shown.setText(names.get(self._scalar, self._name()))
        is_kept = bool(self._scalar) and not self._scalar.startswith("@")
        self._shown.setVisible(bool(self._scalar))
        self.take_out.setVisible(bool(self._scalar))
        self._hint.setVisible(not self._scalar)
        self.keep.setVisible(is_kept)
        self.view.setVisible(is_kept and viewing.may_be_viewed(self._scalar))
        if self._scalar != before:
            self.refusal.hide()
            self.picture.hide()
            self.picture.clear()
            self._ask_picture(is_kept)

    def _name(self) -> str:
        if not self._scalar or self._scalar.startswith("@"):
            return Path(self._scalar.removeprefix("@")).name
        return AttachedFile.of(self._scalar).name

    def _ask_picture(self, is_kept: bool) -> None:
        if is_kept and AttachedFile.of(self._scalar).media in PICTURES:
            self._work.ask(partial(small, scalar=self._scalar), self._picture_came)

    def _picture_came(self, outcome: Outcome[bytes]) -> None:
        if isinstance(outcome, Failure) or not outcome.value:
            return
        image = QImage.fromData(QByteArray(outcome.value))
        if not image.isNull() and self._scalar:
            ratio = self.devicePixelRatioF()
            fitted = image.scaled(
                SMALL * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            picture = QPixmap.fromImage(fitted)
            picture.setDevicePixelRatio(ratio)
            self.picture.setPixmap(picture)
            self.picture.setAccessibleName(self._name())
            self.picture.show()

    def entered(self) -> Entered:
        """The file as it is kept, "@" and its path where it is still to be attached."""
        return self._scalar

    def widgets(self) -> list[QWidget]:
        """The buttons."""
        return [self.view, self.keep, self.take_out, self.choose]

    def labels(self) -> list[QLabel]:
        """The name of the file."""
        return [self._shown]

    def call(self, name: str) -> None:
        """Each button says what it does to which field."""
        for button in (self.view, self.keep, self.take_out, self.choose):
            button.setAccessibleName(f"{button.text()}: {name}")

    def mark(self, wrong: bool) -> None:
        """Buttons keep their look; the sentence below says what is wrong."""

    # Taking in

    def _choose_file(self) -> None:
        if path := ask_which(self, str(CHOOSE_FILE)):
            self.attach(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file of this computer may be dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what is dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        files = [path for path in paths if path.is_file()]
        if files:
            event.acceptProposedAction()
            self.attach(files[0])

    def attach(self, path: Path) -> None:
        """Hold a file that is to be attached."""
        self.put(f"@{path}", {})
        self.changed.emit()
        self.picked.emit(f"@{path}", path.name)

    def _clear(self) -> None:
        self.put("", {})
        self.changed.emit()

    # Giving out

    def open(self) -> None:
        """Show a private copy with the program of the system."""
        self._work.ask(partial(for_viewer, scalar=self._scalar), self._copy_came)

    def _copy_came(self, outcome: Outcome[Path]) -> None:
        if isinstance(outcome, Failure):
            self._refuse(sentence(outcome.error))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(outcome.value))):
            self._refuse(str(NO_VIEWER))

    def _choose_place(self) -> None:
        if path := ask_where(self, str(SAVE_AS), self._name()):
            self.save_copy(path)

    def save_copy(self, path: Path) -> None:
        """Write a copy where the officer wants it."""
        self._work.ask(partial(kept_copy, scalar=self._scalar, path=path), self._saved)

    def _saved(self, outcome: Outcome[str]) -> None:
        if isinstance(outcome, Failure):
            self._refuse(sentence(outcome.error))

    def _refuse(self, words: str) -> None:
        self.refusal.setText(words)
        self.refusal.show()
