"""Pulse, explain-back, talks with students: what can be nobody's is nobody's."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.data_map import Ending, Record
from vision.personal.writing import SCHOOLS

SEALED = _("Answers are sealed; nobody can tell whose they are, so they are in no copy. Only counts remain.")

RECORDS = (
    Record(
        "vision.Pulse",
        _("Pulses"),
        SCHOOLS,
        rule="school",
        part=("opened_by",),
        personal=("opens_on",),
        written=("opens_on",),
        plain=(
            "term", "state", "items", "groups", "asks_words", "item_version", "public_key", "closes_on", "invited",
            "answered",
        ),
    ),
    Record(
        "vision.PulseExtra",
        _("The school’s own statements in the pulse"),
        SCHOOLS,
        rule="school",
        plain=("wording", "about_leaders", "added_on", "retired_on"),
    ),
    Record(
        "vision.PulseAnswer",
        _("What leaders answered to a pulse"),
        SCHOOLS,
        rule="school",
        part=("said_by",),
        personal=("heard", "will_do", "said_on"),
        written=("heard", "will_do", "said_on"),
        plain=("pulse",),
    ),
    Record("vision.PulseWords", _("Words in a pulse, nobody’s"), SEALED, rule="school", plain=("pulse", "text")),
    Record(
        "vision.PulseParticipation",
        _("That you took part in the pulse that is open"),
        _("So that nobody answers twice."),
        rule="pulse",
        account="user",
        plain=("pulse",),
        ending=Ending.KEEP,
        in_pack=False,
        why=SEALED,
    ),
    Record("vision.PulseBallot", _("Sealed answers"), SEALED, rule="pulse", plain=("pulse", "sealed")),
    Record("vision.PulseItemResult", _("Counts of a pulse"), SEALED, rule="school",
           plain=("pulse", "item", "group", "counts")),
    Record(
        "vision.ExplainBack",
        _("Rounds of explaining the vision back"),
        SCHOOLS,
        rule="school",
        part=("opened_by", "first_rater", "second_rater"),
        personal=("opens_on",),
        written=("opens_on",),
        plain=(
            "term", "state", "public_key", "closes_on", "invited", "commitments", "coded", "name_two", "agreement",
        ),
    ),
    Record(
        "vision.ExplainBackInvited",
        _("That it was your turn to explain the vision back"),
        _("So that everybody is asked once a year and nobody twice."),
        rule="work",
        about="member",
        personal=("round",),
        dated="round__opens_on",
    ),
    Record(
        "vision.ExplainBackParticipation",
        _("That you explained the vision back in the round that is open"),
        _("So that nobody answers twice."),
        rule="pulse",
        account="user",
        plain=("round",),
        ending=Ending.KEEP,
        in_pack=False,
        why=SEALED,
    ),
    Record("vision.SealedExplanation", _("Sealed explanations"), SEALED, rule="pulse", plain=("round", "sealed")),
    Record("vision.Explanation", _("Explanations, nobody’s"), SEALED, rule="pulse", plain=("round", "text")),
    Record(
        "vision.ExplanationCode",
        _("What a rater found in an explanation"),
        SCHOOLS,
        rule="school",
        part=("rater",),
        personal=("found",),
        written=("found",),
        plain=("explanation",),
    ),
    Record(
        "vision.StudentTalk",
        _("Talks about what a student is getting better at"),
        _("To hear from students drawn at random whether the vision reaches them."),
        rule="learning",
        about="student",
        part=("talked_with",),
        personal=("drawn_on", "talked_on", "can_say", "words"),
        written=("talked_on",),
        plain=("term", "commitment"),
        dated="drawn_on",
    ),
)  # fmt: skip
