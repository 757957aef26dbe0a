"""Mail that the worker would send, sent at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from celery import current_app
from django.core import mail
from django.core.mail import EmailMessage
from django.test import TestCase


@contextmanager
def posted() -> Iterator[list[EmailMessage]]:
    """The mails of what happens inside, once it is committed."""
    before, outbox = current_app.conf.task_always_eager, []  # type: list[EmailMessage]
    current_app.conf.task_always_eager = True
    count = len(mail.outbox)
    try:
        with TestCase.captureOnCommitCallbacks(execute=True):
            yield outbox
    finally:
        current_app.conf.task_always_eager = before
        outbox += mail.outbox[count:]
