"""Inconsistency: a statement that contradicts another part of a scenario, and the keys where it stands."""

from collections.abc import Collection, Iterator
from typing import Any

from simulator.base.keyed_choice import KEY
from simulator.scenario.checks.unvalidated import list_in, number_in
from simulator.scenario.errors.quoting import hint, shortened

type Keys = tuple[str | int, ...]
type Inconsistency = tuple[Keys, str]

INCONSISTENCY = "inconsistency"
"""The type that errors of these checks have among pydantic's errors."""

__all__ = ["INCONSISTENCY", "KEY", "Inconsistency", "Keys", "check_name", "check_weeks"]


def check_name(keys: Keys, kind: str, name: Any, names: Collection[str] | None) -> Iterator[Inconsistency]:
    """Check that a name is among the known names; if they are not known, nothing is checked."""
    if isinstance(name, str) and names is not None and name not in names:
        yield keys, f"no {kind} called '{shortened(name)}'{hint(name, names)}"


def check_weeks(keys: Keys, part: dict[str, Any], given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check that weeks run forwards, from the first to the last, and lie within the run."""
    end = number_in(given, "weeks")
    match list_in(part, "weeks"):
        case [int(first), int(last)] if first > last:
            yield keys, f"the last week, {last}, comes before the first, {first}"
        case [int(first), int(_)] if end is not None and first > end > 0:
            yield keys, f"week {first} is after the run's end, week {end:g}"
