"""Quarrels: markets in which members harm each other, and what the conflict index says of them."""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from simulator.mechanisms.conflict.conflict_index import ConflictIndex, Harms, conflict_index

type Harm = tuple[int, int, int, int, float]


@dataclass(frozen=True)
class Quarrel:
    """A market's harms (period, aggrieved, source, issue, amount), and what they are measured by."""

    harms: tuple[Harm, ...]
    exposed: tuple[tuple[int, ...], ...]
    stake: tuple[float, ...]
    periods: int
    importance: tuple[float, ...]
    half: float
    materiality: float

    def index(self) -> ConflictIndex:
        """Measure it."""
        columns = list(zip(*self.harms, strict=True)) or [(), (), (), (), ()]
        return conflict_index(
            Harms.of(*columns),
            self.exposed,
            self.stake,
            periods=self.periods,
            importance=self.importance,
            half_intensity=self.half,
            materiality=self.materiality,
        )

    def total(self) -> float:
        """Return the whole index."""
        return self.index().total

    def losses(self) -> dict[tuple[int, int, int], float]:
        """Return harm by (aggrieved, issue, period)."""
        lost: dict[tuple[int, int, int], float] = defaultdict(float)
        for period, aggrieved, _, issue, amount in self.harms:
            lost[aggrieved, issue, period] += amount
        return lost

    def threshold(self, aggrieved: int) -> float:
        """Return the loss from which a period of a member is material."""
        return self.materiality * self.stake[aggrieved] / self.periods

    def is_clear(self) -> bool:
        """Say whether no period's loss lies on the threshold, where rounding would decide."""
        return all(abs(h / self.threshold(i) - 1.0) > 1e-9 for (i, _, _), h in self.losses().items() if h > 0)

    def by_the_book(self) -> float:
        """Work the index out one sum at a time, as the equations stand."""
        material = {key: h for key, h in self.losses().items() if h > 0 and h >= self.threshold(key[0])}
        total = 0.0
        for i, stake in enumerate(self.stake):
            quiet = 1.0
            for k, weight in enumerate(self.importance):
                periods = [h for (a, b, _), h in material.items() if (a, b) == (i, k)]
                if periods:
                    often = len(periods) / self.exposed[i][k]
                    mean = sum(periods) / len(periods)
                    hard = 1.0 - 2.0 ** (-mean / (self.half * stake / self.periods))
                    quiet *= 1.0 - weight * often * hard
            total += stake / sum(self.stake) * (1.0 - quiet)
        return total

    def in_currency(self, rate: float) -> "Quarrel":
        """Return it in another currency."""
        harms = tuple((t, i, j, k, h * rate) for t, i, j, k, h in self.harms)
        return replace(self, harms=harms, stake=tuple(s * rate for s in self.stake))

    def repeated(self, times: int) -> "Quarrel":
        """Return the window so many times over."""
        harms = tuple(
            (t + again * self.periods, i, j, k, h) for again in range(times) for t, i, j, k, h in self.harms
        )
        exposed = tuple(tuple(each * times for each in row) for row in self.exposed)
        stake = tuple(s * times for s in self.stake)
        return replace(self, harms=harms, exposed=exposed, stake=stake, periods=self.periods * times)

    def doubled(self, stranger: int) -> "Quarrel":
        """Return two disjoint copies of the network; sources of the second are numbered from *stranger*."""
        more = len(self.stake)
        copies = tuple((t, i + more, j + stranger, k, h) for t, i, j, k, h in self.harms)
        return replace(self, harms=self.harms + copies, exposed=self.exposed * 2, stake=self.stake * 2)

    def joined_by(self, stake: float) -> "Quarrel":
        """Return it with one more member, which suffers no harm."""
        exposed = (*self.exposed, (1,) * len(self.importance))
        return replace(self, stake=(*self.stake, stake), exposed=exposed)

    def split(self, source: int, share: float, stranger: int) -> "Quarrel":
        """Return it with a source split in two: the other part goes to a *stranger*."""
        harms: list[Harm] = []
        for t, i, j, k, h in self.harms:
            parts = ((j, h * share), (stranger, h * (1.0 - share))) if j == source else ((j, h),)
            harms.extend((t, i, who, k, amount) for who, amount in parts)
        return replace(self, harms=tuple(harms))


SOURCES = 6


def quarrel(draw: np.random.Generator) -> Quarrel:
    """Draw a market of up to four members, three issues, twelve periods and fourteen harms."""
    while True:
        periods, members, issues = (int(draw.integers(*ends)) for ends in ((2, 13), (1, 5), (1, 4)))
        stake = tuple(draw.uniform(50.0, 5000.0, members).tolist())
        harms = []
        for _ in range(int(draw.integers(1, 15))):
            t, i, j, k = (int(draw.integers(n)) for n in (periods, members, SOURCES, issues))
            harms.append((t, i, j, k, float(draw.uniform(0.001, 0.6)) * stake[i] / periods))
        least = [
            [max(1, len({h[0] for h in harms if (h[1], h[3]) == (i, k)})) for k in range(issues)]
            for i in range(members)
        ]
        exposed = tuple(tuple(int(draw.integers(n, periods + 1)) for n in row) for row in least)
        importance = tuple(draw.uniform(0.05, 0.95, issues).tolist())
        half, materiality = float(draw.uniform(0.02, 0.4)), float(draw.uniform(0.0015, 0.05))
        found = Quarrel(tuple(harms), exposed, stake, periods, importance, half, materiality)
        if found.is_clear() and found.total() > 0:
            return found


def one_dealer(
    share: float, incidents: int, periods: int = 26, weight: float = 0.9, *, half: float = 0.1
) -> float:
    """Return the index of one dealer harmed in so many periods by a share of a normal period's margin."""
    harms = tuple((t, 0, 0, 0, share) for t in range(incidents))
    return Quarrel(harms, ((periods,),), (float(periods),), periods, (weight,), half, 0.01).total()
