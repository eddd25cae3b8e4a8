"""Random worlds in which makers advertise: ads for lookers, posters, and media that aim, all at once."""

import json
from typing import Any

from hypothesis import strategies as st

from simulator.scenario.schema import Scenario
from tests.worlds.random_needs import with_lasting_needs
from tests.worlds.random_worlds import MESSAGES, REGIONS, worlds

SMALL = {"weeks": 6, "customers": 90}
FORMATS = ("dealer", "marketplace", "web_store", "reseller", "shop", "pickup_point", "sales_team")
KINDS = ("outdoor", "search_ads", "sponsored_listings", "retargeting", "e_mail")
_share = st.floats(0, 1)


@st.composite
def advertised_worlds(draw: st.DrawFn) -> Scenario:
    """Draw a world of needs that last, media of these kinds, and what makers say there, with little money."""
    whole = draw(with_lasting_needs(draw(worlds(**SMALL)))).model_dump(mode="json")
    for kind in KINDS:
        whole["media"][kind] = draw(medium(kind))
        for segment in whole["segments"].values():
            segment["media"][kind] = draw(st.sampled_from([0.0, 0.7, 1.0, 3.0]))
        products = st.none() | st.sampled_from(sorted(whole["products"]))
        for _ in range(draw(st.integers(1, 2))):
            whole["campaigns"].append({"medium": kind, **draw(campaign(products))})
    return Scenario.model_validate_json(json.dumps(whole))


@st.composite
def campaign(draw: st.DrawFn, products: st.SearchStrategy[str | None]) -> dict[str, Any]:
    """Draw what is said of a product, or of all of the focal maker's, and for how much."""
    return {
        "message": draw(st.sampled_from(MESSAGES)),
        "product": draw(products),
        "weeks": [draw(st.integers(1, 2)), draw(st.integers(4, SMALL["weeks"]))],
        "weekly_budget": draw(st.sampled_from([2.0, 11.1, 1000.0])),
        "regions": draw(st.none() | st.just([REGIONS[0]])),
        "bid": draw(st.none() | st.floats(0.2, 3)),
    }


@st.composite
def medium(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """Draw a medium of a kind."""
    own: dict[str, Any] = {"kind": kind, "cost_per_contact": draw(st.sampled_from([0.004, 0.2, 1 / 3]))}
    own |= {"credibility": draw(_share), "wear_out": draw(_share), "season": draw(_share)}
    if kind == "outdoor":
        own["regions"] = [draw(st.sampled_from(REGIONS))]
    if kind in ("retargeting", "e_mail"):
        own["noticed"] = draw(st.sampled_from([0.4, 1.0]))
    if kind in ("sponsored_listings", "retargeting", "e_mail"):
        left_out = draw(st.sampled_from(FORMATS))
        own["formats"] = [name for name in FORMATS if name != left_out]
    if kind == "sponsored_listings":
        own["pricing"] = draw(st.sampled_from(["second_price", "vcg"]))
    if kind == "retargeting":
        own["within_weeks"] = draw(st.integers(1, 4))
    if kind == "e_mail":
        own |= {"joins": draw(st.sampled_from([0.2, 1.0])), "joins_buying": draw(st.sampled_from([0.0, 0.7]))}
        own["unsubscribes"] = draw(st.sampled_from([0.0, 0.1, 0.6]))
        own["lead_magnet"] = draw(st.sampled_from([None, {"joins": 0.5, "cost": 1.337}]))
    return own
