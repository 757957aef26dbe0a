"""The code on the paper."""

from urllib.parse import unquote

from tracking.views.family_paper import code_of


def test_code_is_black_on_white_in_every_scheme() -> None:
    code = unquote(code_of("https://school.example/family/7.abc/"))
    assert code.startswith("data:image/svg+xml") and "#fff" in code and "#000" in code
    assert code != unquote(code_of("https://school.example/family/7.abd/"))
