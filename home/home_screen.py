"""The school on a device's home screen: its name, the product's, and an icon (a web app manifest)."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from school.models import School

PAPER = "#faf6ee"
"""The page's own background in the light: site.css, --paper."""

ICONS = (
    ("favicon.svg", "any", "image/svg+xml", "any"),
    ("icon-192.png", "192x192", "image/png", "any maskable"),
    ("icon-512.png", "512x512", "image/png", "any maskable"),
)
"""File, size, type, and what it may be used for: a maskable icon reaches to its edge, so that a device can cut it."""


def manifest_of(school: School) -> dict[str, Any]:
    """What the browser reads, in the school's words. It opens Today, with the browser's own way back and reload."""
    start = reverse("home:today", args=[school.slug])
    return {
        "id": start,
        "start_url": start,
        "scope": "/",
        "name": school.name,
        "short_name": _("Learning culture"),
        "description": _("See how learners learn, and note it, also where there is no network."),
        "lang": get_language(),
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": static(file), "sizes": sizes, "type": kind, "purpose": purpose}
            for file, sizes, kind, purpose in ICONS
        ],
    }
