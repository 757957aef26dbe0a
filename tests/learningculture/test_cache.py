"""The cache asks Redis through one client, and what it keeps is there."""

from __future__ import annotations

from django.core.cache import caches

from learningculture.cache import KeptClient


def test_client_is_made_once_and_answers() -> None:
    cache = caches["default"]
    cache.set("test-kept", {"a": 1}, 60)
    assert cache.get("test-kept") == {"a": 1}
    client = cache._cache
    assert isinstance(client, KeptClient)
    assert client.get_client() is client.get_client()
    cache.delete("test-kept")
    assert cache.get("test-kept") is None
