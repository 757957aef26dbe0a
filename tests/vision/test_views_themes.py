"""Leaders ask, gather, answer and adopt; all staff read what became of it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from school.queries import today_in
from tests.factories.dialogue import make_paragraph, make_remark, make_theme, make_unnamed_remark, make_window
from tests.factories.school import TODAY
from tests.personas import Personas, client_for
from vision.models import CommentWindow, Remark, Theme, UnnamedRemark
from vision.narrative import publish_narrative, retire_paragraph
from vision.themes import answer_theme


def at(people: Personas, name: str, *args: object) -> str:
    return reverse(f"vision:{name}", args=[people.school.slug, *args])


def answered(people: Personas, theme: Theme, outcome: str = "not_now") -> None:
    answer_theme(theme=theme, outcome=outcome, answer_words="There is no money this year.", by=people.head, on=TODAY)


@pytest.mark.parametrize("name", ["themes", "ask_colleagues"])
def test_leading_the_dialogue_is_for_leaders(people: Personas, name: str) -> None:
    assert client_for(people.teacher).get(at(people, name)).status_code == 403
    assert client_for(people.stranger).get(at(people, name)).status_code == 404


def test_gathering_and_its_refusal(people: Personas) -> None:
    paragraph, client = make_paragraph(by=people.head), client_for(people.head)
    said = make_remark(by=people.teacher, paragraph=paragraph), make_unnamed_remark(paragraph=paragraph)
    refused = client.post(at(people, "themes"), {"remarks": [said[1].pk], "title": ""}).text
    assert "Say in a few words" in refused and f'value="{said[1].pk}" checked' in refused
    answer = client.post(at(people, "themes"), {"remarks": [one.pk for one in said], "title": "Time"})
    theme = Theme.objects.get()
    assert answer["Location"] == at(people, "themes") + f"#theme-{theme.pk}"
    assert (Remark.objects.get().theme, UnnamedRemark.objects.get().theme) == (theme, theme)


def test_an_answer_without_a_reason_shows_its_error_beside_the_field(people: Personas) -> None:
    theme, client = make_theme(by=people.head), client_for(people.head)
    address = at(people, "answer_theme", theme.pk)
    page = client.post(address, {"outcome": "not_now", "answer_words": ""}).text
    assert 'id="id_answer_words_error"' in page and "Say why: the people who spoke will read it." in page
    done = client.post(address, {"outcome": "not_now", "answer_words": "No money this year."})
    assert done["Location"] == at(people, "because_of_you") + f"#theme-{theme.pk}"
    assert "No money this year." in client.get(address).text


def test_an_answer_is_taken_back_with_a_reason_and_answered_anew(people: Personas) -> None:
    theme, client = make_theme(by=people.head), client_for(people.head)
    answered(people, theme)
    Theme.objects.update(answered_on=today_in(people.school))
    address = at(people, "take_back_answer", theme.pk)
    assert address in client.get(at(people, "answer_theme", theme.pk)).text
    refused = client.post(address, {"because": " "}).text
    assert 'id="id_because_error"' in refused and "There is no money this year." in refused
    done = client.post(address, {"because": "There is money after all."})
    assert done["Location"] == at(people, "answer_theme", theme.pk)
    page = client.get(done["Location"])
    assert "There is money after all." in page.text
    assert [page.context["form"][name].value() for name in ("outcome", "answer_words")] == [
        "not_now",
        "There is no money this year.",
    ]
    read = client_for(people.teacher).get(at(people, "because_of_you")).text
    assert "There is money after all." in read and "Waits for another answer" in read


def test_an_old_answer_says_why_it_stays(people: Personas) -> None:
    theme, client = make_theme(by=people.head), client_for(people.head)
    answered(people, theme)
    Theme.objects.update(answered_on=today_in(people.school) - datetime.timedelta(days=30))
    address = at(people, "take_back_answer", theme.pk)
    assert "for 14 days" in client.get(address).text
    kept = client.post(address, {"because": "What I typed."}).text
    assert "older than 14 days" in kept and "What I typed." in kept
    assert client_for(people.teacher).get(address).status_code == 403


def test_ledger_is_for_all_staff_and_says_who_raised_it(people: Personas) -> None:
    paragraph, theme = make_paragraph(by=people.head), make_theme(by=people.head, title="Time for talk")
    make_remark(by=people.teacher, paragraph=paragraph)
    make_unnamed_remark(paragraph=paragraph)
    for model in (Remark, UnnamedRemark):
        model.objects.update(theme=theme)
    answered(people, theme)
    page = client_for(people.teaching_assistant).get(at(people, "because_of_you")).text
    for words in ("Time for talk", "Not now", "no money this year", "Amira Rahman", "without a name"):
        assert words in page
    assert client_for(people.governor).get(at(people, "because_of_you")).status_code == 403


def test_asking_colleagues(people: Personas) -> None:
    client, address = client_for(people.head), at(people, "ask_colleagues")
    assert "Between 10 and 40 school days" in client.post(address, {"asks": "What?", "school_days": 3}).text
    assert client.post(address, {"asks": "What?", "school_days": 10})["Location"] == at(people, "dialogue")
    assert CommentWindow.objects.get().asks == "What?"


@pytest.mark.parametrize("named", [True, False])
def test_adopting_puts_the_words_into_the_draft(people: Personas, named: bool) -> None:
    paragraph, client = make_paragraph(by=people.head, text="We wait."), client_for(people.head)
    given = {"paragraph": paragraph, "kind": "wording", "text": "We wait, and watch."}
    remark = make_remark(by=people.teacher, **given) if named else make_unnamed_remark(**given)
    address = at(people, "adopt_wording" if named else "adopt_unnamed", remark.pk)
    assert "We wait, and watch." in client.get(address).text
    answer = client.post(address, {"text": "We wait, and watch.", "version": paragraph.version})
    assert answer["Location"] == at(people, "write") + f"#p-{paragraph.pk}"
    publish_narrative(school=people.school, note="", by=people.head, now=datetime.datetime.now(datetime.UTC))
    page = client_for(people.teacher).get(at(people, "dialogue")).text
    assert ("In the words of Amira Rahman" if named else "In a colleague’s words") in page


def test_adopting_for_a_paragraph_that_is_gone_says_so(people: Personas) -> None:
    paragraph = make_paragraph(by=people.head)
    remark = make_remark(by=people.teacher, paragraph=paragraph, kind="wording")
    retire_paragraph(paragraph=paragraph, by=people.head, now=paragraph.changed_at)
    answer = client_for(people.head).get(at(people, "adopt_wording", remark.pk), follow=True)
    assert "no longer in the draft" in answer.text


def test_the_button_shows_where_today_reminds(people: Personas) -> None:
    """One rule for both: see ``vision.windows.owes_an_answer``."""
    long_ago = today_in(people.school) - datetime.timedelta(days=60)
    window = make_window(by=people.head, on=long_ago, days=0)
    remark = make_remark(by=people.teacher, paragraph=make_paragraph(by=people.head))
    client, shows = client_for(people.head), []
    for of in (None, window):
        Remark.objects.filter(pk=remark.pk).update(window=of)
        today = client.get(reverse("home:today", args=[people.school.slug])).text
        button = "Answer now" in client.get(at(people, "themes")).text
        shows.append(("Answer what a colleague said" in today, button))
    assert shows == [(False, False), (True, True)]


@pytest.mark.parametrize("name", ["themes", "because_of_you"])
def test_pages_ask_the_same_few_queries_for_one_and_thirty(people: Personas, name: str) -> None:
    client, counts, paragraph = client_for(people.head), [], make_paragraph(by=people.head)
    for number in (1, 30):
        for at_ in range(number):
            theme, said = make_theme(by=people.head), make_remark(by=people.teacher, paragraph=paragraph)
            make_remark(by=people.teacher, paragraph=paragraph)
            Remark.objects.filter(pk=said.pk).update(theme=theme)
            answered(people, theme) if at_ % 2 == 0 else None
            make_unnamed_remark(paragraph=paragraph)
        with CaptureQueriesContext(connection) as queries:
            client.get(at(people, name))
        counts.append(len([query for query in queries if "SAVEPOINT" not in query["sql"]]))
    assert counts[0] <= 15 and counts[1] <= 15
