"""The term's portfolio, frozen."""

from portfolio.models.builds import Build
from portfolio.models.portfolios import Figure, IndicatorValue, Portfolio, Reading

__all__ = ["Build", "Figure", "IndicatorValue", "Portfolio", "Reading"]
