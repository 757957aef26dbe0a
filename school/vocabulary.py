"""A school's own nouns, everywhere at once: put into our sentences after translation, before anything is filled in.

User data never passes through here: what a school wrote about its "class" keeps that word.
See docs/decisions/vocabulary.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language, trans_real
from django.utils.translation import gettext_lazy as _

from school.models import Member, School

LEFT_AS_IT_IS = "as it is"
"""The gettext context of a message in which a noun means something else: ``pgettext("as it is", …)``."""

CONTEXT_SEPARATOR = "\x04"
MOST_KEPT = 5_000
"""Sentences kept in a school's words; the product has some two thousand."""


@dataclass(frozen=True)
class Noun:
    """One of our words. ``also`` are longer names of the same thing, singular and plural."""

    one: str
    many: str
    what: Any
    also: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        return self.one.lower()


NOUNS: tuple[Noun, ...] = (
    Noun("school", "schools", _("the place itself")),
    Noun("term", "terms", _("a stretch of the year")),
    Noun("class", "classes", _("a teaching or registration group")),
    Noun("student", "students", _("who is taught, in lists and figures")),
    Noun("learner", "learners", _("who learns, on teachers’ pages")),
    Noun("headteacher", "headteachers", _("who leads")),
    Noun("governor", "governors", _("who reads what is published")),
    Noun(
        "PLC",
        "PLCs",
        _("a group of teachers who learn together"),
        also=(
            ("professional learning community", "professional learning communities"),
            ("learning community", "learning communities"),
        ),
    ),
    Noun("behaviour", "behaviours", _("what good learners do"), also=(("learning behaviour", "learning behaviours"),)),
    Noun("muscle", "muscles", _("a behaviour, in children’s words"), also=(("learning muscle", "learning muscles"),)),
    Noun("focus", "focuses", _("the few behaviours of a term")),
    Noun("noticing", "noticings", _("a dated note of what a learner did")),
    Noun("check-in", "check-ins", _("what students say of their own learning")),
    Noun("goal", "goals", _("what a student tries next")),
    Noun("visit", "visits", _("somebody looking into a lesson, without judging")),
    Noun("enquiry", "enquiries", _("a cycle of looking into one’s practice")),
    Noun("pulse", "pulses", _("the anonymous staff survey")),
    Noun("vision", "visions", _("the school’s story of its learning")),
    Noun("portfolio", "portfolios", _("the term’s figures and readings")),
)
"""What a school can rename. "Plan", "note" and "step" are left out: we use them as verbs too often to be told apart."""

MEANS_SOMETHING_ELSE = (
    r"in terms of|a goal scored|school (?:years?|days?|weeks?|hours?)|nobody visits|"
    r"(?:to|can|may|will|would|and|or|not|they|who|you|we) visit"
)
"""Verbs and figures of speech. What stands next to a hyphen ("half-term", "first-class") is left alone as well."""

NOT_TEXT = r"%\([^)]*\)[#0\- +]*[\d.]*[a-zA-Z]|\{[^{}]*\}|<[^<>]*>|&\w+;|https?://\S+"
"""Placeholders, tags with their attributes, entities, addresses."""

ALLOWED_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[ ’.-](?=[^\W_])){0,39}")
"""Letters and digits, with single spaces, hyphens, points and apostrophes between: nothing that a page could obey."""

BEGINS = re.compile(r"(?:^|[.!?:…]\s+|\n\s*|[“\"(>])$")
VOWEL = re.compile(r"(?!u[bcfhjkqrstn][aeiou]|eu|ewe|one\b|once)[aeiou]|hour|heir|honest|honour|honor", re.IGNORECASE)
SPELT_VOWEL = re.compile(r"[AEFHILMNORSX](?:[A-Z]|\b)")
Words = tuple[tuple[str, str, str], ...]
"""(our noun's key, the school's singular, its plural), sorted: can be a key itself."""


def words_of_school(school: School) -> Words:
    """What the school renames, in a form that can be compared. Words that a page could obey are passed over."""
    given: Mapping[str, Any] = school.words or {}
    found = ((noun.key, str(pair.get("one", "")), str(pair.get("many", ""))) for noun, pair in _renamed(given))
    return tuple(sorted((key, one, many) for key, one, many in found if is_allowed(one) and is_allowed(many)))


def _renamed(given: Mapping[str, Any]) -> Iterator[tuple[Noun, Mapping[str, Any]]]:
    for noun in NOUNS:
        if isinstance(pair := given.get(noun.key), Mapping):
            yield noun, pair


def is_allowed(word: str) -> bool:
    return bool(ALLOWED_WORD.fullmatch(word))


def article_for(word: str) -> str:
    """ "a" or "an", by sound as far as spelling tells: an enquiry, a unit, an hour, an LC, a PLC."""
    spelt = word[:2].isupper() or len(word) == 1
    pattern = SPELT_VOWEL if spelt else VOWEL
    return "an" if pattern.match(word) else "a"


