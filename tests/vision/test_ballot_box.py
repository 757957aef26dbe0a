"""The key's life: written once, readable by its owner only, destroyed."""

import logging

import pytest
from nacl.public import PrivateKey

from vision.ballot_box import destroy_traces, keep_key, kept_key


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path, monkeypatch) -> None:
    settings.SECRETS_DIR = tmp_path / "secrets"
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)


def test_key_is_kept_for_its_owner_only() -> None:
    key = PrivateKey.generate()
    path = keep_key(key)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert bytes(kept_key(bytes(key.public_key))) == bytes(key)
    with pytest.raises(FileExistsError):
        keep_key(key)


def test_destroyed_key_is_gone_and_destroying_again_is_harmless(caplog) -> None:
    key = PrivateKey.generate()
    path = keep_key(key)
    with caplog.at_level(logging.INFO, logger="vision.ballot_box"):
        destroy_traces(bytes(key.public_key))
        destroy_traces(bytes(key.public_key))
    assert not path.exists()
    assert kept_key(bytes(key.public_key)) is None
    assert "Without DATABASE_OWNER_URL" in caplog.text


def test_an_owner_who_cannot_be_reached_stops_nothing(caplog, monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://nobody@127.0.0.1:1/none")
    destroy_traces(bytes(32))
    assert "could not be rewritten now" in caplog.text
