"""Where a school's service may send our server: out to the public internet by https, and nowhere else."""

from __future__ import annotations

import contextlib
import datetime
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from school.accounts import outside
from school.accounts.outside import ServiceError, ask, check_address

INSIDE = [
    *("http://login.example", "ftp://login.example", "https://", "https:///x", "javascript:alert(1)"),
    *("https://127.0.0.1", "https://localhost", "https://[::1]", "https://0.0.0.0", "https://169.254.169.254/latest"),
    *("https://10.0.0.1", "https://192.168.1.1", "https://172.16.0.1", "https://[fe80::1]", "https://[fd00::1]"),
    *("https://user:word@93.184.216.34", "https://:word@93.184.216.34", "https://2130706433", "https://0x7f.1"),
    *("https://[::ffff:127.0.0.1]", "https://[64:ff9b::7f00:1]", "https://[2002:7f00:1::]", "https://224.0.0.1"),
    *("https://100.64.0.1", "https://[::]", "https://[ff02::1]", "https://93.184.216.34:99999", "file:///etc/passwd"),
]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_refused(address: str, settings) -> None:
    settings.INSECURE_LOCAL = False
    with pytest.raises(ServiceError):
        check_address(address)


def test_public_address_is_fine(settings) -> None:
    settings.INSECURE_LOCAL = False
    check_address("https://93.184.216.34/x")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "gopher://127.0.0.1", "ftp://localhost/x"])
def test_local_server_is_asked_by_http_only(address: str, settings) -> None:
    settings.INSECURE_LOCAL = True
    with pytest.raises(ServiceError):
        check_address(address)


def names(*answers: str) -> Callable[..., list[tuple]]:
    """A name server that says something else each time."""
    left = list(answers)
    return lambda _host, port, **_: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (left.pop(0), port))]


def test_name_that_changes_its_mind_leads_nowhere(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Public when looked at, loopback when asked: what was looked at is what is asked."""
    settings.INSECURE_LOCAL, asked = False, []
    monkeypatch.setattr(outside.socket, "getaddrinfo", names("93.184.216.34", "127.0.0.1"))
    monkeypatch.setattr(outside.socket, "create_connection", lambda to, *_: asked.append(to) or refuse())
    with pytest.raises(ServiceError):
        ask("GET", "https://login.example/keys")
    assert asked == [("93.184.216.34", 443)]


def refuse() -> None:
    raise ConnectionRefusedError


def test_name_with_one_address_inside_is_refused(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.INSECURE_LOCAL = False
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(ServiceError):
        check_address("https://login.example")


@pytest.fixture
def told() -> list[bytes]:
    """What the server says, piece by piece, a tenth of a second apart."""
    return []


@pytest.fixture
def server(told: list[bytes]) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        try:
            caller = listener.accept()[0]
            caller.recv(65536)
            for piece in told:
                caller.sendall(piece)
                time.sleep(0.1)
            caller.close()
        except OSError:
            return

    threading.Thread(target=answer, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    listener.close()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def test_answer_is_read(server: str, told: list[bytes]) -> None:
    told += [HEAD, b"\r\n", b'{"issuer": ', b'"x"}']
    assert ask("GET", server) == {"issuer": "x"}


@pytest.mark.parametrize("start", [b"H", HEAD, HEAD + b"\r\n"], ids=["status", "headers", "body"])
def test_answer_that_drips_is_cut_off(
    server: str, told: list[bytes], start: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "LONGEST_SECONDS", 0.5)
    told += [start, *([b" "] * 60)]
    began = time.monotonic()
    with pytest.raises(ServiceError):
        ask("GET", server)
    assert time.monotonic() - began < 2


BAD = [
    b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n",
    HEAD + b"\r\n[]",
    HEAD + b"\r\n{",
    HEAD + b"\r\n" + b"[" * 100_000,
    HEAD + b"\r\n" + b'{"a": "' + b"x" * outside.LARGEST_ANSWER + b'"}',
    HEAD + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08",
    b"nonsense\r\n\r\n",
    b"",
]


@pytest.mark.parametrize("answer", BAD, ids=range(len(BAD)))
def test_answer_that_is_none_is_refused(server: str, told: list[bytes], answer: bytes) -> None:
    told.append(answer)
    with pytest.raises(ServiceError):
        ask("GET", server)


@pytest.fixture
def sealed_server(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A TLS server for login.example that says one thing, and the certificate of who vouches for it."""
    certificate, key = certificate_for("login.example", tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = context.wrap_socket(socket.create_server(("127.0.0.1", 0)), server_side=True)

    def answer() -> None:
        with contextlib.suppress(OSError):
            caller = listener.accept()[0]
            assert b"Host: login.example:" in caller.recv(65536)
            caller.sendall(HEAD + b'\r\n{"issuer": "x"}')
            caller.close()

    threading.Thread(target=answer, daemon=True).start()
    yield listener.getsockname()[1], certificate
    listener.close()


@pytest.mark.parametrize(
    ("name", "trusted", "answers"),
    [("login.example", True, True), ("login.example", False, False), ("other.example", True, False)],
)
def test_only_the_server_of_that_name_is_believed(
    sealed_server, name: str, trusted: bool, answers: bool, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.INSECURE_LOCAL = False
    port, certificate = sealed_server
    monkeypatch.setattr(outside, "_addresses", lambda *_: ("127.0.0.1",))
    monkeypatch.setattr(outside, "is_public", lambda _ip: True)
    if trusted:
        monkeypatch.setattr(outside, "_tls", lambda: ssl.create_default_context(cafile=certificate))
    with contextlib.nullcontext() if answers else pytest.raises(ServiceError):
        assert ask("GET", f"https://{name}:{port}/keys") == {"issuer": "x"}


def certificate_for(name: str, folder: Path) -> tuple[Path, Path]:
    """A certificate that vouches for itself, and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), timezone.now()
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    private = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, *private))
    return certificate, secret
