"""Describe utility: what an offer is worth to a segment, printed as a textbook does."""

from collections.abc import Iterator
from string import Formatter
from typing import Any

from simulator.domain.communication.aimed_medium import AimedMedium
from simulator.domain.people.choice_levels import ChoiceLevels
from simulator.domain.people.group_roles import as_decider
from simulator.domain.people.segments import Segment
from simulator.domain.people.utility_term import adds_nothing, terms_in_order
from simulator.domain.registries import UTILITY
from simulator.scenario.describe.number_words import listed, number, percent
from simulator.scenario.schema import Scenario


def utility_of(scenario: Scenario) -> Iterator[str]:
    """Yield V of each segment: its terms in the order in which they are summed, with its numbers."""
    aims = any(isinstance(medium, AimedMedium) for medium in scenario.media.values())
    for name in scenario.segments:
        segment = as_decider(scenario.segments, name)
        yield f"- {name}: V = {equation(segment, aims)} + luck of scale {number(segment.taste_shock)}."
    if scenario.segments:
        yield f"- {luck(scenario.choice)}"


def luck(choice: ChoiceLevels) -> str:
    """Say which offers share luck, and how much of it."""
    unlike, first = choice.dissimilarity, list(choice.first)
    levels = [unlike.outlet, unlike.advice, *(getattr(unlike, name) for name in first)]
    if all(level == 1.0 for level in levels):
        return "Luck: every offer and every adviser has its own, however alike they are (flat logit)."
    shared = {"product": "one product", "kind": "one kind of outlet"}
    parts = [f"{number(getattr(unlike, name))} among offers of {shared[name]}" for name in first]
    said = (
        f"Luck is shared by what is alike: dissimilarity λ = {listed(parts)}, {number(unlike.outlet)} among "
        f"outlets of one kind with one product, {number(unlike.advice)} among advisers"
    )
    if choice.nesting == "both":
        said += f"; the product weighs {percent(choice.product_weight)}"
    return f"{said}; of what more of the same adds to it {percent(choice.crowding)} is taken out."


def equation(segment: Segment, aims: bool) -> str:
    """Return the sum of the terms that add something in a segment; + before a minus is left out.

    *aims*: whether media tell customers something one by one.
    """
    in_play = ((name, term) for name, term in UTILITY.items() if aims or not term.told_alone)
    terms = terms_in_order((name, term) for name, term in in_play if not adds_nothing(term, segment))
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
