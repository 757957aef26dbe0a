"""Mail leaves by the worker, after the commit, and is tried again."""

import pytest
from celery.exceptions import Retry
from django.core import mail

from school.accounts.mail import absolute, deliver, send_later
from tests.mailing import posted

pytestmark = pytest.mark.django_db


def test_mail_leaves_after_the_commit() -> None:
    with posted() as mails:
        send_later(to="ada@school.example", subject="Hello", text="Text")
        assert mail.outbox == []
    assert [(one.to, one.subject, one.body) for one in mails] == [(["ada@school.example"], "Hello", "Text")]


def test_who_has_no_address_gets_none() -> None:
    with posted() as mails:
        send_later(to=None, subject="Hello", text="Text")
    assert mails == []


def test_mail_server_that_is_away_is_asked_again(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises((Retry, ConnectionRefusedError)):
        deliver(to="ada@school.example", subject="Hello", text="Text")


def test_links_begin_with_the_servers_own_address(settings) -> None:
    settings.ADDRESS = "https://learning.example"
    assert absolute("account_login") == "https://learning.example/account/login/"
