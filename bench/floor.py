"""The bare work: what any Django site would pay to do the same, and no more.

One file that is settings, addresses and application: Django's default middleware, sessions in Redis, the same
PostgreSQL in a schema of its own, no product code. Whoever asks is signed in with Django's own sign-in. Reading is
plain SQL into strings, saving is one statement that commits by itself. There are no schools, roles, terms, audit,
row-level security, versions or history: all of that is what the product adds, and what the ratios weigh.

The class page has the same cells as the product's: no attribute in any of them, one handler would serve all. A
check-in takes the same requests as the product's pages: a press to begin, each question read and answered, the end.
"""

from __future__ import annotations

import os
from typing import Any

import environ
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template import Context, Engine
from django.urls import path
from django.utils.html import escape

SCHEMA = "bench_floor"
QUESTIONS = 3

SECRET_KEY = "the floor keeps no secrets, for it has no visitors"
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
ROOT_URLCONF = "bench.floor"
USE_TZ = True
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.messages"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": os.environ.get("REDIS_URL", ""),
        "KEY_PREFIX": "floor",
    }
}
_place = environ.Env().db_url_config(os.environ.get("DATABASE_OWNER_URL", "postgres:///none"))
_options = {**_place.get("OPTIONS", {}), "options": f"-c search_path={SCHEMA}"}
DATABASES = {"default": {**_place, "OPTIONS": _options, "CONN_MAX_AGE": 60}}

HEAD = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>{{ title }}</title></head><body><h1>{{ title }}</h1>"
)
GRID = Engine().from_string(
    HEAD + "<table><thead><tr><th>Learner{% for one in behaviours %}<th>{{ one }}{% endfor %}</thead>"
    "<tbody>{{ rows|safe }}</tbody></table></body></html>"
)
QUESTION = Engine().from_string(
    HEAD + '<form method=post><input type=hidden name=csrfmiddlewaretoken value="{{ token }}">'
    "{% for word in words %}<label><input type=radio name=value value={{ forloop.counter }}"
    "{% if forloop.counter == given %} checked{% endif %}>{{ word }}</label>{% endfor %}<button>Next</button></form>"
    "</body></html>"
)
FOUND = Engine().from_string(
    HEAD + "<form><input name=q></form><ul>{% for id, name in found %}<li><a href=/learner/{{ id }}/>{{ name }}</a>"
    "{% endfor %}</ul></body></html>"
)
WORDS = ("Not seen yet", "With help", "Sometimes", "Often", "By themselves", "Teaches others")


def asked(statement: str, *values: str | int | list[int] | None) -> list[Any]:
    """Rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def known(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)


def grid(request: HttpRequest, pk: int) -> HttpResponse:
    if not known(request):
        return HttpResponse(status=403)
    name = asked("SELECT name FROM class WHERE id = %s", pk)[0][0]
    behaviours = asked("SELECT id, label FROM behaviour ORDER BY id")
    learners = asked("SELECT id, family || ', ' || given FROM person WHERE class_id = %s ORDER BY family, given", pk)
    ratings = asked(
        "SELECT person_id, behaviour_id, phase FROM rating "
        "WHERE person_id IN (SELECT id FROM person WHERE class_id = %s)",
        pk,
    )
    phases = {(person, behaviour): phase for person, behaviour, phase in ratings}
    cells = {phase: f"<td>{word}" for phase, word in enumerate(WORDS)}
    rows = [
        f"<tr data-s={id}><th>{escape(name)}"
        + "".join([cells[phases[id, behaviour]] for behaviour, _label in behaviours])
        for id, name in learners
    ]
    page = {"title": name, "behaviours": [label for _id, label in behaviours], "rows": "".join(rows)}
    return HttpResponse(GRID.render(Context(page)))


def save(request: HttpRequest) -> HttpResponse:
    if not known(request):
        return HttpResponse(status=403)
    sent = [int(request.POST[key]) for key in ("student", "behaviour", "phase")]
    asked(
        "INSERT INTO rating (person_id, behaviour_id, phase) VALUES (%s, %s, %s) "
        "ON CONFLICT (person_id, behaviour_id) DO UPDATE SET phase = EXCLUDED.phase",
        *sent,
    )
    return JsonResponse({"saved": True})


def search(request: HttpRequest) -> HttpResponse:
    if not known(request):
        return HttpResponse(status=403)
    begins = request.GET["q"] + "%"
    found = asked(
        "SELECT id, given || ' ' || family FROM person WHERE given ILIKE %s OR family ILIKE %s "
        "ORDER BY family, given LIMIT 8",
        *(begins, begins),
    )
    return HttpResponse(FOUND.render(Context({"title": "Search", "found": found})))


def begin(request: HttpRequest) -> HttpResponse:
    if not known(request):
        return HttpResponse(status=403)
    asked("INSERT INTO sitting (person_id) VALUES (%s) ON CONFLICT DO NOTHING", request.user.pk)
    return HttpResponseRedirect("/check-in/1/")


def question(request: HttpRequest, number: int) -> HttpResponse:
    if not known(request):
        return HttpResponse(status=403)
    who = request.user.pk
    if request.method == "POST":
        asked(
            "INSERT INTO answer (person_id, item, value) VALUES (%s, %s, %s) "
            "ON CONFLICT (person_id, item) DO UPDATE SET value = EXCLUDED.value",
            *(who, number, int(request.POST["value"])),
        )
        if number < QUESTIONS:
            return HttpResponseRedirect(f"/check-in/{number + 1}/")
        asked("UPDATE sitting SET finished = true WHERE person_id = %s", who)
        return HttpResponseRedirect("/check-in/end/")
    given = asked("SELECT value FROM answer WHERE person_id = %s AND item = %s", who, number)
    from django.middleware.csrf import get_token

    page = {"title": f"Question {number}", "words": WORDS[:4], "given": given and given[0][0]}
    return HttpResponse(QUESTION.render(Context({**page, "token": get_token(request)})))


WHOLE = """
WITH sitting AS (
    INSERT INTO sitting VALUES (%s, true) ON CONFLICT (person_id) DO UPDATE SET finished = true RETURNING person_id
)
INSERT INTO answer
SELECT person_id, item, value FROM sitting, unnest(%s::smallint[], %s::smallint[]) AS said (item, value)
ON CONFLICT (person_id, item) DO UPDATE SET value = EXCLUDED.value
"""


def whole(request: HttpRequest) -> HttpResponse:
    if not known(request):
        return HttpResponse(status=403)
    sent = {name: str(value) for name, value in request.POST.items() if name.startswith("answer-")}
    items = [int(name[-1]) for name in sorted(sent)]
    asked(WHOLE, request.user.pk, items, [int(sent[name]) for name in sorted(sent)])
    return HttpResponseRedirect("/check-in/end/")


def end(request: HttpRequest) -> HttpResponse:
    if not known(request):
        return HttpResponse(status=403)
    found = asked("SELECT item, value FROM answer WHERE person_id = %s ORDER BY item", request.user.pk)
    return HttpResponse(FOUND.render(Context({"title": "Thank you", "found": found})))


urlpatterns = [
    path("class/<int:pk>/", grid),
    path("save/", save),
    path("search/", search),
    path("check-in/", begin),
    path("check-in/<int:number>/", question),
    path("check-in/whole/", whole),
    path("check-in/end/", end),
]


def application() -> Any:
    """For gunicorn: ``bench.floor:application()`` with these settings."""
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()
