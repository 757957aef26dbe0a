"""What each indicator is, in words: shown beside every figure. Nothing here needs the worker's libraries."""

from __future__ import annotations

from portfolio.indicators import definitions_learning, definitions_vision
from portfolio.indicators.defined import Definition

RULE_VERSION = "2026.2"
"""Changes with any definition, minimum, interval or comparison rule; stored with every portfolio."""

DEFINITIONS: tuple[Definition, ...] = (*definitions_vision.DEFINITIONS, *definitions_learning.DEFINITIONS)
BY_ID = {definition.id: definition for definition in DEFINITIONS}
