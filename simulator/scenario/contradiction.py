"""Contradiction: what does not fit with something else in a scenario, and the keys under which it stands."""

from collections.abc import Collection, Iterator
from typing import Any

from simulator.ground.keyed import KEY
from simulator.scenario.wording import hint, shortened

type Keys = tuple[str | int, ...]
type Contradiction = tuple[Keys, str]

__all__ = ["KEY", "Contradiction", "Keys", "unknown"]


def unknown(keys: Keys, kind: str, name: Any, names: Collection[str] | None) -> Iterator[Contradiction]:
    """Complain of a name that is not among the names, unless nobody knows those."""
    if isinstance(name, str) and names is not None and name not in names:
        yield keys, f"no {kind} called '{shortened(name)}'{hint(name, names)}"
