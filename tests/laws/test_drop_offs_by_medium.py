"""What made products known to lost needs: media and none sum to all, and what is silent has none."""

import math
from typing import Any

import numpy as np
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.market.state.adstock_by_source import media_told
from tests.laws.test_traffic_sources import SEED, SHY, shy, silent, summed, table
from tests.worlds.pool import World

AT = ["week", "outlet", "product"]


@pytest.mark.by_day(24)
def test_media_and_none_sum_to_all_that_was_lost(world: World) -> None:
    """Needs and orders, to the sixtieth; what knew no product was brought by none, and by media that run."""
    ledger = world.ledger
    lost, sources = table(ledger, "drop_off"), table(ledger, "cancellation_source")
    media = media_told(ledger.header.scenario)
    gone = table(ledger, "withdrawal")
    focal = dict(zip(ledger.header.products, ledger.header.focal_products.tolist(), strict=False))
    own = gone[gone["product"].map(focal).astype(bool)]
    whole, parts = measure(ledger, "drop_offs"), measure(ledger, "drop_offs", "medium")

    assert set(lost["medium"]) <= {"", *media}
    assert set(table(ledger, "question_left")["medium"]) <= {"", *media}
    assert set(lost["medium"][lost["stage"] == "unaware"]) <= {""}
    assert summed(sources, AT, "units") == (summed(own, AT, "units") if media else {})
    assert math.isclose(parts.sum(), whole, rel_tol=1e-12)
    assert {*ledger.header.scenario.media} <= set(parts.index) <= {*ledger.header.scenario.media, "no medium"}
    assert not parts.drop([*media, "no medium"], errors="ignore").any()


LASTING = {"per_year": 15, "lasts_weeks": 4}
KINDS_OF_NEEDS = {
    "short": {"per_year": 15},
    "overtaken": {**LASTING, "meanwhile": "overtakes"},
    "adding up": {**LASTING, "meanwhile": "adds_up"},
}
FAR = {"distribution": {"model": "direct_automated", "reach": 0.5}, "competition": []}
"""One outlet, which is not at hand for all."""


def needing(need: dict[str, Any], kind: str) -> Ledger:
    """Play a world in which one medium speaks, another is silent, and customers need light in a way."""
    media = {"place": {"kind": kind, "noticed": 0.4} if kind == "search_ads" else {}, "still": {}}
    campaign = {"medium": "place", "weeks": [1, 4]}
    people = silent(campaign, media=media).model_dump(mode="json")["segments"]
    needing = {
        name: {**one, "price_sensitivity": 5.0, "needs": {"light": need}} for name, one in people.items()
    }
    scenario = silent(
        campaign, media=media, **{**FAR, "segments": needing, "customers": 600, "detail": "sales"}
    )
    return simulate(scenario, SEED)


@pytest.mark.parametrize("kind", ["broad", "search_ads"])
@pytest.mark.parametrize("need", KINDS_OF_NEEDS)
def test_a_medium_alone_has_all_drop_offs_of_needs_that_knew_something(need: str, kind: str) -> None:
    """Whether or not an offer was at hand, and though it is silent, and forgotten, from week 5 on."""
    ledger = needing(KINDS_OF_NEEDS[need], kind)
    lost = table(ledger, "drop_off")
    media = summed(lost, ["stage", "medium"], "sixtieths")

    assert not ledger.count("sale")
    assert set(media) == {("unaware", ""), ("aware", "place"), ("considering", "place")}
    assert lost[lost["medium"] == "place"]["week"].max() > 4
    assert measure(ledger, "drop_offs", "medium")["still"] == 0.0


def test_of_two_media_each_has_the_drop_offs_of_its_own_weeks() -> None:
    """Where all is forgotten at each week's end, and needs are of one week."""
    media: dict[str, dict[str, Any]] = {"early": {}, "late": {}}
    campaigns = [
        {"medium": "early", "weekly_budget": 900.0, "weeks": [1, 5]},
        {"medium": "late", "weekly_budget": 900.0, "weeks": [6, 10]},
    ]
    forgets = silent(media={}, **SHY).model_dump(mode="json")["response"] | {"retention": 0.0}
    lost = table(shy(*campaigns, media=media, response=forgets, customers=600), "drop_off")
    weeks = lost[lost["medium"] != ""].groupby("medium")["week"].agg(["min", "max"])

    assert weeks.loc["early"].tolist() == [1, 5]
    assert weeks.loc["late"].tolist() == [6, 10]


def test_needs_of_customers_that_had_the_product_are_of_no_medium() -> None:
    """They come by themselves, as long as it is told of visits; of strangers a medium has all."""
    ledger = simulate(silent({"medium": "place"}, media={"place": {}}), SEED)
    lost, sold = table(ledger, "drop_off"), table(ledger, "sale")
    first = sold[sold["product"] == "lamp"]["week"].min()
    known = lost[lost["stage"] != "unaware"]

    assert set(known[known["week"] <= first]["medium"]) == {"place"}
    assert set(known["medium"]) == {"place", ""}


def test_orders_that_are_cancelled_are_of_the_medium_that_brought_them() -> None:
    """All orders of customers that had not had the product when they ordered, and none of the others."""
    people = silent({"medium": "place"}, media={"place": {}}).model_dump(mode="json")["segments"]
    waiting = {name: {**one, "waiting_cost": 0.0, "patience_weeks": 2} for name, one in people.items()}
    store = {"model": "direct_automated", "reach": 0.5}
    empty = {"label": "empty", "opening_stock": 0, "ordering": {"policy": "fixed_schedule", "orders": []}}
    scenario = silent(
        {"medium": "place"},
        media={"place": {}},
        distribution=[{**store, **empty}, {**store, "label": "full", "opening_stock": 900}],
        competition=[],
        segments=waiting,
        backorders=[{"at": "empty web_store", "promised_weeks": 1}],
    )
    ledger = simulate(scenario, SEED)
    gone, first = table(ledger, "withdrawal"), table(ledger, "sale").groupby("customer")["week"].min()
    had = gone["customer"].map(first).fillna(np.inf) <= gone["ordered"]
    told = gone.assign(medium=np.where(had, "", "place"))

    assert summed(table(ledger, "cancellation_source"), ["week", "medium"], "units") == summed(
        told, ["week", "medium"], "units"
    )
    assert set(told["medium"]) == {"", "place"}
