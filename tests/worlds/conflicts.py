"""Quarrels: markets drawn at random in which members harm each other, and what the index says of them."""

from hypothesis import assume
from hypothesis import strategies as st

from experiments.validation._quarrels import Harm, Quarrel, one_dealer

__all__ = ["CLOSE", "Harm", "Quarrel", "one_dealer", "quarrels"]

CLOSE = 1e-12


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
