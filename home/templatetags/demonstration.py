"""The demonstration's banner."""

from __future__ import annotations

from django import template

from home.demonstration.cast import CAST, Part

register = template.Library()


@register.simple_tag
def demonstration_cast() -> tuple[Part, ...]:
    return CAST
