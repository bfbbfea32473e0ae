"""The window: PySide6 pages over the services."""

from commissioning_app.ui.lib.singletons import keep_singletons

keep_singletons()
