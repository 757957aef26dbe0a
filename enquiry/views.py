"""Pages of enquiry."""

from django.http import HttpRequest, HttpResponse

from school.access import Permission, requires


@requires(Permission.BE_HERE)
def overview(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
