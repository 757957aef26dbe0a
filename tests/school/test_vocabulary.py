"""A school's own nouns in our sentences, and nowhere else."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy, ngettext, npgettext, pgettext
from hypothesis import given
from hypothesis import strategies as st

from school.models import School
from school.vocabulary import NOT_TEXT, NOUNS, article_for, in_words_of, is_allowed, vocabulary_for, words_of_school

FORM = {"class": {"one": "form", "many": "forms"}}
HUB = {"plc": {"one": "learning hub", "many": "learning hubs"}}
INQUIRY = {"enquiry": {"one": "study", "many": "studies"}, "visit": {"one": "open lesson", "many": "open lessons"}}


def school_with(words: dict[str, dict[str, str]]) -> School:
    return School(name="Class of its Own School", words=words)


def said(text: str, **words: dict[str, str]) -> str:
    return vocabulary_for(words_of_school(school_with(words))).reword(text)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Your class", "Your form"),
        ("Classes come with the roster.", "Forms come with the roster."),
        ("a class’s page and the class's list", "a form’s page and the form's list"),
        ("Take part in PLCs, make plans, run enquiries.", "Take part in learning hubs, make plans, run studies."),
        ("PLC lead", "Learning hub lead"),
        ("Set up a PLC and run it", "Set up a learning hub and run it"),
        ("An enquiry is open.", "A study is open."),
        ("A visit happened", "An open lesson happened"),
        ("Open <a href='/class/'>a class</a>", "Open <a href='/class/'>a form</a>"),
        ("an <b>enquiry</b>", "a <b>study</b>"),
        ("%(class)s and {class} of a class", "%(class)s and {class} of a form"),
        ("first-class, class-support, classroom", "first-class, class-support, classroom"),
        ("would like to visit the class", "would like to visit the form"),
        ("nobody visits themselves", "nobody visits themselves"),
        ("professional learning community", "learning hub"),
    ],
)
def test_nouns_are_replaced_and_nothing_else(ours: str, theirs: str) -> None:
    assert said(ours, **FORM, **HUB, **INQUIRY) == theirs


def test_words_do_not_follow_one_another() -> None:
    words = {"term": {"one": "class", "many": "classes"}, "class": {"one": "term", "many": "terms"}}
    assert said("the classes of a term; half-term, in terms of", **words) == (
        "the terms of a class; half-term, in terms of"
    )


def test_longer_name_of_the_same_thing_is_replaced_whole() -> None:
    assert (
        said("A learning behaviour", behaviour={"one": "habit of mind", "many": "habits of mind"}) == "A habit of mind"
    )


@pytest.mark.parametrize(
    ("word", "article"),
    [
        *(("form", "a"), ("enquiry", "an"), ("unit", "a"), ("hour", "an"), ("umbrella", "an"), ("LC", "an")),
        *(("PLC", "a"), ("one-to-one", "a"), ("union", "a"), ("INSET", "an"), ("house", "a"), ("European", "a")),
    ],
)
def test_article_follows_the_sound(word: str, article: str) -> None:
    assert article_for(word) == article


@pytest.mark.parametrize("word", ["<b>", "form%", "{x}", 'a"b', "", "a  b", "x" * 41, "a&b", "-form", "it's"])
def test_words_a_page_could_obey_are_refused(word: str) -> None:
    assert not is_allowed(word)
    assert words_of_school(school_with({"class": {"one": word, "many": "forms"}})) == ()


@pytest.mark.parametrize("word", ["form", "Lerngruppe 2", "learning hub", "year-group", "pupil’s circle", "dosbarth"])
def test_words_people_write_are_allowed(word: str) -> None:
    assert is_allowed(word)


def test_every_way_to_say_something_speaks_the_schools_words() -> None:
    lazily = gettext_lazy("Your class")
    with in_words_of(school_with(FORM)):
        assert (gettext("Your class"), str(lazily), pgettext("heading", "Class")) == ("Your form", "Your form", "Form")
        assert [ngettext("%(n)s class", "%(n)s classes", n) for n in (1, 2)] == ["%(n)s form", "%(n)s forms"]
        page = Template(
            "{% load i18n %}{% trans 'Class' %} {% blocktrans with n=name %}A class: {{ n }}{% endblocktrans %}"
        )
        assert page.render(Context({"name": "class 4"})) == "Form A form: class 4"
    assert (gettext("Your class"), str(lazily)) == ("Your class", "Your class")


def test_message_that_means_something_else_opts_out() -> None:
    with in_words_of(school_with(FORM)):
        assert pgettext("as it is", "A class act") == "A class act"
        assert npgettext("as it is", "%d class", "%d classes", 2) == "%d classes"


def test_words_of_two_schools_never_mix_and_nest() -> None:
    first, second = school_with(FORM), school_with({"class": {"one": "set", "many": "sets"}})
    with in_words_of(first):
        with in_words_of(second):
            assert gettext("A class") == "A set"
        assert gettext("A class") == "A form"
        with in_words_of(School()):
            assert gettext("A class") == "A class"
        with in_words_of(None):
            assert gettext("A class") == "A class"
    assert gettext("A class") == "A class"


def test_one_thread_after_another_and_two_at_once() -> None:
    def speak(number: int) -> str:
        with in_words_of(school_with({"class": {"one": f"form{number}", "many": "forms"}})):
            return gettext("A class")

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(speak, range(40))) == [f"A form{number}" for number in range(40)]


def test_words_end_when_something_breaks() -> None:
    with pytest.raises(RuntimeError), in_words_of(school_with(FORM)):
        raise RuntimeError
    assert gettext("A class") == "A class"


def test_welsh_keeps_its_own_nouns() -> None:
    with translation.override("cy"), in_words_of(school_with(FORM)):
        assert gettext("A class") == "A class"
        assert translation.get_language() == "cy"


@given(st.text(alphabet="aA nc%({})<>/'classtermpPLC &;-\n", max_size=60))
def test_tags_and_placeholders_survive_any_text(text: str) -> None:
    whole = f"{text} <b>class</b> %(class)s {{term}} {text}"
    reworded = said(whole, **FORM, term={"one": "block", "many": "blocks"})
    assert re.findall(NOT_TEXT, reworded) == re.findall(NOT_TEXT, whole)


def test_every_noun_has_a_singular_and_a_plural_of_its_own() -> None:
    forms = [form.lower() for noun in NOUNS for form in (noun.one, noun.many, *(f for pair in noun.also for f in pair))]
    assert len(forms) == len(set(forms))
