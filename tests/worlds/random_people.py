"""Random products, and people with many needs."""

from functools import cache
from typing import Any

from hypothesis import strategies as st

from simulator.domain.product.benefits import BENEFITS

MAKERS = ("alder", "birch")
_share = st.floats(0, 1)


CATEGORIES = ("espresso", "tea")


SEGMENTS = ("keen", "thrifty")


@cache
@st.composite
def products(draw: st.DrawFn) -> dict[str, Any]:
    """One to four products of one or two makers in one or two categories; alder makes the first."""
    made = {}
    for number in range(draw(st.integers(1, 4))):
        maker = MAKERS[0] if number == 0 else draw(st.sampled_from(MAKERS))
        cost = draw(st.floats(20, 60))
        made[f"p{number}"] = {
            "maker": maker,
            "category": draw(st.sampled_from(CATEGORIES)),
            "unit_cost": cost,
            "list_price": cost * draw(st.floats(1.4, 3)),
            "attributes": {b: draw(_share) for b in BENEFITS},
            "reputation": {b: draw(_share) for b in sorted(draw(st.sets(st.sampled_from(BENEFITS))))},
            "appeal": draw(st.floats(-1, 3)),
            "uncertainty": draw(st.floats(0, 2)),
            "digital": draw(st.sampled_from((False, False, True))),
            "needs": draw(st.none() | st.sampled_from(("commodity", "niche", "innovative"))),
            "weekly_capacity": draw(st.none() | st.integers(0, 6)),
            "spoilage": draw(st.just(0.0) | _share),
        }
    return made


@cache
def worths() -> st.SearchStrategy[dict[str, Any]]:
    """Draw what a need met is worth."""
    scale = st.floats(10, 200)
    pareto = st.fixed_dictionaries(
        {"shape": st.just("pareto"), "scale": scale, "elasticity": st.floats(0.5, 4)}
    )
    return pareto | st.fixed_dictionaries(
        {"shape": st.sampled_from(("uniform", "exponential")), "scale": scale}
    )


@st.composite
def segment(draw: st.DrawFn, share: float, categories: list[str]) -> dict[str, Any]:
    """People with many needs, so that a short run has a lot to go wrong."""
    worth = draw(st.none() | worths())
    return {
        "share": share,
        "values": {b: draw(st.floats(0, 3)) for b in BENEFITS},
        "price_sensitivity": draw(st.floats(0 if worth is None else 0.001, 0.1)),
        "willingness_to_pay": worth,
        "taste_shock": draw(st.sampled_from([1.0, 1.0, 0.0, 0.4, 3.0])),
        "price_sensitivity_spread": draw(st.floats(0, 0.8)),
        "needs": {
            c: {
                "per_year": draw(st.floats(1, 40)),
                "season": draw(_share),
                "peak_week": draw(st.integers(1, 52)),
            }
            for c in categories
        },
        "habits": {"dealer": draw(st.floats(-1, 1)), "web_store": draw(st.sampled_from([-1.0, 0.5, 45.0]))},
        "tastes": {"remote": draw(st.floats(0, 1)), "expert": draw(st.floats(0, 1))},
        "information_need": draw(st.floats(0, 2)),
        "advice_effort": draw(st.floats(-1, 2)),
        "instalment_ease": draw(_share),
        "loyalty": draw(st.floats(0, 2) | st.just(50.0)),
        "fit": {"weight": draw(st.floats(0, 4)), "importance": draw(st.sampled_from([{}, {"trust": 1.0}]))},
        "media": {"social": draw(_share)},
    }
