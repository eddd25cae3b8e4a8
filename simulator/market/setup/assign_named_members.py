"""Assignment of named members: each takes a place that a distribution model draws.

Each takes one place, in the first model that has one for it; who has none is told so.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from simulator.base.registry import suggestion
from simulator.domain.channel.member import Member
from simulator.domain.channel.named_members import NamedMember
from simulator.domain.channel.selector import words_of
from simulator.scenario.checks.inconsistency import Inconsistency


class MemberAssignment:
    """The roster of a scenario, while its distribution models are drawn one by one."""

    def __init__(self, roster: Sequence[NamedMember], focal_maker: str) -> None:
        self._roster = roster
        self._focal = focal_maker
        self._seated: set[str] = set()
        self._drawn: defaultdict[str, list[Member]] = defaultdict(list)

    def waiting(self, makers: Sequence[str]) -> tuple[NamedMember, ...]:
        """Return the named members without a place in the channel of some manufacturers."""
        mine = [one for one in self._roster if (one.maker or self._focal) in makers]
        return tuple(one for one in mine if one.name not in self._seated)

    def seated(self, makers: Sequence[str], drawn: list[Member]) -> list[Member]:
        """Return the members drawn, with the settings of named members laid over their places."""
        named = {one.name: one for one in self.waiting(makers)}
        self._seated.update(member.name for member in drawn if member.name in named)
        for maker in makers:
            self._drawn[maker] += drawn
        return [named[m.name].laid_over(m) if m.name in named else m for m in drawn]

    def left_over(self) -> Iterator[Inconsistency]:
        """Yield the named members without a place, and why."""
        for at, named in enumerate(self._roster):
            if named.name not in self._seated:
                key, why = self._reason(named, self._drawn[named.maker or self._focal])
                yield ("members", at, key), why

    def _reason(self, named: NamedMember, drawn: list[Member]) -> tuple[str, str]:
        """Return which setting keeps somebody from a place, and how."""
        for key in ("format", "role", "tier"):
            wish = getattr(named, key)
            known = list(dict.fromkeys(word for member in drawn for word in words_of(member, key)))
            if wish is not None and wish not in known:
                return (
                    key,
                    f"no distribution model has a place for the {key} '{wish}'; {suggestion(wish, known)}",
                )
            drawn = [member for member in drawn if wish is None or wish in words_of(member, key)]
        regions = list(dict.fromkeys(member.region for member in drawn))
        what = f"'{named.format or named.tier or named.role}'"
        if named.region in regions:
            return "region", f"all places of {what} there are taken"
        if named.region is None:
            return "region", f"is missing: every {what} serves one region; {_listed(regions)}"
        if regions == [None]:
            return "region", f"every {what} serves all regions; leave the region out"
        return "region", f"there is no {what} in '{named.region}'; {_listed(regions)}"


def _listed(regions: Sequence[str | None]) -> str:
    return suggestion("", [region for region in regions if region is not None])
