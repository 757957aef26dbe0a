"""``{{ paragraph.text|written }}``: a paragraph of the vision with its emphasis, lists and links."""

from django import template
from django.utils.safestring import SafeString

from vision.written_text import as_html

register = template.Library()


@register.filter
def written(text: str) -> SafeString:
    return as_html(text)
