"""OpenID Connect with a school's own service: code flow with PKCE, state and nonce; the token is always verified.

Only https and public hosts are asked (loopback too on an insecure local server); nothing follows a redirect.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import json
import secrets
import socket
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
import requests
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from school.accounts.sealing import unseal
from school.models import SignInService

GOOGLE = "https://accounts.google.com"
GOOGLE_OLD = "accounts.google.com"
"""How Google's issuer was written once; both mean the same."""

MICROSOFT = "https://login.microsoftonline.com"
WELL_KNOWN = "/.well-known/openid-configuration"
SCOPE = "openid email profile"
ALGORITHMS = ("RS256", "PS256", "ES256")
TIMEOUT_SECONDS = 5
LARGEST_ANSWER = 256 * 1024
KEPT_SECONDS = 3600
CLOCK_SECONDS = 60
"""How far a service's clock may be from ours."""


class ServiceError(Exception):
    """What went wrong at a service, in a sentence for whoever set it up."""


def issuer_of(service: SignInService) -> str:
    """Who must have signed: named by us or by the school, never by the token."""
    if service.kind == SignInService.Kind.GOOGLE:
        return GOOGLE
    if service.kind == SignInService.Kind.MICROSOFT:
        return f"{MICROSOFT}/{service.tenant}/v2.0"
    return service.address.removesuffix(WELL_KNOWN).rstrip("/")


def begin(service: SignInService, back: str) -> tuple[str, dict[str, str]]:
    """The address to go to, and what the session keeps until the person is back."""
    kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    challenge = base64.urlsafe_b64encode(hashlib.sha256(kept["verifier"].encode()).digest()).rstrip(b"=").decode()
    asked = {
        "client_id": service.client_id,
        "redirect_uri": back,
        "response_type": "code",
        "scope": SCOPE,
        "state": kept["state"],
        "nonce": kept["nonce"],
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "prompt": "select_account",
    }
    if service.domain:
        asked["hd"] = service.domain
    return f"{configuration(service)['authorization_endpoint']}?{urlencode(asked)}", kept


def claims_for(service: SignInService, back: str, code: str, kept: Mapping[str, str]) -> dict[str, Any]:
    """What the service says of the person, verified. Raises ServiceError."""
    found = configuration(service)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "client_id": service.client_id,
        "client_secret": unseal(service.sealed_secret) if service.sealed_secret else "",
        "code_verifier": kept["verifier"],
    }
    token = _ask("POST", found["token_endpoint"], data=form).get("id_token")
    if not isinstance(token, str):
        raise ServiceError(_("The service answered without an id token."))
    return verified(service, token, nonce=kept["nonce"])


def verified(service: SignInService, token: str, *, nonce: str) -> dict[str, Any]:
    """The claims of a token after signature, issuer, audience, expiry and nonce have been checked."""
    issuers = [issuer_of(service), GOOGLE_OLD] if issuer_of(service) == GOOGLE else [issuer_of(service)]
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _signing_key(service, token),
            algorithms=list(ALGORITHMS),
            audience=service.client_id,
            issuer=issuers,
            leeway=CLOCK_SECONDS,
            options={"require": ["iss", "aud", "exp", "iat", "sub"]},
        )
    except jwt.PyJWTError as wrong:
        raise ServiceError(_("The service’s answer could not be verified.")) from wrong
    if not hmac.compare_digest(str(claims.get("nonce", "")), nonce):
        raise ServiceError(_("The service’s answer belongs to another sign-in."))
    if claims.get("azp", service.client_id) != service.client_id:
        raise ServiceError(_("The service’s answer is meant for another product."))
    return claims


def configuration(service: SignInService, *, fresh: bool = False) -> dict[str, str]:
    """The service's published addresses, kept for an hour. Raises ServiceError when they are not its own."""
    issuer = issuer_of(service)
    found = _kept(f"{issuer}{WELL_KNOWN}", fresh=fresh)
    if found.get("issuer") != issuer:
        raise ServiceError(_("The service calls itself something else. Check its address."))
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not isinstance(found.get(name), str):
            raise ServiceError(_("The service does not publish all that is needed."))
        check_address(found[name])
    return found


def _signing_key(service: SignInService, token: str) -> Any:
    header = jwt.get_unverified_header(token)
    if header.get("alg") not in ALGORITHMS:
        raise jwt.InvalidAlgorithmError("not a signature that we accept")
    address = configuration(service)["jwks_uri"]
    for fresh in (False, True):
        keys = _kept(address, fresh=fresh).get("keys", [])
        for key in keys if isinstance(keys, list) else []:
            if isinstance(key, dict) and key.get("kid") == header.get("kid") and key.get("use", "sig") == "sig":
                return jwt.PyJWK(key, algorithm=header["alg"]).key
    raise jwt.InvalidKeyError("unknown key")


def check_address(url: str) -> None:
    """Raises ServiceError for anything but https to a public host."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if settings.INSECURE_LOCAL and host in ("127.0.0.1", "localhost"):
        return
    if parts.scheme != "https" or not host or parts.username:
        raise ServiceError(_("The address must begin with https://."))
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, parts.port or 443, proto=socket.IPPROTO_TCP)}
    except OSError as unknown:
        raise ServiceError(_("There is no such address.")) from unknown
    if not found or not all(ipaddress.ip_address(str(one).partition("%")[0]).is_global for one in found):
        raise ServiceError(_("That address is not on the public internet."))


def _kept(url: str, *, fresh: bool) -> dict[str, Any]:
    key = f"openid:{hashlib.sha256(url.encode()).hexdigest()}"
    known: dict[str, Any] | None = None if fresh else cache.get(key)
    if known is None:
        known = _ask("GET", url)
        cache.set(key, known, KEPT_SECONDS)
    return known


def _ask(method: str, url: str, data: Mapping[str, str] | None = None) -> dict[str, Any]:
    check_address(url)
    try:
        with requests.request(
            method, url, data=data, timeout=TIMEOUT_SECONDS, allow_redirects=False, stream=True
        ) as answer:
            body = answer.raw.read(LARGEST_ANSWER + 1, decode_content=True)
    except requests.RequestException as away:
        raise ServiceError(_("The service does not answer.")) from away
    if answer.status_code != requests.codes.ok or len(body) > LARGEST_ANSWER:
        raise ServiceError(_("The service refused. Check the client id and the secret."))
    try:
        found = json.loads(body)
    except ValueError as garbled:
        raise ServiceError(_("The service’s answer cannot be read.")) from garbled
    if not isinstance(found, dict):
        raise ServiceError(_("The service’s answer cannot be read."))
    return found
