"""The last steps of a build: charts, then one transaction in which everything becomes a portfolio. Worker only."""

from __future__ import annotations

import datetime
import hashlib
import json
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string

from portfolio.assembly import COUNTING
from portfolio.audiences import for_governors
from portfolio.drawing import charts_of
from portfolio.findings import Finding
from portfolio.indicators.definitions import DEFINITIONS, RULE_VERSION
from portfolio.indicators.scope import Scope
from portfolio.models import Audience, Build, Figure, IndicatorValue, Portfolio
from school.queries import local_time


def canonical(content: Any) -> bytes:
    """The one way in which content is written down, so that equal content has equal bytes."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(content: Any) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def mark(counts: Any) -> str:
    """A digest that only this installation can work out: whoever guesses the counts cannot try them against it."""
    return salted_hmac("portfolio.inputs", canonical(counts), algorithm="sha256").hexdigest()


def count(build: Build, work: str) -> dict[str, Any]:
    """Run one counting step: the mark of the counts it read, and its findings."""
    asked_on = local_time(build.term.school, build.asked_at).date()
    result = import_string(work)(Scope(build.term, asked_on))
    return {"inputs": mark(result.inputs), "findings": [finding.to_dict() for finding in result.findings]}


def draw(build: Build, now: datetime.datetime) -> None:
    """Keep the values and charts for each audience, in the order in which they are read."""
    findings = [Finding.from_dict(one) for step in COUNTING for one in build.kept[step.key]["findings"]]
    told = {Audience.SCHOOL: findings, Audience.GOVERNORS: [for_governors(finding) for finding in findings]}
    build.kept["content"] = {str(audience): _content(those) for audience, those in told.items()}


def _content(findings: list[Finding]) -> dict[str, Any]:
    values, figures = [], []
    for definition in DEFINITIONS:
        own = [finding for finding in findings if finding.indicator == definition.id]
        values += [{"question": str(definition.question), "content": finding.to_dict()} for finding in own]
        charts = charts_of(definition.id, own)
        figures += [{"question": str(definition.question), **chart.to_dict()} for chart in charts]
    return {"values": values, "figures": figures}


def freeze(build: Build, now: datetime.datetime) -> None:
    """Make the next edition; or point at the newest one when nothing in it would differ."""
    kept, build.kept = build.kept, {}
    content = {"rule_version": RULE_VERSION, **kept["content"]}
    newest = Portfolio.objects.filter(term=build.term).order_by("-edition").first()
    if newest and newest.content_hash == digest(content):
        build.portfolio = newest
        return
    build.portfolio = Portfolio.objects.create(
        school_id=build.school_id,
        term=build.term,
        edition=newest.edition + 1 if newest else 1,
        rule_version=RULE_VERSION,
        inputs_hash=digest([kept[step.key]["inputs"] for step in COUNTING]),
        content_hash=digest(content),
        frozen_at=now,
    )
    IndicatorValue.objects.bulk_create(_values(build.portfolio, content))
    Figure.objects.bulk_create(_figures(build.portfolio, content))


def _values(portfolio: Portfolio, content: dict[str, Any]) -> list[IndicatorValue]:
    return [
        IndicatorValue(
            school_id=portfolio.school_id,
            portfolio=portfolio,
            audience=audience,
            question=value["question"],
            indicator=value["content"]["indicator"],
            part=value["content"]["part"],
            position=position,
            content=value["content"],
        )
        for audience in Audience.values
        for position, value in enumerate(content[audience]["values"])
    ]


def _figures(portfolio: Portfolio, content: dict[str, Any]) -> list[Figure]:
    return [
        Figure(school_id=portfolio.school_id, portfolio=portfolio, audience=audience, position=position, **figure)
        for audience in Audience.values
        for position, figure in enumerate(content[audience]["figures"])
    ]


def bytes_of(portfolio: Portfolio) -> bytes:
    """A frozen portfolio's content as it was hashed, read back from its rows."""
    content: dict[str, Any] = {"rule_version": portfolio.rule_version}
    for audience in Audience.values:
        values = portfolio.values.filter(audience=audience).values("question", "content")
        figures = portfolio.figures.filter(audience=audience).values("question", "key", "sentence", "plotly", "table")
        content[audience] = {"values": list(values), "figures": list(figures)}
    return canonical(content)
