"""The definitions for enquiry (Q3), classrooms (Q4) and learning behaviours (Q5), after domain.md §6.3 to §6.5."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portfolio.indicators.defined import PULSE, Definition
from portfolio.models import Question

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        id="Q3.1",
        question=Question.Q3,
        title=_("Staff feel free and able to try things"),
        sentence=_("Of the staff who answered the anonymous pulse, the share who agree, for each of three statements."),
        minimum=_("5 answers, and half of those invited"),
        **PULSE,
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
