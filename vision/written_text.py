"""How the vision's paragraphs are marked up: emphasis, strong, lists and links, a small part of Markdown.

Everything else is text. What comes out goes through a sanitiser all the same.
"""

from __future__ import annotations

import re
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "em", "strong", "ul", "ol", "li", "a", "br"}
SCHEMES = {"http", "https", "mailto"}
OPEN_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
MARKS = {"em_open": "emph", "strong_open": "strong"}


def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"html": False, "breaks": True})
    reader.enable(["emphasis", "list", "link", "newline", "escape"])
    reader.validateLink = lambda url: bool(OPEN_ADDRESS.fullmatch(url))  # type: ignore[method-assign]
    return reader


READER = _reader()


def as_html(text: str) -> SafeString:
    """A paragraph as the page shows it."""
    attributes = {"a": {"href"}, "ol": {"start"}}
    return mark_safe(nh3.clean(READER.render(text), tags=TAGS, attributes=attributes, url_schemes=SCHEMES))


def as_parts(text: str) -> list[dict[str, Any]]:
    """A paragraph for setting in type: its blocks in order.

    Each has ``kind`` (``p``, ``ul`` or ``ol``) and ``items``: for each paragraph or list item its runs, and a run has
    ``text``, ``marks`` (``emph``, ``strong``) and ``url``, empty for most.
    """
    parts: list[dict[str, Any]] = []
    lists: list[dict[str, Any]] = []
    for token in READER.parse(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            if not lists:
                parts.append({"kind": token.tag, "items": []})
            lists.append(parts[-1])
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "inline":
            into: dict[str, Any] = lists[-1] if lists else {"kind": "p", "items": []}
            into["items"].append(_runs(token.children or []))
            if not lists:
                parts.append(into)
    return parts


def _runs(tokens: list[Token]) -> list[dict[str, Any]]:
    runs: list[dict[str, Any]] = []
    marks: list[str] = []
    url = ""
    for token in tokens:
        if token.type in MARKS:
            marks.append(MARKS[token.type])
        elif token.type in ("em_close", "strong_close"):
            marks.pop()
        elif token.type == "link_open":
            url = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            url = ""
        elif words := "\n" if token.type in ("hardbreak", "softbreak") else token.content:
            runs.append({"text": words, "marks": list(marks), "url": url})
    return runs
