"""What was said to a thing on a student's page, and the way to say something."""

from __future__ import annotations

from typing import Any

from django import template

from tracking.models import CheckInAnswer

register = template.Library()


@register.inclusion_tag("tracking/_replies.html", takes_context=True)
def replies(context: dict[str, Any], thing: Any) -> dict[str, Any]:
    """Nothing where the page has no conversation, as for readers who do not hear the child."""
    kind = "answer" if isinstance(thing, CheckInAnswer) else thing._meta.model_name
    known = context.get("replies")
    shown = {"shown": known is not None, "list": (known or {}).get((kind, thing.pk), []), "kind": kind, "thing": thing}
    return shown | {name: context.get(name) for name in ("school", "student", "member", "request")}
