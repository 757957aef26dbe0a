"""The body of the class grid."""

from django import template

from tracking.grid import rows_html

register = template.Library()
register.simple_tag(rows_html, name="grid_rows")
