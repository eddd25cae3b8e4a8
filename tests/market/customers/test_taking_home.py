"""Taking home: customers compare what they have with what they had been told, in both ways alike."""

import math
from typing import Any

import pytest

from simulator.domain.product.benefits import BENEFITS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.market.customers.test_visit_surplus import PEOPLE, market

TRUTH = 0.5


@pytest.mark.parametrize(("claim", "content", "share"), [(0.9, 0.1, 1.0), (0.5, 0.5, 0.0), (0.1, 0.7, 0.0)])
def test_a_promise_is_held_against_what_comes(claim: float, content: float, share: float) -> None:
    """S = y + (y − e)/2 where it goes beyond, y − (e − y) where it falls short; y is what the product is."""
    ledger = simulate(market(claim), 1)

    assert measure(ledger, "satisfaction") == pytest.approx(content, abs=2e-6)
    assert measure(ledger, "disappointed") == share


def test_everybody_who_takes_a_unit_home_finds_out_what_it_is() -> None:
    """As many experiences as units, outlet by outlet; none by people that care for nothing."""
    ledger = simulate(market(0.9), 1)
    found = ledger.table("experience").groupby("outlet", observed=True)["customers"].sum()
    sold = ledger.table("sale").groupby("outlet", observed=True)["units"].sum()

    assert found.to_dict() == sold.to_dict()
    assert simulate(market(0.9, {"values": {}}), 1).count("experience") == 0


def learning(**changes: Any) -> Scenario:
    """Return the market of two stores where people learn from units that differ."""
    whole = market(0.9, {"learns_from_use": 0.25}, 12, **changes)
    made = {name: one.model_dump(mode="json") for name, one in whole.products.items()}
    return whole.changed(products={name: {**one, "variability": 0.2} for name, one in made.items()})


def by_week(ledger: Ledger, metric: str) -> list[float]:
    """Return a metric week by week."""
    return measure(ledger, metric, "week").tolist()


def test_who_has_been_disappointed_expects_less_and_is_less_so() -> None:
    """Beliefs come down to what is: satisfaction rises to it, though the promise goes on."""
    found = by_week(simulate(learning(), 1), "satisfaction")

    assert found[-1] > found[0] + 0.05
    assert found[-1] < TRUTH


@pytest.mark.by_day(1)
@pytest.mark.parametrize("units_differ", [True, False])
def test_both_ways_of_keeping_customers_experience_it_alike(units_differ: bool) -> None:
    """To the last entry, where units differ as well."""
    whole = learning() if units_differ else market(0.9, {}, 12)
    one, other = (
        simulate(whole.changed(crowd=crowd, customers=60), 2) for crowd in ("columns", "one_by_one")
    )

    assert one.content_hash() == other.content_hash()
    assert not math.isnan(measure(one, "satisfaction"))


def test_units_that_differ_disappoint_some_though_nothing_is_claimed() -> None:
    """P(z < −.01/.1) of them; with losses that weigh more, S is .5 − (δ⁻ − δ⁺) σ / √(2π) in the mean."""
    whole = market(TRUTH, {}, 12)
    made = {name: one.model_dump(mode="json") for name, one in whole.products.items()}
    found = simulate(whole.changed(products={n: {**one, "variability": 0.1} for n, one in made.items()}), 1)
    units, share = measure(found, "units_sold"), measure(found, "disappointed")
    content = TRUTH - 0.5 * 0.1 / math.sqrt(2 * math.pi)

    assert units > PEOPLE
    assert abs(share - 0.460) < 3.5 * math.sqrt(0.25 / units)
    assert abs(measure(found, "satisfaction") - content) < 3.5 * 0.18 / math.sqrt(units)


@pytest.mark.parametrize(
    ("truth", "least", "most"), [(0.0, 0.0, 0.03), (0.5, 0.465, 0.495), (1.0, 0.93, 1.0)]
)
def test_owners_of_units_that_differ_tell_no_better_than_it_is(
    truth: float, least: float, most: float
) -> None:
    """Losses that weigh more take a little, and at the ends of the scale nothing is turned about.

    E δ⁺ z₊ − δ⁻ z₋ = −(δ⁻ − δ⁺) / √(2π) · .1 = −.02 of units that differ by .1; ± .012 at 3.5 SE.
    """
    whole = market(truth, {}, 6, response={"initial_adstock": 50.0, "owners_credibility": 1.0})
    made = {name: one.model_dump(mode="json") for name, one in whole.products.items()}
    other = {"attributes": {"quality": truth}, "variability": 0.1}
    found = opened(whole.changed(products={name: {**one, **other} for name, one in made.items()}), 1)
    for _ in range(6):
        found.step()
    talk = found.brand_knowledge.owner_talk
    told = talk.told(found.brand_knowledge.truth)[0, :, BENEFITS.index("quality")]

    assert talk.sums.customers.sum() > 1000
    assert (told >= least).all()
    assert (told <= most).all()


def test_nobody_at_all_takes_anything_home() -> None:
    """No segments, no customers: owners that would be believed are none."""
    nobody = market(0.9, {}, 3).changed(customers=0, segments={}, response={"owners_credibility": 0.5})

    assert simulate(nobody, 1).count("experience") == 0
