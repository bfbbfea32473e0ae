"""The one theme: what colour, size and font everything has, and telling everyone when that changes."""

from __future__ import annotations

from typing import Final, Literal, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from commissioning_app.ui.lib import fonts
from commissioning_app.ui.lib.stylesheet import style_sheet
from commissioning_app.ui.lib.tokens import DARK, LIGHT, PANEL_EXTRA, SPACE, TYPE, Palette, high_contrast

ThemeMode = Literal["light", "dark", "system"]
TextRole = Literal["small", "body", "card_title", "banner", "page_title", "figure"]
SpaceName = Literal["xs", "s", "m", "l", "xl", "xxl"]
Tone = Literal["good", "warn", "bad", "info", "neutral"]
MIN_PERCENT: Final = 100
MAX_PERCENT: Final = 200


class Theme(QObject):
    """What the application looks like now; painted widgets read it and listen to `changed`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.palette: Palette = LIGHT
        self.mode: ThemeMode = "light"
        self.text_percent: int = 100
        self.reduced_motion: bool = False
        self._listening = False

    @property
    def scale(self) -> float:
        """1.0 at 100 % text, 2.0 at 200 %."""
        return self.text_percent / 100

    def colour(self, name: str) -> QColor:
        """The token's colour, for painting."""
        return QColor(cast(str, getattr(self.palette, name)))

    def tone(self, tone: Tone) -> tuple[QColor, QColor]:
        """A state's text colour and the soft ground it stands on."""
        return self.colour(tone), self.colour(f"{tone}_soft")

    def px(self, pixels: float) -> int:
        """A length that grows with the text."""
        return round(pixels * self.scale)

    def pad(self, pixels: float) -> int:
        """Padding: grows half as fast as the text, so that large text keeps the room."""
        return round(pixels * (1 + (self.scale - 1) * 0.5))

    def space(self, name: SpaceName) -> int:
        """A step of the spacing grid; it stays, so that large text keeps the room."""
        return SPACE[name]

    def size(self, role: TextRole, *, panel: bool = False) -> int:
        """The role's text size in px at the chosen text size."""
        return self.px(TYPE[role] + (PANEL_EXTRA if panel else 0))

    def font(
        self, role: TextRole = "body", *, bold: bool = False, panel: bool = False, tabular: bool = False
    ) -> QFont:
        """The role's font, for painting."""
        return fonts.make_font(self.size(role, panel=panel), bold=bold, tabular=tabular)

    def fixed_font(self, role: TextRole = "body") -> QFont:
        """The system's font with letters of one width, at the role's size, for plain text files."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(self.size(role))
        return font


_theme: Theme | None = None


def theme() -> Theme:
    """The application's theme."""
    global _theme
    if _theme is None:
        _theme = Theme()
    return _theme


def apply_theme(app: QApplication, mode: ThemeMode = "system", text_percent: int = 100) -> Theme:
    """Give the whole application this look; may be called again at any time."""
    current = theme()
    current.mode = mode
    current.text_percent = min(max(text_percent, MIN_PERCENT), MAX_PERCENT)
    current.palette = _palette_for(mode)
    current.reduced_motion = _prefers_less_motion()
    for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateTooltip):
        QApplication.setEffectEnabled(effect, not current.reduced_motion)
    fonts.load_first_fonts()
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setFont(current.font("body"))
    app.setPalette(_qt_palette(current.palette))
    app.setStyleSheet(style_sheet(current.palette, current.text_percent))
    if not current._listening:
        current._listening = True
        _follow_system(app)
        QTimer.singleShot(0, app, fonts.load_other_fonts)
    current.changed.emit()
    return current


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for, and restyle the widget."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _palette_for(mode: ThemeMode) -> Palette:
    """The palette that the mode and the system's contrast setting ask for."""
    hints = QGuiApplication.styleHints()
    dark = mode == "dark" or (mode == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
    palette = DARK if dark else LIGHT
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return high_contrast(palette)
    return palette


def _prefers_less_motion() -> bool:
    """Whether the system asks for less movement on screen."""
    hints = QGuiApplication.styleHints()
    return hints.accessibility().motionPreference() == Qt.MotionPreference.ReducedMotion


def _follow_system(app: QApplication) -> None:
    """Take up the system's new colour scheme, contrast or motion setting at once."""

    def again(*_changed: object) -> None:
        current = theme()
        wanted = _palette_for(current.mode)
        if wanted != current.palette or current.reduced_motion != _prefers_less_motion():
            apply_theme(app, current.mode, current.text_percent)

    hints = app.styleHints()
    hints.colorSchemeChanged.connect(again)
    hints.accessibility().contrastPreferenceChanged.connect(again)
    hints.accessibility().motionPreferenceChanged.connect(again)


def _qt_palette(palette: Palette) -> QPalette:
    """The same colours for what the style sheet doesn't reach."""
    role = QPalette.ColorRole
    pairs = {
        role.Window: palette.window,
        role.WindowText: palette.text,
        role.Base: palette.card,
        role.AlternateBase: palette.window,
        role.Text: palette.text,
        role.Button: palette.card,
        role.ButtonText: palette.text,
        role.ToolTipBase: palette.card,
        role.ToolTipText: palette.text,
        role.PlaceholderText: palette.muted,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.on_accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.Accent: palette.accent,
        role.Mid: palette.line,
        role.Dark: palette.control,
        role.Light: palette.card,
    }
    result = QPalette()
    for name, colour in pairs.items():
        result.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(palette.muted))
    return result
