"""Pages of observations."""

from django.http import HttpRequest, HttpResponse

from school.access import Permission, requires


@requires(Permission.BE_HERE)
def visits(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
