"""The definitions for the vision (Q1) and for leaders (Q2), in our words after domain.md §6.1 and §6.2."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portfolio.indicators.defined import PULSE, Definition
from portfolio.models import Question

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        id="Q1.1",
        question=Question.Q1,
        title=_("Staff can explain the vision in their own words"),
        sentence=_(
            "Of the explanations that a third of staff wrote without a name, the share in which two raters, each "
            "blind to the other, both found two commitments or more."
        ),
        numerator=_("Explanations in which both raters found at least two commitments, whichever they were"),
        denominator=_("Explanations that both raters read"),
        records=_("The last round of explaining back that was read in the term, with the raters’ agreement"),
        minimum=_("10 explanations"),
        uncertainty="U1 rounded",
        comparison="T1",
    ),
    Definition(
        id="Q1.2",
        question=Question.Q1,
        title=_("Staff know the vision, agree with it and plan by it"),
        sentence=_("Of the staff who answered the anonymous pulse, the share who agree, for each of three statements."),
        minimum=_("5 answers, and half of those invited"),
        **PULSE,
    ),
    Definition(
        id="Q1.3",
        question=Question.Q1,
        title=_("Staff who took part in the dialogue"),
        sentence=_("Staff who spoke about the vision with their name, or were in a meeting about it, in three terms."),
        numerator=_("Staff with a named remark or at a meeting about the vision, in this term or the two before"),
        denominator=_("Teaching and class-support staff employed on the term’s first day"),
        records=_("Named remarks and meetings; what is said without a name is counted to nobody, so this is the least"),
        minimum=_("10 staff"),
        uncertainty="U5",
        comparison="T2",
    ),
    Definition(
        id="Q1.4",
        question=Question.Q1,
        title=_("What colleagues said was answered"),
        sentence=_("Themes of what was said about the vision that leaders answered in the open in time."),
        numerator=_("Themes answered, whatever the answer, within fifteen school days"),
        denominator=_(
            "Themes whose fifteen school days, from when they were gathered or their window closed, ended in the term"
        ),
        records=_("Themes and their public answers"),
        minimum=_("5 themes"),
        uncertainty="U5",
        comparison="T2",
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
        id="Q1.6",
        question=Question.Q1,
        title=_("Students can say what they are getting better at"),
        sentence=_(
            "Of students drawn by chance and talked with, the share who could say something they are getting better at "
            "as a learner."
        ),
        numerator=_("Students who could say something, in their own words"),
        denominator=_("Students drawn by chance for the term with whom somebody talked in it"),
        records=_("Short talks with students; a talk is recorded once"),
        minimum=_("20 students"),
        uncertainty="U1",
        comparison="T1",
    ),
    Definition(
        id="Q2.1",
        question=Question.Q2,
        title=_("Staff see leaders’ commitment to learning"),
        sentence=_(
            "Of the staff who answered the anonymous pulse, the share who agree, for each of two statements about "
            "leaders."
        ),
        minimum=_("10 answers, since leaders can be named, and half of those invited"),
        **PULSE,
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
        id="Q2.3",
        question=Question.Q2,
        title=_("Where leaders talked about learning"),
        sentence=_("Classes in which a senior leader talked with somebody about learning at least once this term."),
        numerator=_("Classes with at least one such talk in a leader’s own log"),
        denominator=_("Classes open on the term’s first day"),
        records=_("Leaders’ private logs, counted only: nobody else can read a line of them"),
        minimum=_("8 classes"),
        uncertainty="U5",
        comparison="T2",
        diamond=True,
    ),
    Definition(
        id="Q2.4",
        question=Question.Q2,
        title=_("Leaders who learn themselves"),
        sentence=_("Senior leaders with an enquiry at work who came to at least three of four sessions of their PLC."),
        numerator=_("Senior leaders with an enquiry at work, their own or as one of its team, present in 75 % or more"),
        denominator=_("Senior leaders on the term’s first day"),
        records=_("Enquiries and attendance in sessions that were held"),
        minimum=_("2 senior leaders; nothing is hidden, since their role is public"),
        uncertainty="U5",
        comparison="T2",
    ),
    Definition(
        id="Q2.5",
        question=Question.Q2,
        title=_("Fewer things, held for longer"),
        sentence=_("Priorities of the whole school that have been held for three terms or more."),
        numerator=_("Live priorities that have lasted three terms or more, the one they began in counted"),
        denominator=_("Priorities live at the end of the term, or on the day of the build"),
        records=_("Priorities, with those begun and ended in the term"),
        minimum=_("1 priority"),
        uncertainty="U5",
        comparison="T2",
        diamond=True,
    ),
    Definition(
        id="Q2.6",
        question=Question.Q2,
        title=_("Messages that landed"),
        sentence=_("For each message of leaders to all staff, the share of readers who tapped that it helped."),
        numerator=_("Readers who tapped “Helped me” within a week"),
        denominator=_("Readers who tapped anything within a week"),
        records=_("One tap a reader and message; whose it is, nobody can see"),
        minimum=_("10 readers"),
        uncertainty="U1 rounded",
        comparison="none",
    ),
)
