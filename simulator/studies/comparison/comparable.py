"""Comparability: what must be equal in scenarios that are compared, and what is told where it differs.

Declared here once for all studies. A difference of amounts in two currencies, or of conflict measured by two
yardsticks, means nothing: it is refused, with both places. Where lengths, populations or roundings differ,
a comparison still means something: it is told, and sums are compared per week (see `Runs.per_week`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import reduce
from typing import Any, NamedTuple

from simulator.domain.conflict.conflict_terms import ConflictTerms
from simulator.scenario.errors.arguments import ArgumentError
from simulator.scenario.errors.quoting import shortened
from simulator.scenario.schema import Scenario
from simulator.scenario.yaml.nodes import Place

MUST_BE_EQUAL = {
    "units.currency": "amounts in different currencies cannot be compared",
    "review_weeks": "conflict is counted by review, and reviews must be equally long",
    **{
        f"conflict.{term}": "conflict must be measured in the same way to be compared"
        for term in ConflictTerms.model_fields
        if term != "net_of"  # it asks for one more figure, and changes none
    },
}
"""Settings that must be equal, and why."""
IS_TOLD = {
    "weeks": "sums are compared per week",
    "warm_up": "sums are compared per week",
    "customers": "sums grow with the population",
    "people_per_customer": "a smaller sample of the market has more luck, and stocks in larger lumps",
    "units.quantity_step": "goods are rounded to other steps",
    "units.money_step": "money is rounded to other steps",
    "focal_maker": "the numbers are those of different manufacturers",
}
"""Settings that may differ, and what that means for the numbers."""

type WhereFound = Callable[[str, str], Place]
"""Where the scenario of a label states the setting of a key."""


class Mismatch(NamedTuple):
    """A setting in which a scenario differs from the baseline."""

    key: str
    label: str
    value: Any
    baseline: str
    baseline_value: Any
    why: str


def refuse_incomparable(
    scenarios: Mapping[str, Scenario], baseline: str, where: WhereFound | None = None
) -> None:
    """Raise an ArgumentError that names both places of every setting in which scenarios must not differ."""
    place_of = where or (lambda label, _: Place(f"scenario '{shortened(label)}'"))
    complaints = []
    for one in _mismatches(scenarios, baseline, MUST_BE_EQUAL):
        mine, other = place_of(one.label, one.key), place_of(one.baseline, one.key)
        there = str(other.complaint("", ""))
        text = f"is {_said(one.value)}, and {_said(one.baseline_value)} in {there}; {one.why}"
        complaints.append(mine.complaint(one.key, text))
    if complaints:
        raise ArgumentError(complaints)


def mismatch_notes(scenarios: Mapping[str, Scenario], baseline: str) -> list[str]:
    """Return a sentence for every setting in which scenarios differ and which the numbers depend on."""
    return [
        f"{one.key} is {_said(one.value)} in {one.label}, {_said(one.baseline_value)} in {one.baseline}: "
        f"{one.why}."
        for one in _mismatches(scenarios, baseline, IS_TOLD)
    ]


def varied_notes(scenarios: Iterable[Scenario]) -> list[str]:
    """Return a sentence for every setting that differs among the points of a sweep, and what it means."""
    given = list(scenarios)
    notes = {**IS_TOLD, **dict.fromkeys(("weeks", "warm_up"), "sums grow with the weeks measured")}
    return [
        f"{key} differs among the points: {why}"
        for key, why in notes.items()
        if any(value_of(one, key) != value_of(given[0], key) for one in given)
    ]


def _mismatches(
    scenarios: Mapping[str, Scenario], baseline: str, keys: Mapping[str, str]
) -> Iterator[Mismatch]:
    for label, scenario in scenarios.items():
        for key, why in keys.items():
            value, expected = value_of(scenario, key), value_of(scenarios[baseline], key)
            if value != expected:
                yield Mismatch(key, label, value, baseline, expected, why)


def value_of(scenario: Scenario, key: str) -> Any:
    """Return the setting that a dotted key names."""
    return reduce(getattr, key.split("."), scenario)


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_said(part)}" for name, part in value.items()) or "nothing"
    return f"{value:g}" if isinstance(value, float) else shortened(str(value))
