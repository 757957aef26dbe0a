"""Two readers, blind to each other; by hand what stays of their reading."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learningculture.tenancy import tenant
from school.models import Member
from tests.factories.dialogue import make_explain_back, make_explanation
from tests.factories.school import TODAY
from tests.factories.vision import make_commitment
from tests.personas import Personas
from vision.coding import agreement_of, both_find_two, choose_raters, code_text
from vision.explain_queries import raters_to_choose_from, texts_visible_to, unread_texts
from vision.models import ExplainBack, Explanation, ExplanationCode


@pytest.fixture
def read(people: Personas) -> ExplainBack:
    """Three texts that a teacher and a teaching assistant read, over three commitments."""
    commitments = [make_commitment(school=people.school, wording=wording) for wording in ("wait", "name it", "ask")]
    frozen = [{"id": each.pk, "who": each.who, "wording": each.wording} for each in commitments]
    sitting = make_explain_back(term=people.term, by=people.head, state="rating", commitments=frozen)
    for number in range(3):
        make_explanation(sitting=sitting, text=f"Wait and ask, {number}.")
    return choose_raters(sitting=sitting, first=people.teacher, second=people.teaching_assistant)


def code(rater: Member, text: Explanation, *found: int) -> None:
    with tenant(rater.school_id, member_id=rater.pk, user_id=rater.user_id):
        code_text(text=text, found=found, by=rater)


def test_counts_stay_and_texts_go_when_both_have_read_every_text(people: Personas, read: ExplainBack) -> None:
    one, two, three = list(Explanation.objects.all())
    wait, name, ask = (each["id"] for each in read.commitments)
    for text, found in ((one, [wait, name]), (two, [wait]), (three, [])):
        code(people.teacher, text, *found)
    code(people.teaching_assistant, one, wait, ask, ask)
    code(people.teaching_assistant, two, wait, name, ask)
    read.refresh_from_db()
    assert (read.state, read.coded, Explanation.objects.count()) == ("rating", None, 3)
    code(people.teaching_assistant, three)
    read.refresh_from_db()
    assert (read.state, read.coded, read.name_two, read.agreement) == ("done", 3, 1, [2, 1, 3, 3])
    assert (Explanation.objects.count(), ExplanationCode.objects.count()) == (0, 0)


def test_neither_reader_sees_the_others_codes_and_nobody_else_a_text(people: Personas, read: ExplainBack) -> None:
    text = Explanation.objects.all()[0]
    code(people.teacher, text, read.commitments[0]["id"])
    seen = {}
    for name in ("teacher", "teaching_assistant", "head"):
        member = getattr(people, name)
        with tenant(people.school.pk, member_id=member.pk, user_id=member.user_id):
            rows = _rows("vision_explanation"), _rows("vision_explanationcode")
            seen[name] = (*rows, unread_texts(read, member).count())
            assert texts_visible_to(member).count() == seen[name][0]
    assert seen == {"teacher": (3, 1, 2), "teaching_assistant": (3, 0, 3), "head": (0, 0, 0)}


def _rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def test_who_leads_the_school_is_never_a_reader(people: Personas, read: ExplainBack) -> None:
    for first, second in ((people.head, people.teacher), (people.teacher, people.head)):
        with pytest.raises(ValidationError, match="never sees a text"):
            choose_raters(sitting=read, first=first, second=second)
    offered = raters_to_choose_from(people.school, TODAY, by=people.plc_lead)
    assert not offered.filter(pk__in=[people.head.pk, people.plc_lead.pk]).exists() and offered.exists()


def test_readers_are_two_from_different_places(people: Personas, read: ExplainBack) -> None:
    with pytest.raises(ValidationError, match="two different people"):
        choose_raters(sitting=read, first=people.teacher, second=people.teacher)
    twin = Member.objects.create(
        school=people.school, roles=people.teacher.roles, department=people.teacher.department, joined_on="2020-01-01"
    )
    people.teacher.department, bare = (
        "",
        Member.objects.create(school=people.school, roles=["teacher"], joined_on="2020-01-01"),
    )
    with pytest.raises(ValidationError, match="different phases or roles"):
        choose_raters(sitting=read, first=twin, second=bare)


def test_a_reader_who_is_replaced_takes_their_codes_along(people: Personas, read: ExplainBack) -> None:
    for rater in (people.teacher, people.teaching_assistant):
        code(rater, Explanation.objects.all()[0], read.commitments[0]["id"])
    with tenant(people.school.pk, member_id=people.head.pk):
        choose_raters(sitting=read, first=people.teacher, second=people.plc_lead)
    assert [each.rater for each in ExplanationCode.objects.all()] == [people.teacher]


def test_only_readers_code_and_only_what_was_frozen(people: Personas, read: ExplainBack) -> None:
    text = Explanation.objects.all()[0]
    with pytest.raises(ValidationError, match="two colleagues"):
        code_text(text=text, found=[], by=people.head)
    with pytest.raises(ValidationError, match="commitments offered"):
        code_text(text=text, found=[0], by=people.teacher)
    ExplainBack.objects.update(state="done")
    with pytest.raises(ValidationError, match="two colleagues"):
        code_text(text=text, found=[], by=people.teacher)
    with pytest.raises(ValidationError, match="read already"):
        choose_raters(sitting=read, first=people.teacher, second=people.plc_lead)


finds = st.frozensets(st.sampled_from([1, 2, 3]))
readings = st.lists(st.tuples(finds, finds), min_size=1, max_size=6)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(readings)
def test_the_four_counts_are_every_text_times_every_commitment(
    pairs: list[tuple[frozenset[int], ...]],
) -> None:
    first, second = ({n: pair[side] for n, pair in enumerate(pairs)} for side in (0, 1))
    both, one, other, none = agreement_of(first, second, range(1, 4))
    assert both + one + other + none == 3 * len(pairs)
    assert both + one == sum(map(len, first.values())) and both + other == sum(map(len, second.values()))
    assert both_find_two(first, second) == len([1 for a, b in pairs if len(a) > 1 and len(b) > 1])
