"""Reads of portfolios, builds and readings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from portfolio.findings import Finding, Standing
from portfolio.indicators.defined import Definition
from portfolio.indicators.definitions import BY_ID
from portfolio.models import Audience, Build, Figure, IndicatorValue, Portfolio, Question, Reading
from portfolio.provenance import Fact, facts_of
from school.access import Permission, may
from school.models import Member, Term
from tracking.models import AttainmentResult


def reads_for(member: Member) -> str:
    """Whose numbers a member sees."""
    return Audience.SCHOOL if may(member, Permission.READ_PORTFOLIO) else Audience.GOVERNORS


def portfolios_visible_to(member: Member) -> QuerySet[Portfolio]:
    """Every edition for leaders; for governors what was shared with them; nothing for anybody else. Newest first."""
    portfolios = Portfolio.objects.filter(school=member.school_id).select_related("term")
    if may(member, Permission.READ_PORTFOLIO):
        return portfolios
    if may(member, Permission.READ_PUBLISHED):
        return portfolios.exclude(published_at=None)
    return portfolios.none()


def newest_editions(member: Member) -> list[Portfolio]:
    """The newest edition that the member may read of each term, newest term first."""
    newest: dict[int, Portfolio] = {}
    for portfolio in portfolios_visible_to(member):
        newest.setdefault(portfolio.term_id, portfolio)
    return list(newest.values())


def terms_visible_to(member: Member) -> QuerySet[Term]:
    return Term.objects.filter(school=member.school_id)


def builds_visible_to(member: Member) -> QuerySet[Build]:
    """Builds, newest first, for those who may ask for one."""
    builds = Build.objects.filter(school=member.school_id).select_related("term", "portfolio").defer("kept")
    return builds if may(member, Permission.BUILD_PORTFOLIO) else builds.none()


def build_to_show(member: Member) -> Build | None:
    """The build that still concerns a reader: one that runs or has stopped, unless a newer one is done."""
    newest = builds_visible_to(member).first()
    return newest if newest and newest.state != Build.State.DONE else None


def readings_of(term: Term) -> dict[tuple[str, str], Reading]:
    """Readings of a term by question and kind."""
    readings = Reading.objects.filter(term=term).select_related("author")
    return {(reading.question, reading.kind): reading for reading in readings}


@dataclass(frozen=True)
class Indicator:
    """One definition with the findings of it."""

    definition: Definition
    findings: list[Finding]
    figures: list[Figure]

    @property
    def slug(self) -> str:
        return self.definition.id.replace(".", "-")

    @property
    def rows(self) -> list[tuple[Finding, list[Fact]]]:
        """Each finding with the lines of its drawer."""
        return [(finding, facts_of(self.definition, finding)) for finding in self.findings]


@dataclass(frozen=True)
class QuestionView:
    """One of the five questions as it stands in a portfolio; everything here was frozen or written by a person."""

    question: Question
    indicators: list[Indicator]
    reading: Reading | None
    contrary: Reading | None

    @property
    def findings(self) -> list[Finding]:
        return [finding for indicator in self.indicators for finding in indicator.findings]

    @property
    def evidence_for(self) -> list[Finding]:
        return self._standing(Standing.FOR)

    @property
    def evidence_against(self) -> list[Finding]:
        return self._standing(Standing.AGAINST)

    @property
    def cannot_tell(self) -> list[Finding]:
        return self._standing(Standing.UNKNOWN)

    @property
    def has_figures(self) -> bool:
        return any(indicator.figures for indicator in self.indicators)

    def _standing(self, standing: Standing) -> list[Finding]:
        return [finding for finding in self.findings if finding.standing == standing]


def questions_of(portfolio: Portfolio, audience: str) -> list[QuestionView]:
    """All five questions, without charts."""
    values = IndicatorValue.objects.filter(portfolio=portfolio, audience=audience)
    readings = readings_of(portfolio.term)
    return [_view(question, values, [], readings) for question in Question]


def question_of(portfolio: Portfolio, audience: str, question: Question) -> QuestionView:
    """One question with its charts."""
    values = IndicatorValue.objects.filter(portfolio=portfolio, audience=audience, question=question)
    figures = list(Figure.objects.filter(portfolio=portfolio, audience=audience, question=question))
    return _view(question, values, figures, readings_of(portfolio.term))


def _view(
    question: Question,
    values: Iterable[IndicatorValue],
    figures: list[Figure],
    readings: dict[tuple[str, str], Reading],
) -> QuestionView:
    own: dict[str, list[Finding]] = {}
    for value in values:
        if value.question == question:
            own.setdefault(value.indicator, []).append(Finding.from_dict(value.content))
    return QuestionView(
        question=question,
        indicators=[
            Indicator(BY_ID[name], findings, [figure for figure in figures if figure.key.startswith(name)])
            for name, findings in own.items()
        ],
        reading=readings.get((question, Reading.Kind.HEAD)),
        contrary=readings.get((question, Reading.Kind.CONTRARY)),
    )


def terms_with_attainment(member: Member) -> QuerySet[Term]:
    """Terms for which the school brought results in, newest first."""
    results = AttainmentResult.objects.filter(school=member.school_id, term=OuterRef("pk"))
    return Term.objects.filter(Exists(results), school=member.school_id).order_by("-starts_on")
