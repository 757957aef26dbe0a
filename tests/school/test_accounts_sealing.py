"""What is sealed can be read with the server's own secret and no other."""

import pytest
from cryptography.fernet import InvalidToken

from school.accounts.sealing import seal, unseal


def test_sealed_text_is_read_again_and_differs_each_time() -> None:
    one, other = seal("secret"), seal("secret")
    assert one != other and "secret" not in one
    assert unseal(one) == unseal(other) == "secret"


def test_another_servers_secret_reads_nothing(settings) -> None:
    sealed = seal("secret")
    settings.SECRET_KEY = "another" * 10
    with pytest.raises(InvalidToken):
        unseal(sealed)
