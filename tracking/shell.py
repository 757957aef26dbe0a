"""The page that a browser keeps for when there is no network: the same for everybody, with nothing of anybody in it."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language

FILES = (
    *("site.css", "css/learning.css"),
    *("fonts/atkinson-hyperlegible-next.woff2", "fonts/atkinson-hyperlegible-next-ext.woff2"),
    *("icons.svg", "favicon.svg"),
    *("site.js", "locker.js", "outbox.js", "notice.js", "without-network.js"),
)
"""What the page loads."""

MARK_LETTERS = 16

PATIENCE_SECONDS = 10
"""The server answers or gives up within six; what takes longer is a network that only seems to be there."""


def addresses() -> list[str]:
    """Where the files are in this release: a stamped name changes with what is in it."""
    return [static(name) for name in FILES]


def page_text() -> str:
    """The page in the language of whoever asks. Rendered without a request: it can know nothing of one."""
    return render_to_string("tracking/without_network.html")


def release() -> str:
    """A mark that changes with the page, its language or a file of it, and with that the worker."""
    return _mark(get_language() or "")


@lru_cache(maxsize=10)
def _mark(language: str) -> str:
    known = "\n".join([language, *addresses(), page_text()])
    return hashlib.sha256(known.encode()).hexdigest()[:MARK_LETTERS]
