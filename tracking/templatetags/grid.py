"""The body of the class grid, and what a printed page says of itself."""

from django import template
from django.utils.dateformat import format as date_in
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from school.models import Member
from tracking.grid import rows_html

register = template.Library()
register.simple_tag(rows_html, name="grid_rows")


@register.simple_tag
def printed_by(member: Member) -> str:
    """A sentence with the day: paper stays lying about."""
    return _("Printed by %(name)s on %(day)s.") % {"name": member.display_name, "day": date_in(localtime(), "j F Y")}
