"""What every answer says about what it may do and about keeping it, whoever asked."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class PagePolicyMiddleware:
    """What a page may load and do: the same on each, so ``CONTENT_SECURITY_POLICY`` is put into words once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response, self.policy = get_response, build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.policy)
        return response


class NothingKeptMiddleware:
    """Pages are about people: no browser or proxy keeps one, so Back after sign-out shows nothing.

    Files under ``/static/`` are answered before this and stay kept. An address with a null byte is nobody's typing and
    would stop the database: it is refused.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("null byte in the address")
        response = self.get_response(request)
        patch_cache_control(response, no_store=True, private=True)
        response.headers["Permissions-Policy"] = PERMISSIONS
        return response
