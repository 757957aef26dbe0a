"""How often and where, from what staff noticed."""

import datetime

from tests.factories.school import TODAY, make_student
from tests.factories.tracking import make_noticing
from tests.personas import Personas
from tracking.frequency import NEVER, Frequency, frequencies
from tracking.models import Noticing


def test_frequencies_count_notes_days_and_places(people: Personas) -> None:
    first = make_noticing(student=people.student, author=people.teacher, term=people.term)
    make_noticing(student=people.student, author=people.teacher, term=people.term, context="pe")
    earlier = TODAY - datetime.timedelta(days=2)
    make_noticing(student=people.student, author=people.teacher, term=people.term, on=earlier)
    found = frequencies([people.student, make_student(school=people.school)], people.term)
    assert found == {(people.student.pk, first.behaviour_id): Frequency(3, 2, ("maths", "pe"))}
    assert found[people.student.pk, first.behaviour_id].places == ["Maths", "PE and games"]
    assert NEVER.places == []


def test_what_children_noticed_is_not_counted(people: Personas) -> None:
    note = make_noticing(student=people.student, author=people.student, term=people.term)
    for source in (Noticing.Source.SELF, Noticing.Source.PEER):
        Noticing.objects.filter(pk=note.pk).update(source=source)
        assert frequencies([people.student], people.term) == {}
