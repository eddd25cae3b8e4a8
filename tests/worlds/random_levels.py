"""Random worlds in which offers are alike: in product, in kind of outlet or in both, in luck and in taste."""

from hypothesis import strategies as st

from simulator.scenario.schema import Scenario
from tests.worlds.random_worlds import worlds

UNLIKE = (1.0, 0.8, 0.5, 0.2, 0.05, 1e-6)
SPREADS = (0.0, 0.7, 2.0)


@st.composite
def alike_worlds(draw: st.DrawFn) -> Scenario:
    """Draw a world, and which of its offers are how unlike."""
    scenario = draw(worlds(weeks=8))
    product, kind, advice = (draw(st.sampled_from(UNLIKE)) for _ in range(3))
    outlet = draw(st.sampled_from([one for one in UNLIKE if one <= min(product, kind)]))
    choice = {
        "nesting": draw(st.sampled_from(["product", "kind", "both"])),
        "dissimilarity": {"product": product, "kind": kind, "outlet": outlet, "advice": advice},
        "product_weight": draw(st.sampled_from([0.2, 0.5, 0.75])),
        "crowding": draw(st.sampled_from([0.0, 0.5, 0.9])),
    }
    people = scenario.model_dump(mode="json")["segments"]
    for segment in people.values():
        segment["format_taste_spread"] = draw(st.sampled_from(SPREADS))
    return scenario.changed(choice=choice, segments=people)
