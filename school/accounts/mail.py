"""Mail about signing in: by the worker, once the transaction stands, with links to the one address of this server."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse

TRIES = 5
SECONDS_BETWEEN = 60


def absolute(name: str, *args: Any, relative: bool = False) -> str:
    """A link for a mail. It never follows the Host header of whoever asked."""
    path = reverse(name, args=args)
    return path if relative else urljoin(settings.ADDRESS, path)


def send_later(*, to: str | None, subject: str, text: str) -> None:
    """Hand a mail to the worker when the transaction is committed. Who has no address, such as a child, gets none."""
    if to is None:
        return
    transaction.on_commit(lambda: deliver.delay(to=to, subject=subject, text=text))


@shared_task(bind=True, max_retries=TRIES, default_retry_delay=SECONDS_BETWEEN, ignore_result=True)
def deliver(task: Any, *, to: str, subject: str, text: str) -> None:
    """Send one mail; a mail server that is away is asked again."""
    try:
        send_mail(subject, text, None, [to])
    except OSError as away:
        raise task.retry(exc=away) from away
