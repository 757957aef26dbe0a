"""The school's own statements: at most four, frozen at opening, ten answers when about leaders."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from tests.factories.school import TODAY
from tests.factories.vision import make_staff
from tests.personas import Personas
from vision.extras import add_extra, end_extra, items_to_ask
from vision.models import PulseExtra
from vision.pulse import cast_ballot, close_pulse, open_pulse

CLOSES = TODAY + datetime.timedelta(days=7)


def test_a_fifth_is_refused_until_one_ends(people: Personas) -> None:
    own = [add_extra(school=people.school, wording=f"Own {n}.", about_leaders=False, on=TODAY) for n in range(4)]
    with pytest.raises(ValidationError, match="At most 4"):
        add_extra(school=people.school, wording="Own 5.", about_leaders=False, on=TODAY)
    end_extra(extra=own[0], on=TODAY)
    assert [item["key"] for item in items_to_ask(people.school)[8:]] == [f"x{each.pk}" for each in own[1:]]
    assert PulseExtra.objects.count() == 4


@pytest.mark.parametrize(("voters", "kept"), [(9, ["own"]), (10, ["own", "leaders"])])
def test_they_are_asked_after_the_eight_and_frozen(people: Personas, voters: int, kept: list[str]) -> None:
    staff = make_staff(school=people.school, number=10)
    keys = {
        name: f"x{add_extra(school=people.school, wording=name, about_leaders=name == 'leaders', on=TODAY).pk}"
        for name in ("own", "leaders")
    }
    pulse = open_pulse(school=people.school, term=people.term, closes_on=CLOSES, by=people.head, on=TODAY)
    PulseExtra.objects.update(wording="Changed.")
    for member in staff[:voters]:
        cast_ballot(pulse=pulse, member=member, answers=dict.fromkeys(keys.values(), 4))
    close_pulse(pulse=pulse, on=CLOSES)
    assert [item["wording"] for item in pulse.items[8:]] == ["own", "leaders"]
    assert [result.item for result in pulse.results.all()] == [keys[name] for name in kept]
