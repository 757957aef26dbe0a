"""The paper with the link and its code: shown once, since only its hash is kept."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from learningculture.qr import QUIET_ZONE, qr_code
from tracking.family import FreshLink
from tracking.views.ground import SchoolRequest


def paper(request: SchoolRequest, fresh: FreshLink) -> HttpResponse:
    """A page to print and take home."""
    address = request.build_absolute_uri(reverse("family_page", args=[fresh.token]))
    context = {"link": fresh.link, "address": address, "code": code_of(address), "first_name": _name(fresh)}
    answer = render(request, "tracking/family_paper.html", context)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _name(fresh: FreshLink) -> str:
    return str(fresh.link.student.first_name)


def code_of(address: str) -> str:
    """The code as an image in its own address, black on white in every scheme."""
    return str(qr_code(address).svg_data_uri(border=QUIET_ZONE, scale=4, light="#fff", dark="#000"))
