"""Asking a server that a school named: only by https, only on the public internet, and never for long.

The address that was checked is the one that is connected to, so no name server can lead a request inside in between.
Nothing follows a redirect. On an insecure local server loopback may be asked too.
"""

from __future__ import annotations

import contextlib
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from requests.utils import DEFAULT_CA_BUNDLE_PATH

TIMEOUT_SECONDS = 4
LONGEST_SECONDS = 8
"""However slowly an answer drips in: whoever asked holds a worker and a database connection meanwhile."""

LARGEST_ANSWER = 256 * 1024
LOOPBACK = ("127.0.0.1", "localhost")
IPV4_INSIDE_IPV6 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""What a gateway turns into the IPv4 address in the last four bytes."""

NO_SUCH = _("There is no such address.")


class ServiceError(Exception):
    """What went wrong at a service, in a sentence for whoever set it up."""


@dataclass(frozen=True)
class Way:
    """A checked address: ``target`` is asked of ``host`` at one of ``ips``."""

    secure: bool
    host: str
    port: int
    ips: tuple[str, ...]
    target: str


def check_address(url: str) -> None:
    """Raises ServiceError for anything but https to a public host."""
    way_to(url)


def way_to(url: str) -> Way:
    """The way to a public host. Raises ServiceError for anything else."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as none:
        raise ServiceError(NO_SUCH) from none
    host, secure = parts.hostname or "", parts.scheme == "https"
    local = settings.INSECURE_LOCAL and host in LOOPBACK and parts.scheme in ("http", "https")
    if not local and (not secure or not host or "@" in parts.netloc):
        raise ServiceError(_("The address must begin with https://."))
    ips = _addresses(host, port)
    if not local and not all(is_public(ip) for ip in ips):
        raise ServiceError(_("That address is not on the public internet."))
    return Way(secure, host, port, ips, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _addresses(host: str, port: int) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)
    except (OSError, ValueError) as unknown:
        raise ServiceError(NO_SUCH) from unknown
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an address is one that anybody on the internet could ask; an IPv4 address inside an IPv6 one counts."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if any(ip in network for network in IPV4_INSIDE_IPV6):
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        else:
            ip = ip.ipv4_mapped or ip.sixtofour or ip
    return ip.is_global and not ip.is_multicast


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)


class _Connection(HTTPConnection):
    """To the addresses that were checked, by the name that was given, cut off after the longest time."""

    def __init__(self, way: Way) -> None:
        self.default_port = 443 if way.secure else 80
        super().__init__(way.host, way.port, timeout=TIMEOUT_SECONDS)
        self.way = way
        self.line: socket.socket | None = None

    def connect(self) -> None:
        self.sock = self.line = self._first_that_answers()
        if self.way.secure:
            sealed = _tls().wrap_socket(self.line, server_hostname=self.way.host, do_handshake_on_connect=False)
            self.sock = self.line = sealed
            sealed.do_handshake()

    def _first_that_answers(self) -> socket.socket:
        for ip in self.way.ips[:-1]:
            with contextlib.suppress(OSError):
                return socket.create_connection((ip, self.way.port), TIMEOUT_SECONDS / 2)
        return socket.create_connection((self.way.ips[-1], self.way.port), TIMEOUT_SECONDS)

    def cut(self) -> None:
        """``line``, since ``sock`` is let go of as soon as the head of an answer is there."""
        with contextlib.suppress(OSError):
            if self.line:
                self.line.shutdown(socket.SHUT_RDWR)


def ask(method: str, url: str, data: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The JSON object that a server answers with. Raises ServiceError."""
    status, body = _exchange(method, way_to(url), urlencode(data) if data is not None else None)
    if status != 200 or len(body) > LARGEST_ANSWER:
        raise ServiceError(_("The service refused. Check the client id and the secret."))
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as garbled:
        raise ServiceError(_("The service’s answer cannot be read.")) from garbled
    if not isinstance(found, dict):
        raise ServiceError(_("The service’s answer cannot be read."))
    return found


def _exchange(method: str, way: Way, form: str | None) -> tuple[int, bytes]:
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection = _Connection(way)
    deadline = threading.Timer(LONGEST_SECONDS, connection.cut)
    deadline.start()
    try:
        connection.request(method, way.target, form, headers)
        answer = connection.getresponse()
        return answer.status, answer.read(LARGEST_ANSWER + 1)
    except (OSError, HTTPException, ValueError) as away:
        raise ServiceError(_("The service does not answer.")) from away
    finally:
        deadline.cancel()
        connection.close()
