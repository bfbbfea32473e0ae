"""The design tokens: colours, space, radius and type, for both themes and for high contrast."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final


@dataclass(frozen=True)
class Palette:
    """Every colour that a screen may use, as #RRGGBB."""

    name: str
    dark: bool
    window: str
    card: str
    line: str
    faint: str
    control: str  # the outline of a field or button that can be used: 3:1 against what it stands on
    text: str
    muted: str
    accent: str
    accent_strong: str  # the accent when pressed or pointed at
    on_accent: str
    soft: str
    soft_line: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    neutral: str
    neutral_soft: str
    community: str
    commissioner: str
    rail: str
    rail_text: str
    rail_muted: str
    rail_active: str
    focus: str
    rail_focus: str
    track: str

    def colours(self) -> dict[str, str]:
        """Every colour by its name."""
        names = [field.name for field in fields(self) if field.name not in ("name", "dark")]
        return {name: str(getattr(self, name)) for name in names}


LIGHT: Final = Palette(
    name="light",
    dark=False,
    window="#F6F4EF",
    card="#FFFFFF",
    line="#DDD7CC",
    faint="#EBE7DF",
    control="#8A8274",
    text="#1E1C19",
    muted="#5F594F",
    accent="#0B5F57",
    accent_strong="#084A44",
    on_accent="#FFFFFF",
    soft="#E2F0EC",
    soft_line="#8FC0B6",
    good="#1A673A",
    good_soft="#E4F3E8",
    warn="#7D4700",
    warn_soft="#FFF0D2",
    bad="#9C1F2B",
    bad_soft="#FBE7E6",
    info="#1D4C86",
    info_soft="#E6EEF9",
    neutral="#5F594F",
    neutral_soft="#F0ECE4",
    community="#0B5F57",
    commissioner="#B4561A",
    rail="#1F2A2C",
    rail_text="#E9EDEB",
    rail_muted="#B9C2BF",
    rail_active="#3A4648",
    focus="#0B5F57",
    rail_focus="#62C9B6",
    track="#DED8CD",
)

DARK: Final = Palette(
    name="dark",
    dark=True,
    window="#141718",
    card="#1C2123",
    line="#343B3D",
    faint="#2A3032",
    control="#737D80",
    text="#ECE9E2",
    muted="#A9A59B",
    accent="#62C9B6",
    accent_strong="#86DACA",
    on_accent="#06231F",
    soft="#17332F",
    soft_line="#2F665D",
    good="#7FD09B",
    good_soft="#173222",
    warn="#F2BE6B",
    warn_soft="#3A2C10",
    bad="#F29A9A",
    bad_soft="#3D1C1E",
    info="#9CC2F2",
    info_soft="#172A42",
    neutral="#B4B0A6",
    neutral_soft="#2A3032",
    community="#62C9B6",
    commissioner="#F0A36B",
    rail="#0E1112",
    rail_text="#D9DEDB",
    rail_muted="#A3ACA8",
    rail_active="#2C3031",
    focus="#62C9B6",
    rail_focus="#62C9B6",
    track="#343B3D",
)


def high_contrast(palette: Palette) -> Palette:
    """The same theme with every outline and muted text as strong as the text itself."""
    edge = palette.text
    return replace(
        palette,
        name=palette.name + " high contrast",
        window="#000000" if palette.dark else "#FFFFFF",
        card="#000000" if palette.dark else "#FFFFFF",
        line=edge,
        control=edge,
        muted=edge,
        soft_line=palette.accent,
        track=palette.control,
        rail="#000000",
        rail_text="#FFFFFF",
        rail_muted="#FFFFFF",
    )


PALETTES: Final = (LIGHT, DARK, high_contrast(LIGHT), high_contrast(DARK))

# (text or shape, ground): what stands on what, for the contrast test.
TEXT_PAIRS: Final = (
    ("text", "window"),
    ("text", "card"),
    ("text", "soft"),
    ("text", "faint"),
    ("text", "neutral_soft"),
    ("muted", "window"),
    ("muted", "card"),
    ("muted", "soft"),
    ("accent", "card"),
    ("accent", "window"),
    ("accent", "soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("good", "good_soft"),
    ("good", "card"),
    ("good", "window"),
    ("warn", "warn_soft"),
    ("warn", "card"),
    ("warn", "window"),
    ("bad", "bad_soft"),
    ("bad", "card"),
    ("bad", "window"),
    ("info", "info_soft"),
    ("info", "card"),
    ("info", "window"),
    ("neutral", "neutral_soft"),
    ("text", "good_soft"),
    ("text", "warn_soft"),
    ("text", "bad_soft"),
    ("text", "info_soft"),
    ("rail_text", "rail"),
    ("rail_text", "rail_active"),
    ("rail_muted", "rail"),
)
CONTROL_PAIRS: Final = (
    ("control", "card"),
    ("control", "window"),
    ("accent", "card"),
    ("accent", "window"),
    ("accent", "soft"),
    ("bad", "card"),
    ("bad", "window"),
    ("community", "card"),
    ("commissioner", "card"),
    ("focus", "card"),
    ("focus", "window"),
    ("rail_focus", "rail"),
)
# (text, ground, the least contrast): WCAG 2.2 AA, 1.4.3 and 1.4.11.
THEME_PAIRS: Final = tuple((a, b, 4.5) for a, b in TEXT_PAIRS) + tuple((a, b, 3.0) for a, b in CONTROL_PAIRS)

# The 8-px grid; layouts take these, never a number of their own.
SPACE: Final = {"xs": 4, "s": 8, "m": 12, "l": 16, "xl": 22, "xxl": 28}
RADIUS: Final = {"card": 12, "control": 9}
RAIL_WIDTH: Final = 188

# Type sizes in px at 100 %; "panel" is added to every size on a panel member's screens.
TYPE: Final = {"small": 13, "body": 15, "card_title": 16, "banner": 17, "page_title": 25, "figure": 20}
PANEL_EXTRA: Final = 3
TEXT_PERCENTS: Final = (100, 110, 125, 150, 175, 200)


def contrast(first: str, second: str) -> float:
    """WCAG contrast ratio of two #RRGGBB colours, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of a #RRGGBB colour (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
