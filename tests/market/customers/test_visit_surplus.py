"""Visit surplus: promises raise what customers expect and lower what they experience, in both ways alike."""

import math
from typing import Any

import numpy as np
import pytest

from experiments.validation._markets import plain_market, shops
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.customers.utility_in_fact import Looking, UtilityInFact
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario

WEEKS, PEOPLE, SENSITIVITY, LIKING = 3, 400, 0.02, 2.0
ALIKE = {"unit_cost": 10, "list_price": 100.0, "appeal": 2.0, "attributes": {"quality": 0.5}}


def market(
    claim: float, people: dict[str, Any] | None = None, weeks: int = WEEKS, **changes: Any
) -> Scenario:
    """Return two stores with a product each of middling quality, of which one claims another."""
    stores = [
        {"model": "direct_automated", "label": name, "products": [name], "maker": maker, **shops()}
        for name, maker in (("loud", "acme"), ("calm", "rival"))
    ]
    who = {"price_sensitivity": SENSITIVITY, "values": {"quality": LIKING}}
    promise = {"says": {"quality": 1.0}, "claims": {"quality": claim}}
    return plain_market(
        weeks,
        PEOPLE,
        {"loud": ALIKE, "calm": {**ALIKE, "maker": "rival"}},
        {**who, **(people or {})},
        **{
            "distribution": [{**stores[0], "credibility": 1.0}],
            "competition": [stores[1]],
            "messages": {"default": "promise", "promise": promise},
            **changes,
        },
    )


def surpluses(ledger: Ledger) -> tuple[float, float]:
    """Return surplus a need, as believed and as experienced [currency]."""
    needs = WEEKS * PEOPLE
    return measure(ledger, "customer_surplus") / needs, measure(ledger, "experienced_surplus") / needs


@pytest.mark.parametrize("claim", [0.0, 0.5, 1.0])
def test_it_is_the_formula_to_the_cent(claim: float) -> None:
    """V is appeal, price and 2 · what is believed; V^x has 2 · .5, whatever had been claimed."""
    believed, true = LIKING * claim, LIKING * 0.5
    denominator = 1 + math.exp(believed) + math.exp(true)
    expected = math.log(denominator)
    had = expected + math.exp(believed) / denominator * (true - believed)

    found = surpluses(simulate(market(claim), 1))

    assert found == pytest.approx((expected / SENSITIVITY, had / SENSITIVITY), abs=1e-4)


def test_any_lie_lowers_it() -> None:
    """Whichever way beliefs are wrong, and the more so the further; what is believed goes up with claims."""
    found = [surpluses(simulate(market(claim), 1)) for claim in (0.0, 0.25, 0.5, 0.75, 1.0)]
    believed, experienced = zip(*found, strict=True)

    assert list(believed) == sorted(believed)
    assert sorted(experienced) == [experienced[at] for at in (4, 0, 3, 1, 2)]
    assert believed[2] == experienced[2]


@pytest.mark.by_day(2)
@pytest.mark.parametrize("crowding", [0.0, 0.9])
@pytest.mark.parametrize("liar", ["web_store", "dealer"])
def test_a_lie_at_one_of_two_ways_to_a_product_lowers_it(liar: str, crowding: float) -> None:
    """Small or large, up or down, at the way most like or at the other, however much a product is crowded."""
    ways = [{"model": "direct_automated"}, {"model": "authorized_dealers", "dealers_per_region": 1}]
    found = {}
    for claim in (0.4, 0.49, 0.5, 0.51, 0.65):
        scenario = plain_market(
            WEEKS,
            PEOPLE,
            {"lamp": ALIKE},
            {"price_sensitivity": SENSITIVITY, "values": {"quality": LIKING}, "tastes": {"remote": 0.5}},
            distribution=[{**way, **shops(), "credibility": 1.0} for way in ways],
            messages={
                "promise": {"says": {"quality": 1.0}, "claims": {"quality": claim}},
                "by_channel": {liar: "promise"},
            },
            choice={"nesting": "product", "crowding": crowding},
        )
        found[claim] = surpluses(simulate(scenario, 1))[1]

    assert sorted(found, key=lambda claim: found[claim])[-1] == 0.5
    assert found[0.4] < found[0.49] < found[0.5] > found[0.51] > found[0.65]


LEVELS = {
    "nesting": "product",
    "dissimilarity": {"product": 0.8, "kind": 0.5, "outlet": 0.3},
    "crowding": 0.5,
}


@pytest.mark.by_day(2)
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"choice": LEVELS},
        {"people": {"needs": {"light": {"per_year": 52, "lasts_weeks": 4, "luck_renewed": 0.5}}}},
        {"people": {"reference_talk": 1.0}, "choice": LEVELS},
        {"people": {"willingness_to_pay": {"shape": "uniform", "scale": 200.0}}, "choice": LEVELS},
    ],
    ids=["flat", "levels", "lasting", "talk of price", "worth"],
)
def test_both_ways_of_keeping_customers_write_it_alike(changes: dict[str, Any]) -> None:
    """To the last entry, where offers are alike, needs last, price is talked of or needs have a worth."""
    few = market(0.9, **changes).changed(customers=50)
    one, other = (simulate(few.changed(crowd=crowd), 2) for crowd in ("columns", "one_by_one"))

    assert one.content_hash() == other.content_hash()
    assert measure(one, "experienced_surplus") < measure(one, "customer_surplus")


def test_of_a_later_visit_it_is_what_is_found_of_what_is_taken() -> None:
    """What disappoints is taken off, below nothing if need be; what is refused disappoints nobody."""
    looking = Looking(np.ones(3, dtype=bool), np.zeros(3, dtype=bool), np.array([2.0, 2.0, 2.0]))
    total, nothing = np.array([3.0, 4.0, 1.0, 2.0]), np.array([1.0, 5.0, 0.0])
    found = UtilityInFact(looking, np.array([0, 0, 1, 2]), total, nothing)

    assert found.gain.tolist() == [1.5, 0.0, 1.0]
    assert found.experienced(np.array([9.0, -1.0, -9.0, -5.0])).tolist() == [1.0, 0.0, -1.5]
