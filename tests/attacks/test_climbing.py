"""Nobody climbs: the office does not become head, lead or a colleague by a roster, an invitation or a service."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from school.accounts.links import Identity, member_signing_in, settle_link, waiting_in
from school.models import Invitation, LinkedSignIn, Member, Role, RosterUpload
from tests.factories.office import make_delegation
from tests.factories.school import make_member
from tests.factories.sign_in import make_invitation, make_link, make_service
from tests.factories.tablefiles import csv_of
from tests.factories.uploads import make_ready, make_year_now, worked_on
from tests.mailing import posted
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HEADINGS = "Staff ID,First name,Surname,Role,Left"


def from_roster(member: Member, number: str) -> Member:
    """As if a roster had brought them."""
    Member.objects.filter(pk=member.pk).update(source="MIS", source_id=f"staff/{number}")
    member.refresh_from_db()
    return member


def handed_in(by: Member, *rows: str, complete: bool = False) -> RosterUpload:
    make_year_now(by.school)
    return make_ready(by=by, content=csv_of(HEADINGS, *rows), name="staff.csv", who="staff", complete=complete)


def say_yes(upload: RosterUpload, by: Member) -> RosterUpload:
    asked = list(upload.difference.get("asks", {}))
    client_for(by).post(f"/s/harbour-lane/school/rosters/{upload.pk}/yes/", {"asked": asked})
    return worked_on(upload)


@pytest.mark.parametrize("role", ["Headteacher", "Senior leader", "Safeguarding lead", "School administrator"])
def test_roster_of_the_office_gives_no_guarded_role(role: str, people: Personas) -> None:
    me = from_roster(people.teacher, "7")
    make_delegation(principal=people.administrator, deputy=me)
    upload = handed_in(people.administrator, f"7,Amira,Rahman,{role},")
    for by in (people.administrator, me):
        upload = say_yes(upload, by)
        me.refresh_from_db()
        assert me.roles == [Role.TEACHER]
    assert say_yes(upload, people.head).state == RosterUpload.State.DONE
    me.refresh_from_db()
    assert me.roles != [Role.TEACHER]


def test_roster_of_the_office_adds_no_second_head(people: Personas) -> None:
    upload = say_yes(handed_in(people.administrator, "8,Nora,New,Headteacher,"), people.administrator)
    assert not Member.objects.filter(family_name="New").exists()
    assert upload.state == RosterUpload.State.READY, upload.problems


def test_roster_of_the_office_closes_no_heads_place(people: Personas) -> None:
    head, teacher = from_roster(people.head, "1"), from_roster(people.teacher, "7")
    upload = handed_in(people.administrator, "7,Amira,Rahmann,Teacher,", complete=True)
    say_yes(upload, people.administrator)
    head.refresh_from_db()
    assert head.left_on is None and teacher


def test_first_roster_of_a_school_without_a_head_brings_one(people: Personas) -> None:
    Member.objects.filter(pk=people.head.pk).delete()
    say_yes(handed_in(people.administrator, "8,Nora,New,Headteacher,"), people.administrator)
    assert Member.objects.get(family_name="New").roles == [Role.HEAD]


def test_support_in_a_table_is_no_role(people: Personas) -> None:
    upload = handed_in(people.head, "8,Nora,New,Support,")
    assert upload.state == RosterUpload.State.REFUSED and "Support" in str(upload.problems)


@pytest.mark.parametrize("role", [Role.HEAD, Role.SAFEGUARDING_LEAD, Role.SENIOR_LEADER, Role.ADMINISTRATOR])
def test_office_takes_no_guarded_place_by_inviting_itself(role: Role, people: Personas) -> None:
    leader = make_member(school=people.school, roles=(role,), name="Lena Leader")
    path = f"/s/harbour-lane/school/sign-in/invite/{leader.pk}/"
    client_for(people.administrator).post(path, {"email": "mine@attacker.example"})
    assert not Invitation.objects.exists()
    client_for(people.head).post(path, {"email": "lena@harbour.example"})
    assert Invitation.objects.count() == 1


def test_office_of_a_school_whose_head_has_no_sign_in_invites_the_head(people: Personas) -> None:
    Member.objects.filter(pk=people.head.pk).update(user=None)
    people.head.refresh_from_db()
    assert make_invitation(member=people.head, by=people.administrator)


def rogue_account(member: Member, subject: str = "attacker") -> LinkedSignIn | None:
    """The office has set up a service of its own, which says of the attacker that they are the member."""
    service = make_service(school=member.school, kind="openid", address="https://attacker.example")
    assert member.user
    said = Identity(service.address, subject, member.user.email, member.display_name)
    assert member_signing_in(service, said, NOW) is None
    return waiting_in(member.school).first()


def test_office_opens_no_leaders_sign_in_by_a_service_of_its_own(people: Personas) -> None:
    link = rogue_account(people.head)
    assert link
    client_for(people.administrator).post(f"/s/harbour-lane/school/sign-in/waiting/{link.pk}/", {"answer": "yes"})
    link.refresh_from_db()
    assert link.state == LinkedSignIn.State.WAITING
    settle_link(link=link, yes=True, by=people.head, now=NOW)


def test_service_of_one_school_opens_no_other(people: Personas) -> None:
    """A teacher of two schools: whoever runs the first one's service would read the second."""
    make_member(school=people.stranger.school, user=people.teacher.user)
    link = rogue_account(people.teacher)
    assert link
    with pytest.raises(ValidationError, match="another school"):
        settle_link(link=link, yes=True, by=people.head, now=NOW)


def test_linked_account_opens_nothing_once_there_is_another_place(people: Personas) -> None:
    service = make_service(school=people.school, kind="openid", address="https://id.harbour.example")
    link = make_link(service=service, member=people.teacher, state="linked")
    said = Identity(link.issuer, link.subject, "", "")
    assert member_signing_in(service, said, NOW) == people.teacher
    make_member(school=people.stranger.school, user=people.teacher.user)
    assert member_signing_in(service, said, NOW) is None


def test_person_is_told_of_a_new_way_into_their_sign_in(people: Personas) -> None:
    link = rogue_account(people.teacher)
    assert link
    with posted() as mails:
        client_for(people.administrator).post(f"/s/harbour-lane/school/sign-in/waiting/{link.pk}/", {"answer": "yes"})
    assert [(mail.to, "Ada Marsh" in mail.body) for mail in mails] == [([people.teacher.user.email], True)]


def test_office_undoes_no_roster_that_moved_a_leading_place(people: Personas) -> None:
    """A former leader's friend in the office would open their place again."""
    from_roster(people.head, "1")
    former = from_roster(make_member(school=people.school, roles=(Role.SENIOR_LEADER,), name="Fay Former"), "9")
    upload = say_yes(handed_in(people.head, "1,Helen,Bellamy,Headteacher,", complete=True), people.head)
    former.refresh_from_db()
    assert former.left_on is not None and upload.run
    undo = f"/s/harbour-lane/school/roster-runs/{upload.run_id}/undo/"
    client_for(people.administrator).post(undo)
    former.refresh_from_db()
    assert former.left_on is not None
    client_for(people.head).post(undo)
    former.refresh_from_db()
    assert former.left_on is None
