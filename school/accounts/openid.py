"""OpenID Connect with a school's own service: code flow with PKCE, state and nonce; the token is always verified."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import jwt
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from school.accounts.outside import ServiceError, ask, check_address
from school.accounts.sealing import unseal
from school.models import SignInService

GOOGLE = "https://accounts.google.com"
GOOGLE_OLD = "accounts.google.com"
"""How Google's issuer was written once; both mean the same."""

MICROSOFT = "https://login.microsoftonline.com"
WELL_KNOWN = "/.well-known/openid-configuration"
SCOPE = "openid email profile"
ALGORITHMS = ("RS256", "PS256", "ES256")
KEPT_SECONDS = 3600
LONGEST_SUBJECT = 255
CLOCK_SECONDS = 60
"""How far a service's clock may be from ours."""


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
    there = configuration(service)["authorization_endpoint"]
    return f"{there}{'&' if '?' in there else '?'}{urlencode(asked)}", kept


def claims_for(service: SignInService, back: str, given: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, Any]:
    """What the service says of the person, verified. Raises ServiceError.

    ``given`` is what came back with the person: a code and, from a service that names itself (RFC 9207), its name.
    """
    if given.get("iss", issuer_of(service)) != issuer_of(service):
        raise ServiceError(_("The answer comes from another service."))
    found = configuration(service)
    form = {
        "grant_type": "authorization_code",
        "code": given["code"],
        "redirect_uri": back,
        "client_id": service.client_id,
        "client_secret": unseal(service.sealed_secret) if service.sealed_secret else "",
        "code_verifier": kept["verifier"],
    }
    token = ask("POST", found["token_endpoint"], data=form).get("id_token")
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
    _check_is_ours(service, claims, nonce)
    return claims


def _check_is_ours(service: SignInService, claims: dict[str, Any], nonce: str) -> None:
    """Raises ServiceError unless the claims answer this sign-in, are meant for us, and can be kept."""
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(errors="replace"), nonce.encode()):
        raise ServiceError(_("The service’s answer belongs to another sign-in."))
    only_ours = claims["aud"] in (service.client_id, [service.client_id])
    if claims.get("azp", service.client_id if only_ours else None) != service.client_id:
        raise ServiceError(_("The service’s answer is meant for another product."))
    texts = [claim for claim in claims.values() if isinstance(claim, str)]
    if not 0 < len(claims["sub"]) <= LONGEST_SUBJECT or not all(_can_be_kept(text) for text in texts):
        raise ServiceError(_("The service’s answer cannot be read."))


def _can_be_kept(text: str) -> bool:
    """Neither a null byte nor half a character: the database takes neither."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


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


def _kept(url: str, *, fresh: bool) -> dict[str, Any]:
    key = f"openid:{hashlib.sha256(url.encode()).hexdigest()}"
    known: dict[str, Any] | None = None if fresh else cache.get(key)
    if known is None:
        known = ask("GET", url)
        cache.set(key, known, KEPT_SECONDS)
    return known
