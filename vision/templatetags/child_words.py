"""A behaviour in the words for a reader's age."""

from django import template

from vision.wording import child_wording_for

register = template.Library()
register.filter("in_words_for", child_wording_for)
