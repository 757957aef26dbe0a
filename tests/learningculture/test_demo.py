"""The pieces of ``make demo`` that hold without running it."""

import socket

import pytest

from learningculture.demo import chosen_port, chosen_scale, is_free


def test_port_given_and_busy_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        monkeypatch.setenv("PORT", str(busy.getsockname()[1]))
        assert not is_free(busy.getsockname()[1])
        with pytest.raises(SystemExit, match="in use"):
            chosen_port()


def test_port_given_and_free_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setenv("PORT", str(port))
    assert chosen_port() == port


def test_without_a_port_the_first_free_one_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)
    assert is_free(chosen_port())


@pytest.mark.parametrize(("given", "scale"), [("", "full"), ("small", "small")])
def test_scale_left_empty_by_make_is_the_full_one(monkeypatch: pytest.MonkeyPatch, given: str, scale: str) -> None:
    monkeypatch.setenv("SCALE", given)
    assert chosen_scale() == scale
