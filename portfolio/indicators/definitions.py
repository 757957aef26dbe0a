"""What each indicator is, in words: shown beside every figure. Nothing here needs the worker's libraries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from portfolio.models import Question

RULE_VERSION = "2026.1"
"""Changes with any definition, minimum, interval or comparison rule; stored with every portfolio."""

UNCERTAINTY = {
    "U1": _("Wilson’s 95 % interval of a share."),
    "U1 pulse": _(
        "Wilson’s 95 % interval, worked out from the rounded figures that are shown, so that it tells nothing more. "
        "Where fewer than 80 % answered, the limits of the share among everybody, whatever the others think."
    ),
    "U1 classes": _("Wilson’s 95 % interval, widened because visits to one class are alike."),
    "U2": _(
        "95 % interval from drawing whole classes again and again; from t over classes where there are fewer than five."
    ),
    "U5": _("None: all records are counted."),
}
COMPARISONS = {
    "T1": _("The same term of last year; without records of it, the term before."),
    "T2": _("The term before."),
    "year": _(
        "The first judged term of this school year; without one, the same term of last year, then the term before."
    ),
}


@dataclass(frozen=True)
class Definition:
    """One indicator of domain.md §6. ``diamond``: no target is set, what is healthy depends on the school."""

    id: str
    question: Question
    title: Any
    sentence: Any
    numerator: Any
    denominator: Any
    records: Any
    minimum: Any
    uncertainty: str
    comparison: str
    diamond: bool = False

    @property
    def uncertainty_words(self) -> Any:
        return UNCERTAINTY[self.uncertainty]

    @property
    def comparison_words(self) -> Any:
        return COMPARISONS[self.comparison]


_PULSE: dict[str, Any] = {
    "numerator": _("Answers “agree” and “agree strongly” to the statement"),
    "denominator": _("All answers to the statement; skipped ones are left out"),
    "records": _("The last staff pulse closed in the term, for the whole school only"),
    "uncertainty": "U1 pulse",
    "comparison": "T1",
}

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        id="Q1.2",
        question=Question.Q1,
        title=_("Staff know the vision, agree with it and plan by it"),
        sentence=_("Of the staff who answered the anonymous pulse, the share who agree, for each of three statements."),
        minimum=_("5 answers, and half of those invited"),
        **_PULSE,
    ),
    Definition(
        id="Q1.5",
        question=Question.Q1,
        title=_("Commitments that are carried by daily work"),
        sentence=_(
            "How many of the vision’s commitments were carried this term by an enquiry and by students’ evidence."
        ),
        numerator=_("Commitments with an enquiry at work in the term and evidence from a student in it"),
        denominator=_("Commitments of the vision that were alive in the term"),
        records=_("Commitments, enquiries and students’ evidence"),
        minimum=_("3 commitments"),
        uncertainty="U5",
        comparison="T2",
        diamond=True,
    ),
    Definition(
        id="Q2.1",
        question=Question.Q2,
        title=_("Staff see leaders’ commitment to learning"),
        sentence=_(
            "Of the staff who answered the anonymous pulse, the share who agree, for each of two statements about "
            "leaders."
        ),
        minimum=_("8 answers, since leaders can be named, and half of those invited"),
        **_PULSE,
    ),
    Definition(
        id="Q2.2",
        question=Question.Q2,
        title=_("Promises that leaders kept"),
        sentence=_("Promises of time, cover, money or stopping something that fell due, and those kept by their date."),
        numerator=_("Promises kept on or before the day they were due"),
        denominator=_("Promises due in the term, up to the day of the build"),
        records=_("Leader commitments"),
        minimum=_("5 promises"),
        uncertainty="U5",
        comparison="T2",
    ),
    Definition(
        id="Q3.1",
        question=Question.Q3,
        title=_("Staff feel free and able to try things"),
        sentence=_("Of the staff who answered the anonymous pulse, the share who agree, for each of three statements."),
        minimum=_("5 answers, and half of those invited"),
        **_PULSE,
    ),
    Definition(
        id="Q3.2",
        question=Question.Q3,
        title=_("Staff whose enquiry moved on"),
        sentence=_(
            "Teaching and class-support staff whose own or shared enquiry finished at least one stage this term."
        ),
        numerator=_("Staff with an enquiry, their own or as one of its team, that finished a stage in the term"),
        denominator=_(
            "Teaching and class-support staff employed on the term’s first day; long absences are not recorded"
        ),
        records=_("Stages of enquiries"),
        minimum=_("10 staff"),
        uncertainty="U5",
        comparison="T1",
    ),
    Definition(
        id="Q4.1",
        question=Question.Q4,
        title=_("Classrooms that somebody visited"),
        sentence=_(
            "Classes (in a secondary: departments by year group) with at least one visit this term that was held and "
            "not withdrawn."
        ),
        numerator=_("Classes, or departments by year group, with at least one visit"),
        denominator=_("All that were open on the term’s first day"),
        records=_("Visits, counted only"),
        minimum=_("8 classes, or departments by year group"),
        uncertainty="U5",
        comparison="T1",
    ),
    Definition(
        id="Q4.2",
        question=Question.Q4,
        title=_("Where visitors looked, did they see it?"),
        sentence=_("Of the visits that looked for a focus behaviour, the share that saw it in some or many learners."),
        numerator=_("Visits in which the behaviour was seen in some or many, in at least one aspect"),
        denominator=_("Visits in which it was looked for"),
        records=_("Sightings of visits held and not withdrawn, pooled; to the nearest 5 %"),
        minimum=_(
            "10 visits to 5 hosts, no host giving more than 40 % of them, also without the visits of any one leader"
        ),
        uncertainty="U1 classes",
        comparison="T1",
    ),
    Definition(
        id="Q5.1",
        question=Question.Q5,
        title=_("What students say of themselves"),
        sentence=_(
            "How students in Year 3 and above answered about a focus behaviour, and how the same students’ answers "
            "changed, in standard deviations of the earlier answers."
        ),
        numerator=_("Students with a finished check-in in both terms, two answers or more about the behaviour in each"),
        denominator=_("Students in Year 3 and above on roll on the term’s first day"),
        records=_("Finished check-ins with the same form, items and framework"),
        minimum=_("10 students; 30 for a verdict"),
        uncertainty="U2",
        comparison="T1",
    ),
    Definition(
        id="Q5.2",
        question=Question.Q5,
        title=_("What teachers see"),
        sentence=_(
            "How skilfully teachers judged students to use a focus behaviour, in worded phases, and how many moved at "
            "least one phase. The verdict is about those who moved up less those who moved down."
        ),
        numerator=_("Students judged in both terms, by any teacher; shown apart where the teacher changed"),
        denominator=_("Students on roll on the term’s first day"),
        records=_("Judgements of skilfulness"),
        minimum=_("30 students"),
        uncertainty="U2",
        comparison="year",
    ),
)
BY_ID = {definition.id: definition for definition in DEFINITIONS}