@dataclass(frozen=True)
class Vocabulary:
    """Puts one set of words into sentences, and remembers each sentence."""

    words: Words
    kept: dict[str, str] = field(default_factory=dict, compare=False)

    def reword(self, text: str) -> str:
        found = self.kept.get(text)
        if found is None:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            found = self.kept[text] = self._reword(text)
        return found

    def _reword(self, text: str) -> str:
        pattern, forms = _pattern(self.words)
        return pattern.sub(lambda match: _replaced(match, forms), text)


@lru_cache(maxsize=64)
def _pattern(words: Words) -> tuple[re.Pattern[str], dict[str, str]]:
    nouns = {noun.key: noun for noun in NOUNS}
    forms: dict[str, str] = {}
    for key, one, many in words:
        noun = nouns[key]
        for our_one, our_many in ((noun.one, noun.many), *noun.also):
            forms |= {our_one.lower(): one, our_many.lower(): many}
    ours = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) or r"(?!)"
    article = r"(?:\b(?P<article>an?)(?P<gap>\s+(?:<[^<>]*>\s*)*))?"
    said = rf"{article}(?<![\w-])(?P<noun>{ours})(?![\w-])"
    return re.compile(rf"(?:{NOT_TEXT}|\b(?:{MEANS_SOMETHING_ELSE})\b)|{said}", re.IGNORECASE), forms


def _replaced(match: re.Match[str], forms: Mapping[str, str]) -> str:
    said = match["noun"]
    if said is None:
        return match[0]
    new = forms[said.lower()]
    article = match["article"]
    if article:
        fitting = article_for(new)
        return f"{fitting.capitalize() if article[0].isupper() else fitting}{match['gap']}{new}"
    # A word we write in capitals (PLC) says nothing about its place: only the beginning of a sentence does.
    begins = bool(BEGINS.search(match.string[: match.start()])) if said[:2].isupper() else said[0].isupper()
    return new[0].upper() + new[1:] if begins else new


@lru_cache(maxsize=512)
def vocabulary_for(words: Words) -> Vocabulary:
    return Vocabulary(words)


class SchoolTranslation:
    """Django's translation of one language, its sentences in the words of one school."""

    def __init__(self, inner: Any, vocabulary: Vocabulary) -> None:
        self.inner, self.vocabulary = inner, vocabulary

    def gettext(self, message: str) -> str:
        """With an untranslated context Django expects the message back as it came, and then takes it bare."""
        said = str(self.inner.gettext(message))
        context, separator, bare = message.rpartition(CONTEXT_SEPARATOR)
        if not separator:
            return self.vocabulary.reword(said)
        if context == LEFT_AS_IT_IS:
            return said
        return self.vocabulary.reword(bare if said == message else said)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        said = str(self.inner.ngettext(singular, plural, number))
        _context, separator, bare = said.rpartition(CONTEXT_SEPARATOR)
        left = singular.startswith(LEFT_AS_IT_IS + CONTEXT_SEPARATOR)
        return (bare if separator else said) if left else self.vocabulary.reword(bare if separator else said)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


@transaction.atomic
def choose_words(*, school: School, words: dict[str, dict[str, str]], by: Member) -> School:
    """Keep the school's nouns, all of them; those it does not name are ours. Everybody reads them from now on."""
    check_words(words)
    current = School.objects.select_for_update().get(pk=school.pk)
    ours = {noun.key: {"one": noun.one, "many": noun.many} for noun in NOUNS}
    current.words = {key: pair for key, pair in words.items() if pair != ours[key]}
    current.save(update_fields=["words"])
    school.words = current.words
    return current


def check_words(words: dict[str, dict[str, str]]) -> None:
    known = {noun.key for noun in NOUNS}
    for key, pair in words.items():
        if key not in known or not all(is_allowed(word) for word in pair.values()):
            raise ValidationError(
                _("A word is letters and digits, with single spaces, hyphens or apostrophes between.")
            )


_active: Any = trans_real._active  # type: ignore[attr-defined]
"""Where Django keeps the translation of this thread or task."""


@contextmanager
def in_words_of(school: School | None) -> Iterator[None]:
    """Let everything said in the block be said in the school's words: requests, mails, printed sheets.

    English only: Welsh mutates a noun by its place in the sentence, which no list of words can do.
    """
    before = getattr(_active, "value", None)
    inner = before.inner if isinstance(before, SchoolTranslation) else before
    words = words_of_school(school) if school else ()
    if words and (get_language() or "").startswith("en"):
        plain = inner or trans_real.translation(get_language() or "en-gb")
        _active.value = SchoolTranslation(plain, vocabulary_for(words))
    elif inner is not None:
        _active.value = inner
    try:
        yield
    finally:
        _restore(before)


def words_spoken() -> Words:
    """The school's words in which things are said now; none where they are said in ours."""
    spoken = getattr(_active, "value", None)
    return spoken.vocabulary.words if isinstance(spoken, SchoolTranslation) else ()


def in_own_words(text: str) -> str:
    """A text of ours that does not come through gettext, such as a notice's page, in the words now spoken."""
    spoken = getattr(_active, "value", None)
    return spoken.vocabulary.reword(text) if isinstance(spoken, SchoolTranslation) else text


def _restore(before: Any) -> None:
    if before is not None:
        _active.value = before
    elif hasattr(_active, "value"):
        del _active.value
