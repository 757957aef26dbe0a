"""The term's portfolio, frozen."""

from portfolio.models.builds import Build
from portfolio.models.portfolios import Audience, Figure, IndicatorValue, Portfolio, Question, Reading

__all__ = ["Audience", "Build", "Figure", "IndicatorValue", "Portfolio", "Question", "Reading"]
