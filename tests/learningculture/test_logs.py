"""No line of the log holds a secret of an address."""

from __future__ import annotations

import logging

import pytest
from django.conf import settings

from learningculture.logs import SecretsMasked

SECRET = "n0tF0rAnyL0g" * 4


def logged(message: str, *args: object) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "x.py", 1, message, args, None)
    assert SecretsMasked().filter(record)
    return record.getMessage()


@pytest.mark.parametrize("path", ["family/7.", "invitation/7.", "badge/harbour-lane/", "account/password/reset/key/"])
def test_secret_of_an_address_is_masked(path: str) -> None:
    line = logged("%s: %s", "Not Found", f"/{path}{SECRET}/picture/3/")
    assert SECRET not in line and line.startswith("Not Found: /")
    assert logged(f"GET /{path}{SECRET}/ 50% 200").count("…") == 1


def test_other_lines_stay_as_they_are() -> None:
    assert logged("Not Found: %s", "/s/harbour-lane/my-learning/family/") == (
        "Not Found: /s/harbour-lane/my-learning/family/"
    )


def test_every_handler_masks() -> None:
    assert [handler["filters"] for handler in settings.LOGGING["handlers"].values()] == [["secrets"]]
    assert settings.LOGGING["loggers"]["django.server"]["handlers"] == ["stderr"]
