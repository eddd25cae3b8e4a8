"""Contradiction: what does not fit with something else in a scenario, and the keys under which it stands."""

from collections.abc import Collection, Iterator
from typing import Any

from simulator.base.keyed_choice import KEY
from simulator.scenario.checks.unvalidated import list_in, number_in
from simulator.scenario.errors.quoting import hint, shortened

type Keys = tuple[str | int, ...]
type Contradiction = tuple[Keys, str]

__all__ = ["KEY", "Contradiction", "Keys", "unknown", "weeks_wrong"]


def unknown(keys: Keys, kind: str, name: Any, names: Collection[str] | None) -> Iterator[Contradiction]:
    """Complain of a name that is not among the names, unless nobody knows those."""
    if isinstance(name, str) and names is not None and name not in names:
        yield keys, f"no {kind} called '{shortened(name)}'{hint(name, names)}"


def weeks_wrong(keys: Keys, part: dict[str, Any], given: dict[str, Any]) -> Iterator[Contradiction]:
    """Complain of weeks, from the first to the last, that run backwards, or of which the run has none."""
    end = number_in(given, "weeks")
    match list_in(part, "weeks"):
        case [int(first), int(last)] if first > last:
            yield keys, f"the last week, {last}, comes before the first, {first}"
        case [int(first), int(_)] if end is not None and first > end > 0:
            yield keys, f"week {first} is after the run's end, week {end:g}"
