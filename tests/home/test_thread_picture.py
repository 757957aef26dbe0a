"""The drawing: every commitment at its place, every tie a line, broken where nothing carries it."""

from home.broken_threads import Carried
from home.thread_picture import ROW, picture_of
from vision.models import Behaviour, Commitment

ASKING = Behaviour(pk=1, label="Questioning")


def carried(wording: str, *behaviours: Behaviour, enquiries: int = 0) -> Carried:
    return Carried(Commitment(who="adults", wording=wording), list(behaviours), 0, enquiries, 0)


def test_picture_grows_with_its_rows_and_shares_a_behaviour() -> None:
    drawn = picture_of([carried("ask", ASKING), carried("wait", ASKING, enquiries=1)])
    assert (drawn.height, len(drawn.commitments), len(drawn.behaviours)) == (2 * ROW, 2, 1)
    assert [line.broken for line in drawn.lines] == [False, True, False, False]
    assert drawn.behaviours[0].y == ROW


def test_commitment_about_nothing_hangs_on_a_broken_line() -> None:
    assert [line.broken for line in picture_of([carried("ask")]).lines] == [True]


def test_long_words_are_wrapped_and_cut() -> None:
    node = picture_of([carried("keep asking " * 15)]).commitments[0]
    assert len(node.lines) == 3
    assert node.lines[-1][1].endswith("…")
