"""The letters that go with Alt on a page or in a dialog."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget


def letters_given_twice(root: QWidget) -> dict[str, list[str]]:
    """Each letter that stands more than once, with the texts it stands in."""
    texts: list[str] = []
    for widget in (*root.findChildren(QAbstractButton), *root.findChildren(QLabel)):
        if isinstance(widget, QLabel) and widget.buddy() is None:
            continue
        if not widget.isHidden() and widget.isVisibleTo(root):
            texts.append(widget.text())
    letters = [(QKeySequence.mnemonic(text).toString(), text) for text in texts]
    count = Counter(letter for letter, _text in letters if letter)
    return {key: [text for letter, text in letters if letter == key] for key, n in count.items() if n > 1}
