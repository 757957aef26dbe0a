"""The pages of rosters: who may, what they show at each step, what a forged or repeated post does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from learningculture.spreadsheets import as_typed
from school.models import Look, Member, Role, RosterUpload
from school.rosters.uploads import handing_in
from tests.factories.school import make_member
from tests.factories.tablefiles import KEPT, csv_of
from tests.factories.uploads import SMALL, make_asking, make_ready, make_upload, make_year_now, worked_on
from tests.personas import Personas, client_for, make_personas

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("http://x.invalid")'


@pytest.fixture
def people(db: None) -> Personas:
    people = make_personas()
    make_year_now(people.school)
    return people


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act, **_options: act())
    monkeypatch.setattr(handing_in.app, "send_task", lambda name, kwargs: None)


@pytest.fixture
def office(people: Personas) -> Client:
    return client_for(people.administrator)


def url(people: Personas, name: str, *args: Any) -> str:
    return reverse(f"school:{name}", args=[people.school.slug, *args])


def said(people: Personas, office: Client, upload: RosterUpload, **more: str) -> dict[str, str]:
    """The form of columns as the page offers it, filled in."""
    page = office.get(url(people, "roster", upload.pk)).content.decode()
    chosen = dict(re.findall(r'<select name="(column-\d+)".*?<option value="(\w*)" selected>', page, re.S))
    return {**chosen, "who": "students", "complete": "whole", "source": "MIS", "premium": "eligible", **more}


def test_file_handed_in_is_opened_asked_compared_and_brought_in(people: Personas, office: Client) -> None:
    file = SimpleUploadedFile("sims.csv", (KEPT / "sims_style.csv").read_bytes())
    answer = office.post(url(people, "rosters"), {"file": file})
    upload = RosterUpload.objects.get()
    page = url(people, "roster", upload.pk)
    assert (answer.status_code, answer.headers["Location"]) == (302, page)
    assert "every 2s" in office.get(page).text
    worked_on(upload)
    assert "a SIMS report" in office.get(page).text
    assert office.post(url(people, "roster_columns", upload.pk), said(people, office, upload)).status_code == 302
    worked_on(upload)
    difference = office.get(page).text
    assert "Núñez-O’Brien, Zoë" in difference and "New people" in difference
    assert difference.count('<span class="soft">00400') == 2  # two of one name are told apart
    assert Member.objects.filter(school=people.school, source="MIS").count() == 0
    office.post(url(people, "roster_confirm", upload.pk))
    worked_on(upload)
    assert office.get(page).headers["Location"] == url(people, "roster_run", upload.run_id)
    done = office.get(url(people, "roster_run", upload.run_id))
    assert "Ada Marsh said yes" in done.text and "See what an undo would do" in done.text


def test_undo_is_shown_before_it_is_done(people: Personas, office: Client) -> None:
    upload = make_ready(by=people.administrator)
    office.post(url(people, "roster_confirm", upload.pk))
    worked_on(upload)
    Member.objects.filter(source_id="1").update(given_name="Zoe")
    page = url(people, "roster_undo", upload.run_id)
    assert "What stays as it is" in office.get(page).text
    assert Member.objects.filter(source="MIS").count() == 2
    assert office.post(page).status_code == 302
    assert set(Member.objects.filter(source="MIS").values_list("given_name", flat=True)) == {"Zoe"}
    assert "It was undone" in office.get(url(people, "roster_run", upload.run_id)).text
    assert office.get(page, follow=True).redirect_chain


def test_errors_stand_beside_the_column_and_save_nothing(people: Personas, office: Client) -> None:
    upload = make_asking(by=people.administrator)
    wrong = said(people, office, upload, **{"column-0": "given", "column-1": "given", "complete": ""})
    answer = office.post(url(people, "roster_columns", upload.pk), wrong)
    assert answer.status_code == 200 and "Another column is this already" in answer.text
    assert "Identifier" in answer.text
    upload.refresh_from_db()
    assert (upload.state, upload.answers["complete"]) == ("asking", None)


def test_values_and_dates_are_asked_after_the_columns(people: Personas, office: Client) -> None:
    content = csv_of("id,first name,surname,sen,start date", "1,Zoë,Ali,S,03/04/2026", "2,Sam,Lee,K,05/04/2026")
    upload = make_asking(by=people.administrator, content=content)
    post, page = url(people, "roster_columns", upload.pk), url(people, "roster", upload.pk)
    office.post(post, said(people, office, upload))
    shown = office.get(page).text
    assert "“S”" in shown and "“K”" not in shown and "The day comes first" in shown
    name = re.search(r'name="(value-send-\d+)"', shown)[1]  # type: ignore[index]
    office.post(post, said(people, office, upload, **{name: "plan", "order": "dmy"}))
    worked_on(upload)
    assert (upload.state, upload.answers["values"]) == ("ready", {"send": {"S": "plan"}})


def test_keep_ours_is_noted_and_shown_again(people: Personas, office: Client) -> None:
    office.post(url(people, "roster_confirm", make_ready(by=people.administrator).pk))
    worked_on(RosterUpload.objects.get())
    upload = make_ready(by=people.administrator, content=csv_of("id,first name,surname", "1,Zoe,Ali", "2,Sam,Lee"))
    key = upload.difference["changed"][0]["fields"][0]["key"]
    office.post(url(people, "roster_keep", upload.pk), {"shown": [key], "keep": [key]})
    assert f'value="{key}" checked' in office.get(url(people, "roster", upload.pk)).text
    office.post(url(people, "roster_keep", upload.pk), {"shown": [key], "part": "changed"}, follow=True)
    upload.refresh_from_db()
    assert upload.keep_ours == []
    office.post(url(people, "roster_confirm", upload.pk), {"shown": [key], "keep": [key]})
    worked_on(upload)
    assert upload.state == "done" and Member.objects.get(source_id="1").given_name == "Zoë"


def test_many_lines_have_a_page_of_their_own(people: Personas, office: Client) -> None:
    lines = [f"{number},Name{number:03},Family" for number in range(130)]
    upload = make_ready(by=people.administrator, content=csv_of("id,first name,surname", *lines))
    assert "See all 130" in office.get(url(people, "roster", upload.pk)).text
    part = office.get(url(people, "roster_part", upload.pk, "new") + "?page=2").text
    assert "Name129" in part and "Name000" not in part
    assert office.get(url(people, "roster_part", upload.pk, "none")).status_code == 404


def test_failing_rows_are_taken_as_a_file(people: Personas, office: Client) -> None:
    upload = make_ready(by=people.administrator, content=csv_of("id,first name,surname", "1,Zoë,Ali", ",Sam,Lee"))
    answer = office.get(url(people, "roster_failing", upload.pk))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "There is no identifier" in answer.content.decode("utf-8-sig")
    whole = make_ready(by=people.administrator)
    assert office.get(url(people, "roster_failing", whole.pk)).status_code == 404


def test_unticked_question_is_told_and_nothing_happens(people: Personas, office: Client) -> None:
    upload = make_ready(by=people.administrator, content=csv_of("id,first name,surname", "1,Zoë,Ali", ",Sam,Lee"))
    answer = office.post(url(people, "roster_confirm", upload.pk), follow=True)
    assert "Tick each of the questions" in answer.text
    assert Member.objects.filter(source="MIS").count() == 0


def test_fragment_for_htmx_and_a_way_on_when_it_is_done(people: Personas, office: Client) -> None:
    upload = make_upload(by=people.administrator)
    page = url(people, "roster", upload.pk)
    fragment = office.get(page, headers={"HX-Request": "true"})
    assert "<html" not in fragment.text and f'id="roster-{upload.pk}"' in fragment.text
    worked_on(upload)
    assert office.get(page, headers={"HX-Request": "true"}).headers["HX-Redirect"] == page


@pytest.mark.parametrize("state", ["refused", "stopped", "dropped"])
def test_ends_say_what_happened_and_what_to_do(state: str, people: Personas, office: Client) -> None:
    upload = make_upload(by=people.administrator)
    RosterUpload.objects.update(state=state, failure="“Opening the file” could not be finished.")
    answer = office.get(url(people, "roster", upload.pk))
    assert answer.status_code == 200 and "every 2s" not in answer.text
    assert "Nothing was changed in the school" in answer.text or state == "dropped"


def test_act_that_comes_too_late_is_told_kindly(people: Personas, office: Client) -> None:
    upload = make_upload(by=people.administrator)
    for name in ("roster_columns", "roster_encoding", "roster_confirm", "roster_back", "roster_again", "roster_keep"):
        answer = office.post(url(people, name, upload.pk), {"encoding": "windows-1252"}, follow=True)
        assert "has gone on meanwhile" in answer.text, name
    assert "deleted" in office.post(url(people, "roster_drop", upload.pk), follow=True).text


@pytest.mark.parametrize("who", ["teacher", "teaching_assistant", "plc_lead", "governor", "student"])
def test_others_are_refused(who: str, people: Personas) -> None:
    upload = make_ready(by=people.administrator)
    for name in ("roster", "roster_failing"):
        assert client_for(getattr(people, who)).get(url(people, name, upload.pk)).status_code == 403
    assert client_for(getattr(people, who)).get(url(people, "rosters")).status_code == 403


def test_office_of_another_school_finds_nothing(people: Personas) -> None:
    upload = make_ready(by=people.administrator)
    stranger = make_member(school=people.stranger.school, roles=(Role.ADMINISTRATOR,), sign_in=True)
    client = client_for(stranger)
    assert client.get(url(people, "roster", upload.pk)).status_code == 404
    for name in ("roster", "roster_failing"):
        assert client.get(reverse(f"school:{name}", args=[stranger.school.slug, upload.pk])).status_code == 404
    assert client.post(reverse("school:roster_confirm", args=[stranger.school.slug, upload.pk])).status_code == 404


def bring_formulas(people: Personas, office: Client) -> None:
    upload = make_ready(by=people.administrator, content=KEPT / "sims_style.csv")
    office.post(url(people, "roster_confirm", upload.pk))
    assert worked_on(upload).state == "done"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_list_of_people_handed_in_again_changes_nothing(form: str, people: Personas, office: Client) -> None:
    bring_formulas(people, office)
    answer = office.get(url(people, "roster_people", form))
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    if form == "csv":
        line = next(line for line in answer.content.decode("utf-8-sig").splitlines() if "HYPERLINK" in line)
        assert "\"'=HYPERLINK" in line and as_typed(f"'{FORMULA}") == FORMULA
        assert "Żółć" in answer.content.decode("utf-8-sig")
    assert Look.objects.filter(kind="export").count() >= 12
    upload = worked_on(make_upload(by=people.administrator, content=answer.content, name=f"people.{form}"))
    assert (upload.state, upload.problems) == ("ready", [])
    assert upload.difference["is_empty"], upload.difference


def test_list_of_people_asks_for_the_password_again(people: Personas) -> None:
    client = client_for(people.administrator)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0, "email": "x@example.org"}]
    session.save()
    answer = client.get(url(people, "roster_people", "csv"))
    assert answer.status_code == 302 and "reauthenticate" in answer.headers["Location"]


def test_page_is_light_with_many_waiting(people: Personas, office: Client, django_assert_max_num_queries: Any) -> None:
    for _number in range(4):
        make_ready(by=people.administrator, content=SMALL)
    with django_assert_max_num_queries(40):
        assert office.get(url(people, "rosters")).status_code == 200
