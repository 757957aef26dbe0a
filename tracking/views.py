"""Pages of tracking."""

from django.http import HttpRequest, HttpResponse

from school.access import Permission, requires


@requires(Permission.BE_HERE)
def classes(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


@requires(Permission.BE_HERE)
def my_learning(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
