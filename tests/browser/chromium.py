"""The run's Chromium. One that no longer answers is ended, and the next test gets another: it holds nothing up."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Playwright

CLOSING_SECONDS = 60.0
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Chromium:
    def __init__(self, playwright: Playwright) -> None:
        self.playwright = playwright
        self.browser: Browser | None = None
        self.pid = 0

    def new_context(self, **options: Any) -> BrowserContext:
        if self.browser is None or not self.browser.is_connected():
            self.start()
        assert self.browser
        return self.browser.new_context(**options)

    def start(self) -> None:
        path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        assert path, "No Chromium found: `make test` installs one, or install the package 'chromium' yourself."
        self.browser = self.playwright.chromium.launch(executable_path=path, args=OPTIONS)
        told = self.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
        self.pid = next(process["id"] for process in told["processInfo"] if process["type"] == "browser")

    def let_go(self, context: BrowserContext, patience: float = CLOSING_SECONDS) -> None:
        """Close it. Playwright waits for Chromium's answer without end; we do not."""
        with self.no_longer_than(patience), contextlib.suppress(Error):
            context.close()

    def end(self) -> None:
        """At the end of the run, with the same patience."""
        with self.no_longer_than(CLOSING_SECONDS):
            if self.browser is not None:
                self.browser.close()

    @contextlib.contextmanager
    def no_longer_than(self, seconds: float) -> Iterator[None]:
        """What takes longer ends with the browser."""
        rescue = threading.Timer(seconds, self.kill)
        rescue.start()
        try:
            yield
        finally:
            rescue.cancel()

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
