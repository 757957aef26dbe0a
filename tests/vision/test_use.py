"""What holds the words of a framework."""

from learningculture.tenancy import tenant
from observations.models import Sighting
from tests.factories.observations import make_visit
from tests.factories.vision import make_behaviour, make_focus
from tests.personas import Personas
from vision.models import Focus
from vision.use import can_reword, is_in_use


def test_words_may_change_until_a_term_is_about_them(people: Personas) -> None:
    framework = make_behaviour(school=people.school).framework
    assert can_reword(framework) and not is_in_use(framework)
    make_focus(term=people.term)
    assert is_in_use(framework) and not can_reword(framework)


def test_a_record_that_the_leader_may_not_see_still_holds_the_words(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    make_visit(host=people.teacher, visitor=people.plc_lead)
    Focus.objects.all().delete()
    with tenant(people.school.pk, member_id=people.head.pk):
        assert not Sighting.objects.exists()
        assert is_in_use(behaviour.framework)
