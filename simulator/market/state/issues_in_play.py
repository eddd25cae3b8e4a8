"""Issues in play: over which issues of conflict harm is put on record, and what their mechanisms need."""

from dataclasses import dataclass
from functools import cached_property

from simulator.domain.registries import CONFLICT_ISSUES
from simulator.mechanisms.conflict.presence import Presence


@dataclass(frozen=True)
class IssuesInPlay:
    """The issues of a run, in their order; an issue's number is its place here."""

    names: tuple[str, ...]

    @cached_property
    def presence(self) -> tuple[Presence, ...]:
        """Return issues by which offers harm by being there, the first the first to have the harm."""
        issues = [(CONFLICT_ISSUES.get(name), number) for number, name in enumerate(self.names)]
        issues.sort(key=lambda pair: (pair[0].precedence, pair[1]))
        return tuple(Presence(number, *one.presence) for one, number in issues if one.presence is not None)

    @cached_property
    def asks_ways(self) -> bool:
        """Say whether any of them asks by which way goods came."""
        return any(CONFLICT_ISSUES.get(name).asks_ways for name in self.names)
