"""What templates need to look like one product: icons from the sprite, and dates as people say them."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

register = template.Library()

SPRITE = "icons.svg"

NUMBER_WORDS = (
    *(_lazy("none"), _lazy("one"), _lazy("two"), _lazy("three"), _lazy("four")),
    *(_lazy("five"), _lazy("six"), _lazy("seven"), _lazy("eight"), _lazy("nine")),
)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; silent to screen readers unless it carries a label."""
    return _drawn(str(name), str(label))


@lru_cache(maxsize=1_000)
def _drawn(name: str, label: str) -> SafeString:
    """A page has dozens; the sprite's address is the same as long as the process lives."""
    address = f"{static(SPRITE)}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.simple_tag
def chip(behaviour: Any) -> SafeString:
    """A behaviour by its icon and name, in its tint."""
    tint, drawing = getattr(behaviour, "tint", ""), getattr(behaviour, "icon", "")
    return _chip(str(tint or "slate"), str(drawing or "sprout"), str(getattr(behaviour, "label", "")))


@lru_cache(maxsize=2_000)
def _chip(tint: str, drawing: str, label: str) -> SafeString:
    return format_html('<span class="chip tint-{}">{} {}</span>', tint, icon(drawing), label)


@register.filter
def day(value: date | datetime | None) -> str:
    """Tuesday 10 March; with the year where it is not this one."""
    if not value:
        return ""
    here = _local_date(value)
    return date_format(here, "l j F" if here.year == timezone.localdate().year else "l j F Y")


@register.filter
def number_word(count: int) -> str:
    """Five rather than 5, up to nine, as one writes to a person."""
    return str(NUMBER_WORDS[count]) if 0 <= count < len(NUMBER_WORDS) else str(count)


@register.filter
def minus(figure: str) -> str:
    """A written figure with a minus sign where it had a hyphen."""
    return figure.replace("-", "−")


@register.filter
def clock(value: datetime | time | None) -> str:
    """10:42, in the school's time zone."""
    if not value:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return value.strftime("%H:%M")


@register.filter
def moment(value: datetime | None) -> str:
    """Today at 10:42, yesterday at 16:05, otherwise the day and the time."""
    if not value:
        return ""
    words = {"day": day(value), "time": clock(value)}
    today = timezone.localdate()
    if _local_date(value) == today:
        return _("today at %(time)s") % words
    if _local_date(value) == today - timedelta(days=1):
        return _("yesterday at %(time)s") % words
    return _("%(day)s at %(time)s") % words


def _local_date(value: date | datetime) -> date:
    if not isinstance(value, datetime):
        return value
    return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
