"""The frame of every page is written once for all who see the same: ``{% frame %} … {% endframe %}``.

Half of what rendering a page costs is header, menus, footer and outbox, the same each time. Inside the tag a template
sees only what ``school.context.Frame`` lists, whatever else the page knows: so nothing that is not part of the key can
be kept. Who it is for is never kept either: the member's name and number and the token against forgery stand as marks.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from school.context import Frame
from school.vocabulary import words_spoken

register = template.Library()

INDENTED = re.compile(r"\n\s+")
"""Space that only those who write templates read."""

MOST_KEPT = 200
"""Frames that a process keeps for one place in a template: schools × roles × pages, those written last."""


class KeptNode(template.Node):
    """A stretch of a page, and how it read for others who see the same."""

    child_nodelists = ()
    """There is no block in it: those who look for blocks, at each rendering, need not look inside."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.kept: OrderedDict[Any, str] = OrderedDict()

    def text_for(self, key: Any, context: template.Context, shown: Callable[[], dict[str, Any]]) -> str:
        """Written when it is first asked for, from what is ``shown``, which the key must stand for in full."""
        text = self.kept.get(key)
        if text is None:
            text = self.kept[key] = INDENTED.sub("\n", self.nodelist.render(context.new(shown())))
            if len(self.kept) > MOST_KEPT:
                self.kept.popitem(last=False)
        return text


class FrameNode(KeptNode):
    """A stretch of the frame."""

    def render(self, context: template.Context) -> SafeString:
        frame: Frame | None = context.get("frame")
        if frame is None:  # a page of a fault, about which nothing is known
            return self.nodelist.render(context)
        text = self.text_for(frame.key, context, frame.shown)
        for mark, value in frame.marks:
            text = text.replace(mark, value)
        return SafeString(text)


class AlikeNode(KeptNode):
    """A stretch of one page that says the same to all for whom ``said`` is the same."""

    def __init__(self, said: FilterExpression, nodelist: NodeList) -> None:
        super().__init__(nodelist)
        self.said = said

    def render(self, context: template.Context) -> SafeString:
        said = self.said.resolve(context)
        key = (get_language(), words_spoken(), said)
        return SafeString(self.text_for(key, context, lambda: {"said": said}))


@register.tag
def alike(parser: Parser, token: Token) -> AlikeNode:
    """``{% alike VALUE %} … {% endalike %}``: inside, a template sees the value as ``said`` and nothing else."""
    said = parser.compile_filter(token.split_contents()[1])
    nodelist = parser.parse(("endalike",))
    parser.delete_first_token()
    return AlikeNode(said, nodelist)


@register.tag
def frame(parser: Parser, token: Token) -> FrameNode:
    """Ends with ``endframe``; no block inside, since a page could fill it."""
    nodelist = parser.parse(("endframe",))
    parser.delete_first_token()
    return FrameNode(nodelist)
