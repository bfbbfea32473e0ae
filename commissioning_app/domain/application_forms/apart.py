"""A sheet of optional questions that goes out with a form, and never comes into the EOI."""

from __future__ import annotations

from dataclasses import dataclass

ABOUT_YOU = "about-you"
"""The mark of the sheet on which people say something of themselves."""

APART_EXPORT_KIND = "commissioning-together-about-you"
"""What the file that such a web page saves says of itself."""

APART_EXPORT_MARK = f'"{APART_EXPORT_KIND}"'
"""Stands near the beginning of such a file."""

APART_EXPORT_ENDING = ".about-you.json"


@dataclass(frozen=True)
class GuidePart:
    """A heading with sentences, then points of a list."""

    heading: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Apart:
    """What makes a form a sheet apart: its mark, its title, and what it tells its reader.

    ``file_words`` begins the name of the file that its web page saves.
    """

    mark: str
    title: str
    guide: tuple[GuidePart, ...]
    file_words: str
