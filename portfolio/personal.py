"""What is personal in portfolios: who read, published and asked for them. The figures are about nobody."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.data_map import Record

WHY = _("To know, term by term, what the school’s work is doing.")

RECORDS = (
    Record(
        "portfolio.Portfolio",
        _("Portfolios"),
        WHY,
        rule="school",
        part=("published_by",),
        personal=("published_at",),
        written=("published_at",),
        plain=("term", "edition", "rule_version", "inputs_hash", "content_hash", "frozen_at"),
    ),
    Record(
        "portfolio.IndicatorValue",
        _("Figures"),
        WHY,
        rule="school",
        plain=("audience", "portfolio", "question", "indicator", "part", "position", "content"),
    ),
    Record(
        "portfolio.Figure",
        _("Charts"),
        WHY,
        rule="school",
        plain=("audience", "portfolio", "question", "key", "position", "sentence", "plotly", "table"),
    ),
    Record(
        "portfolio.Reading",
        _("Readings of a term"),
        WHY,
        rule="school",
        part=("author",),
        personal=("text", "written_at"),
        written=("text", "written_at"),
        plain=("term", "question", "kind", "version"),
    ),
    Record(
        "portfolio.Build",
        _("Builds of a portfolio"),
        WHY,
        rule="school",
        part=("asked_by",),
        personal=("asked_at",),
        written=("asked_at",),
        plain=("term", "state", "step", "steps", "kept", "alive_at", "failure", "portfolio"),
    ),
    Record(
        "portfolio.AttainmentAssociation",
        _("How behaviours and attainment go together"),
        WHY,
        rule="school",
        part=("asked_by",),
        personal=("asked_at",),
        written=("asked_at",),
        plain=("term", "worked_out_at", "findings"),
    ),
)
