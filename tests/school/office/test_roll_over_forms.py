"""Cleaning of the list of classes that go on."""

from school.office.roll_over import Move
from school.office.roll_over_forms import move_rows, moves_in
from tests.personas import Personas


def test_list_sent_back_says_the_same_and_a_class_needs_a_name(people: Personas) -> None:
    move = Move(people.maple.pk, "Maple", goes_on=True, staff_stay=False)
    data = {
        "moves-TOTAL_FORMS": "1",
        "moves-INITIAL_FORMS": "1",
        "moves-0-class_id": str(people.maple.pk),
        "moves-0-goes_on": "on",
        "moves-0-name": "Maple",
    }
    rows = move_rows(data, [move], [people.maple])
    assert rows.is_valid() and moves_in(rows) == [move] and rows.forms[0].was == "Maple"
    assert not move_rows({**data, "moves-0-name": " "}, [move], [people.maple]).is_valid()
