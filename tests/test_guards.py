"""What every line of the house keeps to."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from learningculture.tenancy import is_tenant

ROOT = Path(__file__).resolve().parent.parent
APPS = ("learningculture", "school", "vision", "tracking", "observations", "enquiry", "portfolio", "home")
"""In import order: an app imports only from those before it."""

LOOKS_UP = {"learningculture/urls.py", "learningculture/settings.py"}
"""The only files of the ground that name other apps, and only by name."""

FORBIDDEN_NAMES = {"utils.py", "helpers.py", "services.py", "tools.py"}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_VIEW, LONGEST_TEMPLATE = 300, 40, 25, 150


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders or APPS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


def imported_modules(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("app", APPS)
def test_app_imports_only_from_its_left(app: str) -> None:
    allowed = set(APPS[: APPS.index(app) + 1])
    wrong = [
        f"{named(file)}: {module}"
        for file in python_files(app)
        if named(file) not in LOOKS_UP
        for module in imported_modules(file)
        if module.split(".")[0] in APPS and module.split(".")[0] not in allowed
    ]
    assert wrong == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [named(file) for file in python_files() if file.name in FORBIDDEN_NAMES or "common" in file.parts] == []


def test_views_take_no_objects_past_their_queries() -> None:
    views = [file for file in python_files() if file.name == "views.py" or "views" in file.parts]
    assert [named(file) for file in views if ".objects" in file.read_text()] == []


def test_nothing_below_views_knows_the_request() -> None:
    allowed = ("views", "middleware", "context", "access", "accounts", "htmx", "templatetags", "wsgi")
    wrong = [
        named(file)
        for file in python_files()
        if not any(part.removesuffix(".py") in allowed for part in file.relative_to(ROOT).parts)
        and re.search(r"\brequest: HttpRequest", file.read_text())
    ]
    assert wrong == []


def test_files_and_functions_stay_short() -> None:
    wrong = []
    for file in python_files(*APPS, "tests"):
        text = file.read_text()
        if text.count("\n") > LONGEST_FILE:
            wrong.append(f"{named(file)}: {text.count(chr(10))} lines")
        longest = LONGEST_VIEW if "views" in named(file) and "tests" not in file.parts else LONGEST_FUNCTION
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno + 1 > longest:
                wrong.append(f"{named(file)}:{node.lineno} {node.name}")
    assert wrong == []


def test_templates_stay_short() -> None:
    templates = sorted((ROOT / "templates").rglob("*.html"))
    assert [named(file) for file in templates if file.read_text().count("\n") > LONGEST_TEMPLATE] == []


def every_pattern(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from every_pattern(entry, path)
        else:
            yield path, entry


def test_every_address_bears_a_stamp() -> None:
    own = [(path, entry) for path, entry in every_pattern(get_resolver()) if not path.startswith("account/")]
    assert len(own) > 5
    assert [path for path, entry in own if not hasattr(entry.callback, "access")] == []


def tenant_models() -> list[type]:
    return [model for app in APPS for model in _models_of(app) if is_tenant(model)]


def _models_of(app: str) -> list[type]:
    return list(apps.get_app_config(app).get_models())


OUTSIDE_SCHOOLS = {"User", "School", "Network", "NetworkSchool", "NetworkMember"}


def test_every_model_belongs_to_a_school_or_is_known_to_stand_outside() -> None:
    outside = {model.__name__ for app in APPS for model in _models_of(app) if not is_tenant(model)}
    assert outside | {"NetworkSchool"} == OUTSIDE_SCHOOLS


@pytest.mark.django_db
def test_every_tenant_table_forces_its_policy() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relrowsecurity AND c.relforcerowsecurity "
            "AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)"
        )
        forced = {row[0] for row in cursor.fetchall()}
    tables = {model._meta.db_table for model in tenant_models()} - {"school_networkschool"}
    assert tables - forced == set()


@pytest.mark.django_db
def test_every_reference_between_tenant_tables_carries_the_school() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'f' AND conname LIKE '%%_tenant_fk'")
        laid = {row[0] for row in cursor.fetchall()}
    wanted = {
        f"{model._meta.db_table}_{field.column}_tenant_fk"[:63]
        for model in tenant_models()
        if model.__name__ != "NetworkSchool"
        for field in model._meta.local_fields
        if field.is_relation and field.name != "school" and is_tenant(field.related_model)
    }
    assert wanted - laid == set()


def test_tenant_models_have_no_hidden_tables() -> None:
    assert [model.__name__ for model in tenant_models() if model._meta.local_many_to_many] == []


WITHOUT_TWIN = {"personal", "apps", "__init__", "urls", "urls_front", "wsgi", "settings", "celery", "run"}


def test_every_module_has_its_test_twin() -> None:
    missing = []
    for file in python_files():
        parts = file.relative_to(ROOT).parts
        if file.stem in WITHOUT_TWIN or {"models", "urls", "management", "templatetags"} & set(parts):
            continue
        twins = (ROOT / "tests" / parts[0]).rglob(f"test_{file.stem}*.py")
        package_twins = (ROOT / "tests" / parts[0]).rglob(f"test_{parts[-2]}*.py") if len(parts) > 2 else ()
        if not any(twins) and not any(package_twins):
            missing.append(named(file))
    assert missing == []


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_commits_name_no_machine() -> None:
    hits = subprocess.run(
        ["git", "grep", "-nIE", "/([w]ork|[r]oot)/", "--", "."], cwd=ROOT, capture_output=True, text=True
    ).stdout
    assert hits == ""
