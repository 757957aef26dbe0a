"""What stands below a learner's page."""

from tests.factories.attainment import make_attainment
from tests.factories.school import TODAY
from tests.personas import Personas
from tracking.below_learner import below_page_of
from tracking.models import AttainmentResult
from tracking.rechecks import note_rechecks


def test_below_the_page_stand_thanks_rechecks_results_and_replies(people: Personas) -> None:
    make_attainment(student=people.student, term=people.term, by=people.head)
    (again,) = note_rechecks(
        students=[people.student], school_class=people.maple, text="tens", by=people.teacher, on=TODAY
    )
    below = below_page_of(people.student)
    assert (below.results, below.rechecks, below.thanks, below.replies) == (
        [AttainmentResult.objects.get()],
        [again],
        [],
        {},
    )
