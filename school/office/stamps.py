"""Which addresses each permission opens, read from the stamps that the views bear."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, resolve

from school.access import RULES, Permission, Rule, may
from school.models import Member, Role

IN_A_SCHOOL = "s/<slug:school>/"
PLACE_OF_A_RECORD = re.compile(r"\(\?P<\w+>[^)]*\)|<(?:\w+:)?\w+>")


@dataclass(frozen=True)
class Opened:
    """One address of a school; ``again`` when it asks to sign in freshly."""

    path: str
    again: bool


@dataclass(frozen=True)
class PrintedRule:
    """A rule with what it opens, as the page prints it."""

    rule: Rule
    pages: tuple[Opened, ...]

    @property
    def cells(self) -> list[tuple[Any, bool]]:
        return [(role.label, role in self.rule.roles) for role in Role]

    @property
    def asks_again(self) -> bool:
        return any(page.again for page in self.pages)


def printed_rules() -> list[PrintedRule]:
    """Every rule in order, with its pages."""
    return [PrintedRule(rule, pages_by_permission().get(rule.permission, ())) for rule in RULES]


def may_open(member: Member, address: str) -> bool:
    """Whether the stamp of the page at an address of the member's school lets them in."""
    view: Any = resolve(address).func
    return may(member, view.access) or (view.support and may(member, Permission.HELP_THE_OFFICE))


@lru_cache(maxsize=1)
def pages_by_permission() -> dict[Permission, tuple[Opened, ...]]:
    """Addresses under a school by the permission of their stamp."""
    found: defaultdict[Permission, list[Opened]] = defaultdict(list)
    for path, view in _patterns(get_resolver()):
        access = getattr(view, "access", None)
        if path.startswith(IN_A_SCHOOL) and isinstance(access, Permission):
            readable = _readable(path.removeprefix(IN_A_SCHOOL))
            found[access].append(Opened(readable, getattr(view, "again", False)))
            if getattr(view, "support", False):
                found[Permission.HELP_THE_OFFICE].append(Opened(readable, again=False))
    return {permission: tuple(sorted(set(pages), key=lambda page: page.path)) for permission, pages in found.items()}


def _readable(path: str) -> str:
    return PLACE_OF_A_RECORD.sub("…", path).replace("^", "").replace("$", "") or "/"


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, path)
        elif isinstance(entry, URLPattern):
            yield path, entry.callback
