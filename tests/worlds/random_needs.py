"""Random worlds in which needs last: patience, chance, new luck and the next need in every combination."""

from hypothesis import strategies as st

from simulator.scenario.schema import Scenario
from tests.worlds.random_levels import alike_worlds
from tests.worlds.random_worlds import worlds
from tests.worlds.waiting import waiting_worlds

WEEKS = (1, 2, 3, 26)
CHANCES = (0.0, 0.3, 1.0)


@st.composite
def lasting_worlds(draw: st.DrawFn) -> Scenario:
    """Draw a world, some with backorders or alike offers, and how long its needs last."""
    return draw(with_lasting_needs(draw(st.one_of(worlds(weeks=10), waiting_worlds(), alike_worlds()))))


@st.composite
def with_lasting_needs(draw: st.DrawFn, scenario: Scenario) -> Scenario:
    """Draw how long the needs of a world last."""
    people = scenario.model_dump(mode="json")["segments"]
    for segment in people.values():
        for need in segment["needs"].values():
            need["lasts_weeks"] = draw(st.sampled_from(WEEKS))
            need["kept_per_week"] = draw(st.sampled_from(CHANCES))
            need["luck_renewed"] = draw(st.sampled_from(CHANCES))
            need["search_growth"] = draw(st.sampled_from([0.0, 0.5, 20.0]))
            need["search_elsewhere"] = draw(st.sampled_from(CHANCES))
            need["meanwhile"] = draw(st.sampled_from(["absorbed", "overtakes"]))
    return scenario.changed(segments=people)
