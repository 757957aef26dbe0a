"""What a password may be."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from school.models import User
from tests.factories.school import PASSWORD
from tests.personas import Personas

pytestmark = pytest.mark.django_db

GOOD = [
    PASSWORD,
    "correct horse battery staple",
    "ünïcödé ist auch schön 🦦",
    "   spaces  around   ",
    "x7#Kq9!vLm2$Rt",
    "w" * 3 + "orte die niemand kennt" * 4,
    "plain lower words only",
]
TOO_COMMON = [
    "password1234",
    "Password2024!",
    "passwordpassword",
    "P@ssw0rd!!!!",
    "qwertyuiop123",
    "123456789012",
    "abcdefghijkl",
    "aaaaaaaaaaaa",
    "letmeinletmein",
    "asdfghjkl12345",
]
OWN_WORDS = ["HarbourLanePrimary", "harbourlane2026", "AmiraRahman1!", "learningculture!", "Learning-School-1"]


@pytest.mark.parametrize("password", GOOD)
def test_any_characters_and_no_rules_on_their_kinds(password: str) -> None:
    validate_password(password)


@pytest.mark.parametrize(("length", "fine"), [(11, False), (12, True), (128, True), (129, False)])
def test_length(length: int, fine: bool) -> None:
    password = ("Ottern schwimmen im Teich, " * 6)[:length]
    if fine:
        return validate_password(password)
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", TOO_COMMON)
def test_known_password_is_refused_however_dressed_up(password: str) -> None:
    with pytest.raises(ValidationError, match="thief"):
        validate_password(password)


@pytest.mark.parametrize("password", OWN_WORDS)
def test_words_around_the_person_are_refused(people: Personas, password: str) -> None:
    with pytest.raises(ValidationError, match="mostly your name"):
        validate_password(password, people.teacher.user)


def test_own_address_is_refused() -> None:
    with pytest.raises(ValidationError):
        validate_password("ada.marsh@lodge", User(email="ada.marsh@lodge.example"))


def test_own_words_inside_a_longer_password_are_fine(people: Personas) -> None:
    validate_password("harbour seals eat herring", people.teacher.user)
