"""What stands below a learner's page."""

from tests.factories.attainment import make_attainment
from tests.factories.dialogue import make_student_talk
from tests.factories.school import TODAY, make_term
from tests.personas import Personas
from tracking.below_learner import below_page_of
from tracking.models import AttainmentResult
from tracking.rechecks import note_rechecks


def test_below_the_page_stand_thanks_rechecks_results_and_replies(people: Personas) -> None:
    make_attainment(student=people.student, term=people.term, by=people.head)
    (again,) = note_rechecks(
        students=[people.student], school_class=people.maple, text="tens", by=people.teacher, on=TODAY
    )
    make_student_talk(term=people.term, student=people.student)
    held = make_student_talk(term=make_term(school=people.school, key="autumn"), student=people.student, by=people.head)
    below = below_page_of(people.student)
    assert below.talks == [held]
    assert (below.results, below.rechecks, below.thanks, below.replies) == (
        [AttainmentResult.objects.get()],
        [again],
        [],
        {},
    )
