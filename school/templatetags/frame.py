"""The frame of every page is written once for all who see the same: ``{% frame %} … {% endframe %}``.

Half of what rendering a page costs is header, menus, footer and outbox, the same each time. Inside the tag a template
sees only what ``school.context.Frame`` lists, whatever else the page knows: so nothing that is not part of the key can
be kept. Who it is for is never kept either: the member's name and number and the token against forgery stand as marks.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString

from school.context import Frame

register = template.Library()

INDENTED = re.compile(r"\n\s+")
"""Space that only those who write templates read."""

MOST_KEPT = 200
"""Frames that a process keeps for one place in a template: schools × roles × pages, those used last."""


class FrameNode(template.Node):
    """A stretch of the frame, and how it read for others who see the same."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.kept: OrderedDict[Any, str] = OrderedDict()

    def render(self, context: template.Context) -> SafeString:
        frame: Frame | None = context.get("frame")
        if frame is None:  # a page of a fault, about which nothing is known
            return self.nodelist.render(context)
        text = self.kept.get(frame.key)
        if text is None:
            text = INDENTED.sub("\n", self.nodelist.render(context.new(frame.shown())))
            self.kept[frame.key] = text
            if len(self.kept) > MOST_KEPT:
                self.kept.popitem(last=False)
        for mark, value in frame.marks:
            text = text.replace(mark, value)
        return SafeString(text)


@register.tag
def frame(parser: Parser, token: Token) -> FrameNode:
    """Ends with ``endframe``; no block inside, since a page could fill it."""
    nodelist = parser.parse(("endframe",))
    parser.delete_first_token()
    return FrameNode(nodelist)
