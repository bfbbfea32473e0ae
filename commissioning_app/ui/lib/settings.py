"""What this person chose for the window: theme, text size, columns, sizes. Never the round's data."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, cast

from PySide6.QtCore import QByteArray, QSettings

from commissioning_app.paths import data_folder
from commissioning_app.ui.lib.theme import MAX_PERCENT, MIN_PERCENT, ThemeMode


class Store(Protocol):
    """Where settings are kept: a QSettings, or a dictionary in tests."""

    def value(self, key: str, default: object = None) -> object:
        """The value, or the default."""

    def set_value(self, key: str, value: object) -> None:
        """Keep a value."""


class FileStore:
    """Settings in a small file in the user's data folder."""

    def __init__(self, path: Path | None = None) -> None:
        where = path if path is not None else data_folder() / "window.ini"
        self._settings = QSettings(str(where), QSettings.Format.IniFormat)

    def value(self, key: str, default: object = None) -> object:
        """The value, or the default."""
        return self._settings.value(key, default)

    def set_value(self, key: str, value: object) -> None:
        """Keep a value."""
        self._settings.setValue(key, value)

    def close(self) -> None:
        """Write what is kept to the file now."""
        self._settings.sync()


class MemoryStore:
    """Settings that are gone with the process, for tests and pictures."""

    def __init__(self, values: dict[str, object] | None = None) -> None:
        self._values: dict[str, object] = dict(values or {})

    def value(self, key: str, default: object = None) -> object:
        """The value, or the default."""
        return self._values.get(key, default)

    def set_value(self, key: str, value: object) -> None:
        """Keep a value."""
        self._values[key] = value


class Settings:
    """Typed reading and writing over a store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @property
    def theme_mode(self) -> ThemeMode:
        """Light, dark, or as the system says."""
        value = str(self.store.value("theme", "system"))
        return cast(ThemeMode, value if value in ("light", "dark", "system") else "system")

    @theme_mode.setter
    def theme_mode(self, mode: ThemeMode) -> None:
        self.store.set_value("theme", mode)

    @property
    def text_percent(self) -> int:
        """Text size, 100 to 200."""
        try:
            value = int(str(self.store.value("text_percent", 100)))
        except ValueError:
            return MIN_PERCENT
        return min(max(value, MIN_PERCENT), MAX_PERCENT)

    @text_percent.setter
    def text_percent(self, percent: int) -> None:
        self.store.set_value("text_percent", percent)

    def hidden_columns(self, table: str, default: frozenset[str]) -> frozenset[str]:
        """The keys of the columns that the person hid in this table."""
        value = self.store.value(f"tables/{table}/hidden")
        if value is None:
            return default
        return frozenset(part for part in str(value).split(",") if part)

    def set_hidden_columns(self, table: str, keys: frozenset[str]) -> None:
        """Remember which columns are hidden."""
        self.store.set_value(f"tables/{table}/hidden", ",".join(sorted(keys)))

    def column_widths(self, table: str) -> dict[str, int]:
        """The widths that the person drew columns to, in px at 100 % text."""
        parts = str(self.store.value(f"tables/{table}/widths", "")).split(",")
        pairs = (part.split(":", 1) for part in parts if ":" in part)
        return {key: int(width) for key, width in pairs if width.isdigit()}

    def set_column_widths(self, table: str, widths: dict[str, int]) -> None:
        """Remember the widths."""
        text = ",".join(f"{key}:{width}" for key, width in sorted(widths.items()))
        self.store.set_value(f"tables/{table}/widths", text)

    @property
    def geometry(self) -> QByteArray | None:
        """Where the window stood."""
        value = self.store.value("geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self.store.set_value("geometry", value)


_settings: Settings | None = None


def settings() -> Settings:
    """The settings in use; kept in memory only until `use_settings` names a store."""
    global _settings
    if _settings is None:
        _settings = Settings(MemoryStore())
    return _settings


def use_settings(chosen: Settings) -> Settings:
    """Read and write these settings from now on."""
    global _settings
    _settings = chosen
    return chosen
