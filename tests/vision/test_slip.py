"""The code on the slip holds the address and no style that the page would refuse."""

from vision.slip import slip_code


def test_code_is_a_drawing_of_its_own_and_differs_with_the_address() -> None:
    code = slip_code("https://x.invalid/s/harbour-lane/vision/p/")
    assert code.startswith("<svg") and "style=" not in code
    assert code != slip_code("https://x.invalid/s/weir/vision/p/")
