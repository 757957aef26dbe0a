"""The term's portfolio, frozen."""

from portfolio.models.associations import AttainmentAssociation
from portfolio.models.builds import Build
from portfolio.models.portfolios import Audience, Figure, IndicatorValue, Portfolio, Question, Reading

__all__ = [
    "AttainmentAssociation",
    "Audience",
    "Build",
    "Figure",
    "IndicatorValue",
    "Portfolio",
    "Question",
    "Reading",
]
