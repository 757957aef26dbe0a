"""How often and where, from what staff noticed."""

import datetime

import pytest

from school.models import Member
from tests.factories.school import TODAY, make_student
from tests.factories.tracking import make_noticing, make_taught_class
from tests.factories.vision import make_behaviour, make_focus, make_framework
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.frequency import ClassFrequency, Frequency, LearnerFrequency, class_frequency, counted, notes_in
from tracking.models import Noticing
from vision.behaviours import begin_new_version, reword_behaviour
from vision.models import Behaviour

EARLIER = TODAY - datetime.timedelta(days=2)


def frequency_of(people: Personas, behaviour: Behaviour) -> ClassFrequency:
    students = Member.objects.filter(school=people.school).students().order_by("pk")
    noted = students.annotate(notes=notes_in(people.term, TODAY))
    return class_frequency([(each, each.notes) for each in noted], [behaviour])


def of_first(people: Personas, behaviour: Behaviour) -> LearnerFrequency:
    return next(each for each in frequency_of(people, behaviour).learners if each.member == people.student)


def test_notes_days_and_places_are_counted(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    for context, on in (("maths", TODAY), ("pe", TODAY), ("maths", EARLIER)):
        make_noticing(student=people.student, author=people.teacher, term=people.term, context=context, on=on)
    quiet = make_student(school=people.school)
    found, mine = frequency_of(people, behaviour), of_first(people, behaviour)
    assert mine.noted == [(behaviour, Frequency(3, 2, frozenset({"maths", "pe"})))]
    assert mine.noted[0][1].words == "3 times on 2 days (Maths, PE and games)"
    assert [(each.noted, each.not_yet) for each in found.learners if each.member == quiet] == [([], [behaviour])]
    assert found.ranges[0].seen == ["Maths", "PE and games"]
    assert "English" in found.ranges[0].not_yet and "At home" not in found.ranges[0].not_yet


@pytest.mark.parametrize(
    ("notes", "words"),
    [
        ([(TODAY, "pe")], "once (PE and games)"),
        ([(TODAY, "pe"), (TODAY, "pe")], "2 times on one day (PE and games)"),
        ([(TODAY, "pe"), (EARLIER, "maths")], "2 times on 2 days (Maths, PE and games)"),
    ],
)
def test_a_frequency_is_said_in_words(notes: list[tuple[datetime.date, str]], words: str) -> None:
    found = counted(notes)
    assert found and found.words == words
    assert counted([]) is None


def test_what_children_noticed_and_what_is_to_come_is_not_counted(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    note = make_noticing(student=people.student, author=people.student, term=people.term)
    for source in (Noticing.Source.SELF, Noticing.Source.PEER):
        Noticing.objects.filter(pk=note.pk).update(source=source)
        assert of_first(people, behaviour).noted == []
    Noticing.objects.update(source=Noticing.Source.STAFF, noticed_on=TODAY + datetime.timedelta(days=1))
    assert of_first(people, behaviour).noted == []


def test_only_what_means_the_same_is_counted_together(people: Personas) -> None:
    make_focus(term=people.term)
    old = make_behaviour(school=people.school).framework
    make_noticing(student=people.student, author=people.teacher, term=people.term)
    now = begin_new_version(framework=old, by=people.head, on=TODAY).behaviours.get(key="perseverance")
    assert of_first(people, now).noted[0][1].notes == 1
    other = reword_behaviour(behaviour=now, words={"label": "Grit"}, by=people.head, same_meaning=False)
    assert of_first(people, other).noted == []


def test_the_class_page_counts_in_the_order_of_the_register(people: Personas) -> None:
    make_framework(school=people.school)
    school_class, students = make_taught_class(teacher=people.teacher, learners=3)
    for student in students[1:]:
        make_noticing(student=student, author=people.teacher, term=people.term)
    page = client_for(people.teacher).get(address(people, "class", school_class.pk)).text
    part = page.partition("How often, and where")[2].partition("Who is here")[0]
    places = [part.index(student.sorted_name) for student in sorted(students, key=lambda each: each.sorted_name)]
    assert places == sorted(places)
    assert part.count("once (Maths)") == 2 and "No note yet" in part
