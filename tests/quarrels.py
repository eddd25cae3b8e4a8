"""Quarrels: markets drawn at random in which members harm each other, and what the index says of them."""

from collections import defaultdict
from dataclasses import dataclass

from hypothesis import assume
from hypothesis import strategies as st

from simulator.mechanisms.conflict_index import ConflictIndex, Harms, conflict_index

type Harm = tuple[int, int, int, int, float]

CLOSE = 1e-12


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


@st.composite
def quarrels(draw: st.DrawFn) -> Quarrel:
    """Draw a market of up to four members, three issues, twelve periods and fourteen harms."""
    periods, members, issues = draw(st.integers(2, 12)), draw(st.integers(1, 4)), draw(st.integers(1, 3))
    stake = tuple(draw(st.lists(st.floats(50.0, 5000.0), min_size=members, max_size=members)))
    harm = st.tuples(
        st.integers(0, periods - 1),
        st.integers(0, members - 1),
        st.integers(0, 5),
        st.integers(0, issues - 1),
        st.one_of(st.just(0.0), st.floats(0.001, 0.6)),
    )
    drawn = draw(st.lists(harm, max_size=14))
    harms = tuple((t, i, j, k, share * stake[i] / periods) for t, i, j, k, share in drawn)
    exposed = tuple(
        tuple(
            draw(st.integers(max(1, len({h[0] for h in harms if (h[1], h[3]) == (i, k)})), periods))
            for k in range(issues)
        )
        for i in range(members)
    )
    importance = tuple(draw(st.lists(st.floats(0.05, 0.95), min_size=issues, max_size=issues)))
    half, materiality = draw(st.floats(0.02, 0.4)), draw(st.floats(0.0015, 0.05))
    quarrel = Quarrel(harms, exposed, stake, periods, importance, half, materiality)
    assume(quarrel.is_clear())
    return quarrel


def one_dealer(
    share: float, incidents: int, periods: int = 26, weight: float = 0.9, *, half: float = 0.1
) -> float:
    """Return the index of one dealer harmed in so many periods by a share of a normal period's margin."""
    harms = tuple((t, 0, 0, 0, share) for t in range(incidents))
    return Quarrel(harms, ((periods,),), (float(periods),), periods, (weight,), half, 0.01).total()
