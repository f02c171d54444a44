# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Photos and files of a note: dropped or pasted, shown small, taken out with Delete."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout

from coopdesk.desk import note_files
from coopdesk.desk.entering import Entered
from coopdesk.desk.note_capture import file_name
from coopdesk.desk.note_files import Taken
from coopdesk.language import N_, NC_, sentence
from coopdesk.ui import icons, look, painted
from coopdesk.ui.chips import Flow
from coopdesk.ui.painted import META, NORMAL, Ink
from coopdesk.ui.panel import Panel, wrapped_label
from coopdesk.ui.work import Failure, Outcome, Success, Work

PHOTO, FILE = N_("Photo: {name}"), N_("File: {name}")
REMOVES = N_("Delete takes out")
PASTED = NC_("file name", "Pasted picture")
SIZE = QSize(112, 80)


class Thumb(QAbstractButton):
    """One photo, or the name of a file."""

    def __init__(self, scalar: str, small: bytes, is_photo: bool) -> None:
        super().__init__()
        self._image = QImage.fromData(QByteArray(small)) if small else QImage()
        self._name = file_name(scalar)
        self._is_photo = is_photo
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(self._name.replace("&", "&amp;").replace("<", "&lt;"))
        self.setAccessibleName((PHOTO if is_photo else FILE).format(name=self._name))
        self.setAccessibleDescription(str(REMOVES))

    def sizeHint(self) -> QSize:
        """A photo is larger than a file."""
        return SIZE if self._is_photo else QSize(180, 28)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes out, the arrows go on."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        elif event.key() not in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: object) -> None:
        """A click only takes the keyboard here."""
        self.setDown(False)
        self.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture with round corners."""
        colours = look.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image.isNull():
            painted.box(painter, self.rect(), 6, colours.sunken, colours.line)
            sign = "photo" if self._is_photo else "paperclip"
            icons.draw(painter, sign, QRect(8, self.height() // 2 - 8, 16, 16), colours.ink3)
            painted.write(
                painter, self.rect().adjusted(30, 0, -6, 0), self._name, Ink(META, NORMAL, colours.ink2)
            )
        else:
            shape = QPainterPath()
            shape.addRoundedRect(self.rect(), 6, 6)
            painter.setClipPath(shape)
            painter.drawImage(self.rect(), self._image)
        if self.hasFocus():
            painter.setClipping(False)
            painted.ring(painter, self.rect(), colours)
        painter.end()


class Photos(Panel):
    """All photos and files of the note, and why one was refused."""

    changed = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._photos: tuple[str, ...] = ()
        self._files: tuple[str, ...] = ()
        self._small: dict[str, bytes] = {}
        self.thumbs: list[Thumb] = []
        self.refusal = wrapped_label("error")
        self.refusal.hide()
        self._flow = Flow(8)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 8, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(self.refusal)
        lines.addLayout(self._flow)
        self.setAcceptDrops(True)

    def put(self, entered: Mapping[str, Entered]) -> None:
        """Show those of a note."""
        self._photos, self._files = (_members(entered, key) for key in ("photos", "attachments"))
        self.refusal.hide()
        self._show()
        missing = tuple(one for one in self._photos if one not in self._small)
        if missing:
            self._work.ask(partial(note_files.small_of, scalars=missing), self._small_came, lane="photos")

    def entered(self) -> dict[str, Entered]:
        """The fields as they are now."""
        return {"photos": self._photos, "attachments": self._files}

    def take(self, source: QMimeData) -> None:
        """Take files, or a picture from the clipboard."""
        self.refusal.hide()
        for url in source.urls():
            self._work.ask(partial(note_files.take_file, path=Path(url.toLocalFile())), self._taken)
        if not source.urls() and source.hasImage():
            self._work.ask(partial(note_files.take, data=_png(source), name=f"{PASTED}.png"), self._taken)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what is dropped."""
        self.take(event.mimeData())
        event.acceptProposedAction()

    def _taken(self, outcome: Outcome[Taken]) -> None:
        if isinstance(outcome, Failure):
            self.refusal.setText(sentence(outcome.error))
            self.refusal.show()
            self.show()
            return
        taken = outcome.value
        if taken.is_photo:
            self._small[taken.scalar] = taken.small
            self._photos = tuple(dict.fromkeys((*self._photos, taken.scalar)))
        else:
            self._files = tuple(dict.fromkeys((*self._files, taken.scalar)))
        self._show()
        self.changed.emit()

    def _small_came(self, outcome: Outcome[dict[str, bytes]]) -> None:
        if isinstance(outcome, Success):
            self._small.update(outcome.value)
            self._show()

    def _show(self) -> None:
        for thumb in self.thumbs:
            self._flow.removeWidget(thumb)
            thumb.hide()
            thumb.deleteLater()
        self.thumbs = [Thumb(one, self._small.get(one, b""), True) for one in self._photos]
        self.thumbs += [Thumb(one, b"", False) for one in self._files]
        for thumb, scalar in zip(self.thumbs, (*self._photos, *self._files), strict=True):
            thumb.clicked.connect(partial(self._take_out, scalar))
            self._flow.addWidget(thumb)
            thumb.show()
        self._flow.invalidate()
        self.setVisible(bool(self.thumbs) or not self.refusal.isHidden())
        self.updateGeometry()

    def _take_out(self, scalar: str, *_: object) -> None:
        self._photos = tuple(one for one in self._photos if one != scalar)
        self._files = tuple(one for one in self._files if one != scalar)
        self._show()
        self.changed.emit()


def _members(entered: Mapping[str, Entered], key: str) -> tuple[str, ...]:
    found = entered.get(key, ())
    return found if isinstance(found, tuple) else ()


def _png(source: QMimeData) -> bytes:
    """The picture of the clipboard as PNG."""
    image = source.imageData()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if isinstance(image, QImage):
        image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
