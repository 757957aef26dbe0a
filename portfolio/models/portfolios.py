"""Frozen portfolios and what people say about them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import TenantModel
from school.models import Member, Term


class Question(models.TextChoices):
    """The five questions a school answers each term."""

    Q1 = "Q1", _("How far is the vision for learning clear, widely understood and supported?")
    Q2 = "Q2", _("What do leaders say and do that convinces colleagues of their commitment?")
    Q3 = "Q3", _("Do staff feel empowered to enquire into classroom practice and to innovate?")
    Q4 = "Q4", _("How well do we know what is happening in classrooms to build better learners?")
    Q5 = "Q5", _("How well do we understand the impact on students’ learning behaviours?")


class Portfolio(TenantModel):
    """A school's frozen set of indicators for a term. Never edited: a new build makes a new edition.

    ``inputs_hash`` is a keyed SHA-256 over the aggregates read, ``content_hash`` over the canonical JSON of values and
    figures: two builds of the same records have the same bytes.
    """

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="portfolios")
    edition = models.PositiveSmallIntegerField()
    rule_version = models.CharField(max_length=20)
    inputs_hash = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-term__starts_on", "-edition"]
        constraints = [models.UniqueConstraint(fields=["term", "edition"], name="portfolio_edition")]


class Audience(models.TextChoices):
    """Who a frozen number is for. What leaves the school is withheld more strictly, so it is frozen apart."""

    SCHOOL = "school", _("Leaders of the school")
    GOVERNORS = "governors", _("Governors")


class IndicatorValue(TenantModel):
    """One defined figure, or the reason it is withheld. ``part`` is the pulse item or behaviour it is for, or empty."""

    audience = models.CharField(max_length=10, choices=Audience)
    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="values")
    question = models.CharField(max_length=2, choices=Question)
    indicator = models.CharField(max_length=10)
    part = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField()
    content = models.JSONField(help_text="A Finding as a dictionary; see portfolio/findings.py.")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["portfolio", "audience", "indicator", "part"], name="one_value_per_indicator"
            )
        ]


class Figure(TenantModel):
    """One chart: Plotly JSON made by the worker, the sentence that says what to see, the same numbers as a table."""

    audience = models.CharField(max_length=10, choices=Audience)
    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="figures")
    question = models.CharField(max_length=2, choices=Question)
    key = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    sentence = models.CharField(max_length=400)
    plotly = models.JSONField()
    table = models.JSONField(help_text="{columns: [...], rows: [[...]]}")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["portfolio", "audience", "key"], name="one_figure_per_key")]

    @property
    def script_id(self) -> str:
        """Of the JSON on the page from which the chart is drawn."""
        return f"figure-{self.pk}"

    @property
    def key_to_colours(self) -> list[tuple[str, str]]:
        """Colour and words of each piece of stacked bars, for the key under them; empty for other charts."""
        bars = [trace for trace in self.plotly["data"] if trace["type"] == "bar"]
        return [(trace["marker"]["color"], trace["name"]) for trace in bars]


class Reading(TenantModel):
    """A person's written interpretation of one question in one term; a contrary one is by somebody else."""

    class Kind(models.TextChoices):
        HEAD = "head", _("The head’s reading")
        CONTRARY = "contrary", _("A contrary reading")

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="readings")
    question = models.CharField(max_length=2, choices=Question)
    kind = models.CharField(max_length=10, choices=Kind)
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("reading"), max_length=2000)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "question", "kind"], name="one_reading_of_each_kind")]
