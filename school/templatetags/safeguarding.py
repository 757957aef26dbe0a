"""The way to raise a concern, beside every free text."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from learningculture.templatetags.look import icon
from school.access import Permission, may
from school.models import School
from school.queries import today_in
from school.safeguarding.circle import leads_of
from school.safeguarding.raising import Seen

register = template.Library()


@register.simple_tag(takes_context=True)
def concern(context: dict[str, Any], about: Any, *texts: Any, writing: bool = False) -> SafeString:
    """A quiet button that opens the form: ``{% concern _("a noticing") noticing.text %}``.

    Beside a text being read it is an icon and takes the text before the form, where the reader decides whether it
    goes along. With ``writing`` it is a line in words and opens another tab, so that nothing typed is lost. The form
    it belongs to stands once on each page, in ``base.html``; so it may stand inside another form.
    """
    member = context.get("member") or getattr(context.get("request"), "member", None)
    text = "\n".join(str(text) for text in texts if text)
    if member is None or not may(member, Permission.RAISE_CONCERN) or not (text or writing):
        return SafeString("")
    words = _("Tell a grown-up you are worried") if member.is_student else _("Raise a concern")
    value = Seen(str(about), text).sealed_for(member) if text else ""
    if writing:
        return format_html(
            '<button class="btn quiet small concern" form="concern-form" formtarget="_blank" formnovalidate '
            'name="from" value="{}">{} {}<span class="sr"> {}</span></button>',
            *(value, icon("life-buoy"), words, _("(opens another tab)")),
        )
    return format_html(
        '<button class="btn quiet small icon-only concern" form="concern-form" formnovalidate name="from" value="{}" '
        'aria-label="{}: {}" title="{}">{}</button>',
        *(value, words, about, words, icon("life-buoy")),
    )


@register.inclusion_tag("school/_no_lead.html")
def warn_without_lead(school: School) -> dict[str, Any]:
    """A loud line where concerns reach nobody but the head."""
    return {"school": school, "has_lead": leads_of(school, today_in(school)).exists()}
