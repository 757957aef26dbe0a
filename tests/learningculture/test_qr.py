"""A code bears dirt: the middle level of correction, or a higher one where there is room."""

from learningculture.qr import QUIET_ZONE, qr_code


def test_code_corrects_and_differs_with_the_address() -> None:
    code = qr_code("https://x.invalid/a")
    assert code.error in ("M", "Q", "H")
    assert (code.is_micro, QUIET_ZONE) == (False, 4)
    assert code.matrix != qr_code("https://x.invalid/b").matrix
