"""Describe utility: what an offer is worth to a segment, printed as a textbook does."""

from collections.abc import Iterator
from string import Formatter
from typing import Any

from simulator.domain.people.segments import Segment
from simulator.domain.people.utility_term import adds_nothing, terms_in_order
from simulator.domain.registries import UTILITY
from simulator.scenario.describe.number_words import number
from simulator.scenario.schema import Scenario


def utility_of(scenario: Scenario) -> Iterator[str]:
    """Yield V of each segment: its terms in the order in which they are summed, with its numbers."""
    for name, segment in scenario.segments.items():
        yield f"- {name}: V = {equation(segment)} + luck of scale {number(segment.taste_shock)}."


def equation(segment: Segment) -> str:
    """Return the sum of the terms that add something in a segment; + before a minus is left out."""
    terms = terms_in_order((n, term) for n, term in UTILITY.items() if not adds_nothing(term, segment))
    return " + ".join(printed(term.symbol, segment) for term in terms).replace("+ − ", "− ")


def printed(symbol: str, segment: Segment) -> str:
    """Return a term's symbol with numbers for the parameters in braces, a dot leading into a record."""
    said = {key: number(_parameter(segment, key)) for _, key, _, _ in Formatter().parse(symbol) if key}
    for key, value in said.items():
        symbol = symbol.replace(f"{{{key}}}", value)
    return symbol


def _parameter(segment: Segment, key: str) -> Any:
    value: Any = segment
    for part in key.split("."):
        value = getattr(value, part)
    return value
