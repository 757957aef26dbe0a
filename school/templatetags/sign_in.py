"""Words for what signing in leaves behind."""

from django import template

from school.accounts.sessions import browser_in_words

register = template.Library()
register.filter("browser", browser_in_words)
