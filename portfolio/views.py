"""Pages of portfolio."""

from django.http import HttpRequest, HttpResponse

from school.access import Permission, requires


@requires(Permission.BE_HERE)
def dashboard(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
