"""Random policies: what members order, ask, list and share out by, and how goods are delivered."""

from functools import cache
from typing import Any

from hypothesis import strategies as st

_share = st.floats(0, 1)


ALLOCATIONS = ("proportional", "first_come", "priority")


@cache
def beliefs() -> st.SearchStrategy[dict[str, Any]]:
    """Draw a belief about demand, right or wrong."""
    return st.sampled_from(
        [
            {"demand": "linear", "slope": 0.4},
            {"demand": "constant_elasticity", "elasticity": 2.5},
            {"demand": "exponential", "scale": 15.0},
            {"demand": "logit", "price_sensitivity": 0.05, "visitors": 40.0},
            {"demand": "nested_logit", "price_sensitivity": 0.05, "visitors": 40.0, "crowding": 0.5},
        ]
    )


@cache
def wholesale() -> st.SearchStrategy[dict[str, Any] | None]:
    """Draw a rule for what suppliers ask, or none."""
    rule = st.sampled_from(("strategic", "naive", "vertical_nash"))
    return st.none() | st.fixed_dictionaries(
        {"policy": rule, "demand_model": beliefs(), "patience_weeks": st.integers(1, 3)}
    )


@cache
@st.composite
def assortment(draw: st.DrawFn) -> dict[str, Any]:
    """Little room on the shelf, all of it, or none; chosen by any rule, and often anew."""
    low = draw(st.integers(0, 3))
    rules = (
        "best_sellers",
        {"policy": "best_sellers", "hope": 0.0, "loyalty": 0.5},
        {"policy": "random", "probability": draw(_share)},
        "everything",
    )
    return {
        "shelf_space": draw(st.none() | st.just(low) | st.just([low, low + draw(st.integers(0, 2))])),
        "listing": draw(st.none() | st.sampled_from(rules)),
        "review_weeks": draw(st.integers(1, 5)),
    }


EFFORTS: tuple[dict[str, Any] | None, ...] = (
    None,
    {"policy": "follows_margin", "memory_weeks": 2, "review_weeks": 1},
    {"policy": "constant", "level": 1.7},
    {"policy": "follows_margin", "memory_weeks": 3, "elasticity": 0.8, "usual_margin": 0.1},
    {"policy": "constant", "level": 0.0},
)
"""How much outlets do for products, by the weeks that goods are under way: so it needs no draw of its own."""
QUICK = {"policy": "ladder", "usual_weeks": 1, "hearsay_weeks": 1, "credible_at": 0.0, "hears": 1.0}
ESCALATIONS: tuple[dict[str, Any] | None, ...] = (
    {**QUICK, "thresholds": [0.01, 0.02, 0.03, 0.04, 0.05], "dependence_holds": 0.0, "trust_holds": 0.0},
    {**QUICK, "thresholds": [0.05] * 5, "retaliation": "price", "forgets": 0.5},
    None,
    {**QUICK, "thresholds": [0.05, 0.1, 0.2, 0.3, 9.0], "hearsay_weeks": 0, "blames_supplier": 0.0},
    {"policy": "ladder", "usual_weeks": 2},
)
"""How far outlets take disputes, in the same way."""


@cache
def delivery() -> st.SearchStrategy[dict[str, Any]]:
    """Draw what is said of all goods along a way."""
    return st.fixed_dictionaries(
        {},
        optional={
            "carrier": st.just("van"),
            "delays": st.lists(st.floats(0, 0.3), max_size=3),
            "lead_time_weeks": st.integers(0, 2),
            "freight_paid_by": st.sampled_from(["supplier", "buyer"]),
            "backorders": st.sampled_from([0.0, 0.3, 0.6]),
        },
    )


@cache
def streams() -> st.SearchStrategy[dict[str, Any]]:
    """Draw demand that is a stream."""
    level = st.floats(0, 12)
    return st.sampled_from(({"process": "poisson", "mean": 4.0}, {"process": "constant", "mean": 2.6})) | (
        st.fixed_dictionaries({"process": st.just("normal"), "mean": level, "sd": level})
        | st.fixed_dictionaries(
            {
                "process": st.just("autoregressive"),
                "mean": level,
                "sd": level,
                "correlation": st.floats(-0.9, 0.9),
            }
        )
        | st.fixed_dictionaries(
            {"process": st.just("steps"), "first": level, "then": st.just([{"week": 3, "level": 9.0}])}
        )
        | st.fixed_dictionaries(
            {"process": st.just("listed"), "weeks": st.lists(level, max_size=9), "again": st.booleans()}
        )
    )


@cache
def orderings() -> st.SearchStrategy[dict[str, Any]]:
    """Draw a rule for ordering from those that keep something in mind, or look down the channel."""
    level = st.integers(0, 30).map(float)
    resting = st.sampled_from(
        (
            {"policy": "smoothed_order_up_to", "smoothing": 0.3},
            {"policy": "order_up_to_known", "mean": 4.0, "sd": 2.0},
            {"policy": "order_up_to_known", "mean": 4.0, "sd": 2.0, "minds_delays": True},
            {"policy": "order_up_to", "minds_delays": True},
            {"policy": "newsvendor", "mean": 9.0, "season_weeks": 3},
            {"policy": "anchor_and_adjust", "aim": 20.0},
        )
    )
    echelon = st.fixed_dictionaries({"policy": st.just("echelon_base_stock"), "level": level})
    rules = resting | echelon
    told = st.fixed_dictionaries(
        {"policy": st.just("told"), "orders": st.lists(level, max_size=5), "then": st.none() | rules}
    )
    return rules | told


@cache
def ordering() -> st.SearchStrategy[Any]:
    """Draw a rule that orders little, seldom, or more than it wants."""
    simple = st.builds(lambda level: {"policy": "base_stock", "level": float(level)}, st.integers(0, 4))
    rule = simple | st.just("order_up_to") | orderings()
    batched = st.builds(
        lambda rule, weeks, apart: {
            "policy": "periodic_review", "rule": rule, "weeks": weeks, "staggered": apart
        },
        rule, st.integers(1, 4), st.booleans(),
    )  # fmt: skip
    inflated = st.builds(
        lambda rule, most: {"policy": "shortage_gaming", "rule": rule, "most": most},
        rule | batched,
        st.floats(1, 9),
    )
    ahead = st.builds(
        lambda rule, most: {"policy": "forward_buying", "rule": rule, "most": most},
        rule | inflated,
        st.floats(0, 9),
    )
    return simple | batched | inflated | ahead


@cache
@st.composite
def staying(draw: st.DrawFn) -> dict[str, Any]:
    """Draw resellers who come and go all the time, or none who do."""
    if draw(st.booleans()):
        return {}
    rule = {
        "policy": "profit_threshold",
        "review_weeks": draw(st.integers(1, 3)),
        "most_at_once": draw(_share),
        "entry_profit": draw(st.floats(0, 60)),
        "entry_weeks": draw(st.integers(1, 3)),
        "exit_weeks": draw(st.integers(1, 3)),
        "spread": draw(_share),
        "pioneers": draw(_share),
    }
    return {
        "entry_exit": rule,
        "seller_pool": draw(st.integers(0, 2)),
        "running_cost": draw(st.floats(0, 60)),
    }
