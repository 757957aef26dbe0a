"""The start page, the front door and the state of health."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from school.access import Permission, public, requires


@public
def front_door(request: HttpRequest) -> HttpResponse:
    """To the own school when signed in, to sign-in otherwise."""
    return redirect("choose_school" if request.user.is_authenticated else "account_login")


@public
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


@requires(Permission.BE_HERE)
def today(request: HttpRequest) -> HttpResponse:
    return render(request, "home/today.html")
