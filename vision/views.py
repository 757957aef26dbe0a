"""Pages of vision."""

from django.http import HttpRequest, HttpResponse

from school.access import Permission, requires


@requires(Permission.BE_HERE)
def narrative(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
