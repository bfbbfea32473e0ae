"""A headless Chromium driven over its DevTools pipe, with nothing but the standard library."""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PATIENCE = 60.0
"""Seconds that any answer may take, on a machine that is busy with other things."""


def find_chromium() -> str:
    """The browser on this machine, or ""; the variable CHROMIUM names another one."""
    return os.environ.get("CHROMIUM", "") or next(filter(None, map(shutil.which, NAMES)), "")


def find_axe() -> Path | None:
    """axe-core's script: where AXE_CORE says, or in node_modules here."""
    places = [Path(os.environ.get("AXE_CORE", "")), Path("node_modules/axe-core/axe.min.js")]
    files = [place / "axe.min.js" if place.is_dir() else place for place in places]
    return next((file for file in files if file.is_file()), None)


class Page:
    """One tab. ``requests`` holds the address of everything that it asked for."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._write, self._read = to_browser, from_browser
        self._buffer = b""
        self._last_id = 0
        self._events: list[dict[str, Any]] = []
        self._session = ""
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def open_tab(self, downloads: Path) -> None:
        """Attach to a new tab whose downloads go to a folder."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self.send(
            "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads), eventsEnabled=True
        )
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """One command and its answer."""
        self._last_id += 1
        message: dict[str, Any] = {"id": self._last_id, "method": method, "params": params}
        if self._session and not method.startswith(("Browser.", "Target.")):
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0") if len(message) else None
        while True:
            answer = self._next()
            if answer.get("id") == self._last_id:
                assert "error" not in answer, answer
                return dict(answer["result"])

    def _next(self) -> dict[str, Any]:
        until = time.monotonic() + PATIENCE
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._read], [], [], max(0, until - time.monotonic()))
            assert ready, "the browser gave no answer"
            piece = os.read(self._read, 1 << 20)
            assert piece, "the browser ended"
            self._buffer += piece
        whole, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(whole)
        self._note(message)
        return message

    def _note(self, message: dict[str, Any]) -> None:
        method, params = message.get("method"), message.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(params["exceptionDetails"])[:2000])
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.complaints.append(params["entry"]["text"])
        elif method == "Page.javascriptDialogOpening":
            self._events.append({"method": "dialog"})
        if method:
            self._events.append(message)

    def wait_for(self, method: str, **fields: Any) -> dict[str, Any]:
        """The next event of a kind whose fields are so."""
        while True:
            for place, event in enumerate(self._events):
                params = event.get("params", {})
                if event["method"] == method and fields.items() <= params.items():
                    del self._events[: place + 1]
                    return dict(params)
            self._next()

    def open(self, address: str) -> None:
        """Load a page and wait for it."""
        self._events.clear()
        self.send("Page.navigate", url=address)
        self.wait_for("Page.loadEventFired")

    def run(self, script: str, *, answers: bool = True) -> Any:
        """The value of an expression in the page; a promise is waited for."""
        result = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=answers)
        assert "exceptionDetails" not in result, json.dumps(result["exceptionDetails"])[:2000]
        return result["result"].get("value")

    def press(self, element_id: str) -> None:
        """Click with a real mouse where an element is."""
        box = self.run(
            f"(() => {{ const e = document.getElementById({json.dumps(element_id)}); "
            "e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect(); "
            "return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def type(self, element_id: str, text: str) -> None:
        """Type into a box as an input method does."""
        self.run(f"document.getElementById({json.dumps(element_id)}).focus()")
        self.send("Input.insertText", text=text)

    def key(self, name: str, code: int) -> None:
        """Press a key."""
        for kind in ("keyDown", "keyUp"):
            self.send("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code)

    def picture(self, path: Path, *, whole: bool = True) -> None:
        """A picture of the page as it is drawn."""
        import base64

        shot = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))

    def size(self, width: int, height: int, *, phone: bool = False, dark: bool = False) -> None:
        """The window and the theme that the reader likes."""
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height,
            deviceScaleFactor=2 if phone else 1, mobile=phone,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", media="screen", features=[scheme])


@contextmanager
def a_browser(folder: Path) -> Iterator[Page]:
    """A browser of this test's own; its downloads are in the folder ``downloads``."""
    (folder / "downloads").mkdir(parents=True, exist_ok=True)
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()
    theirs = [fcntl.fcntl(one, fcntl.F_DUPFD, 20) for one in (to_read, from_write)]

    def as_three_and_four() -> None:
        os.dup2(theirs[0], 3)
        os.dup2(theirs[1], 4)

    arguments = [
        find_chromium(), "--headless=new", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu",
        "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--no-default-browser-check", "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={folder / 'profile'}", *(["--no-sandbox"] if os.getuid() == 0 else []),
    ]  # fmt: skip
    process = subprocess.Popen(
        arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=(3, 4),
        preexec_fn=as_three_and_four, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    for one in (to_read, from_write, *theirs):
        os.close(one)
    try:
        page = Page(to_write, from_read)
        page.open_tab(folder / "downloads")
        yield page
        with suppress(AssertionError, OSError):
            page.send("Browser.close")
    finally:
        process.kill()
        process.wait()
        os.close(to_write)
        os.close(from_read)
