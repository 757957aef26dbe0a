"""The page for when there is no network, and the worker of the browser that keeps it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from school.access import public
from tracking.shell import PATIENCE_SECONDS, addresses, page_text, release


@public
def without_network(request: HttpRequest) -> HttpResponse:
    """The same for everybody, signed in or not. What it shows of a person is on their device, locked."""
    return HttpResponse(page_text())


@public
def worker(request: HttpRequest) -> HttpResponse:
    """At the root of the site, since it stands in for any page. Where it is withdrawn, one that takes itself away."""
    name = "tracking/worker.js" if settings.WITHOUT_NETWORK else "tracking/worker_withdrawn.js"
    known = {"release": release(), "page": reverse("without_network"), "files": addresses()}
    return render(request, name, {**known, "patience": PATIENCE_SECONDS}, content_type="text/javascript")
