"""Who asks: a browser as small as can be, over real HTTP, or Django's test client inside the process."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

TOKEN = "b" * 32
ANSWER_SECONDS = 30.0


@dataclass(frozen=True)
class Answer:
    status_code: int
    content: bytes

    def json(self) -> Any:
        return json.loads(self.content)


class Visitor:
    """Keeps its line open and its cookies, and sends each form with the token against forgery, as a browser does."""

    def __init__(self, port: int, session: str) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
        form = "application/x-www-form-urlencoded"
        self.headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "Content-Type": form}

    def get(self, path: str, query: dict[str, Any] | None = None) -> Answer:
        return self._ask("GET", f"{path}?{urlencode(query)}" if query else path, None)

    def post(self, path: str, fields: dict[str, Any]) -> Answer:
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": TOKEN} | fields))

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        self.line.request(method, path, body, self.headers)
        response = self.line.getresponse()
        return Answer(response.status, response.read())


def visitor(port: int | None, session: str) -> Any:
    """Through a server's port; without one, Django's test client in this process, which also carries the token."""
    if port:
        return Visitor(port, session)
    from django.test import Client

    client = Client(enforce_csrf_checks=True, headers={"X-CSRFToken": TOKEN})
    client.cookies["sessionid"], client.cookies["csrftoken"] = session, TOKEN
    return client
