"""Where a school's service may send our server: out to the public internet by https, and nowhere else."""

from __future__ import annotations

import pytest

from school.accounts.openid import ServiceError, check_address

INSIDE = [
    *("http://login.example", "ftp://login.example", "https://", "https:///x", "javascript:alert(1)"),
    *("https://127.0.0.1", "https://localhost", "https://[::1]", "https://0.0.0.0", "https://169.254.169.254/latest"),
    *("https://10.0.0.1", "https://192.168.1.1", "https://172.16.0.1", "https://[fe80::1]", "https://[fd00::1]"),
    *("https://user:word@93.184.216.34", "https://2130706433", "https://0x7f.1"),
]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_refused(address: str, settings) -> None:
    settings.INSECURE_LOCAL = False
    with pytest.raises(ServiceError):
        check_address(address)


def test_public_address_is_fine(settings) -> None:
    settings.INSECURE_LOCAL = False
    check_address("https://93.184.216.34/x")
