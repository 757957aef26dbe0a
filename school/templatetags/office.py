"""The office's own navigation."""

from django import template

from school.office.hub import doors_for

register = template.Library()
register.simple_tag(doors_for)
