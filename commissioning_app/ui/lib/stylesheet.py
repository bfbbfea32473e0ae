"""Fill the one style sheet's template with the tokens."""

from __future__ import annotations

import re
from functools import lru_cache

from commissioning_app.paths import resources_folder
from commissioning_app.ui.lib.tokens import Palette

_LENGTH = re.compile(r"@(px|pad[12]?)\((\d+)\)")
_NAME = re.compile(r"@([a-z_]+)")


@lru_cache(maxsize=8)
def style_sheet(palette: Palette, text_percent: int) -> str:
    """The whole style sheet for this palette at this text size.

    `@px(n)` grows with the text, `@pad(n)` half as fast; `@pad1` and `@pad2` are a pad less one or two px,
    for what has a border that much thicker. `@name` is a colour; `@styles` and `@shade` name small pictures.
    """
    scale = text_percent / 100
    folder = resources_folder() / "styles"
    values = palette.colours()
    values["styles"] = folder.as_posix()
    values["shade"] = "dark" if palette.dark else "light"
    values["radio"] = f"{round(16 * scale) // 2 + 2}px"

    def length(match: re.Match[str]) -> str:
        kind, number = match[1], int(match[2])
        if kind == "px":
            return f"{round(number * scale)}px"
        padding = round(number * (1 + (scale - 1) * 0.5))
        return f"{max(padding - int(kind[3:] or 0), 0)}px"

    template = _LENGTH.sub(length, (folder / "app.qss").read_text(encoding="utf-8"))
    return _NAME.sub(lambda match: values[match[1]], template)
