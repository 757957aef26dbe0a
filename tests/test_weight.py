"""What a web process and a first view may weigh."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

from tests.factories.portfolio import make_portfolio
from tests.factories.vision import make_focus
from tests.personas import Personas, client_for

ROOT = Path(__file__).resolve().parent.parent
WORKER_ONLY = ("pandas", "numpy", "scipy", "statsmodels", "plotly")
MOST_FOR_CHARTS = 400_000
"""Bytes, compressed (performance.md P10)."""

MOST_FOR_A_PAGE = 60_000

WEB = f"""
import json, sys
import learningculture.wsgi
from django.urls import get_resolver
from django.test import Client
get_resolver().url_patterns
Client().get("/", HTTP_HOST="localhost", secure=True)
print(json.dumps([name for name in {WORKER_ONLY!r} if name in sys.modules]))
"""


def test_web_process_never_loads_what_only_the_worker_needs() -> None:
    environ = os.environ | {"DATABASE_URL": os.environ["LC_TEST_APP_LOGIN"], "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", WEB], cwd=ROOT, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout.splitlines()[-1]) == []


def compressed(*files: str) -> int:
    return sum(len(gzip.compress((ROOT / "static" / file).read_bytes(), 9)) for file in files)


def test_charts_stay_light() -> None:
    assert (
        compressed("vendor/plotly-basic.min.js", "portfolio.js", "css/plotly.css", "css/portfolio.css")
        <= MOST_FOR_CHARTS
    )


@pytest.mark.django_db
def test_dashboard_is_light_without_charts(people: Personas) -> None:
    make_focus(term=people.term)
    make_portfolio(term=people.term)
    page = client_for(people.head).get(reverse("portfolio:dashboard", args=[people.school.slug])).content
    files = ("site.css", "css/learning.css", "css/widths.css", "css/portfolio.css", "site.js", "portfolio.js")
    assert len(gzip.compress(page)) + compressed(*files) <= MOST_FOR_A_PAGE
    assert b"plotly" not in page
