"""The customer twice, in a market that quarrels about everything: each kind of harm, alike in both."""

import pytest

from simulator.domain.conflict.issues import CONDUCTS, usual_importance
from simulator.ledger.diff import difference
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.small import small_scenario

KINDS = {
    ("price_undercut", "rivalry"),
    ("price_undercut", "breach"),
    ("direct_cannibal", "rivalry"),
    ("direct_cannibal", "breach"),
    ("territory", "breach"),
    ("supply_short", "breach"),
}


def quarrelsome(allocation: str) -> Scenario:
    """Return dealers with and without territories, a web store below them, a marketplace, and few goods."""
    people = {"values": {"quality": 2.0}, "price_sensitivity": 0.03, "price_sensitivity_spread": 0.4}
    cheap = {"policy": "undercut", "step": 0.15, "least_margin": 0.02}
    broken = {
        "price_floor": 0.95,
        "floor_detection": 0.3,
        "floor_penalty": 1.0,
        "pricing": cheap,
        "opening_stock": 3,
        "margin": 0.6,
    }
    return small_scenario(
        weeks=12,
        customers=250,
        segments={
            "readers": {"share": 0.6, **people, "needs": {"light": {"per_year": 15}}},
            "savers": {"share": 0.4, **people, "needs": {"light": {"per_year": 12}}},
        },
        manufacturers={
            "acme": {
                "production_weeks": 3,
                "opening_stock": 10,
                "ordering": {"policy": "base_stock", "level": 8.0},
                "allocation": allocation,
            },
            "rival": {},
        },
        response={"initial_adstock": 4.0},
        distribution=[
            {
                "model": "authorized_dealers",
                "label": "north",
                "regions": ["north"],
                "territory": True,
                **broken,
            },
            {"model": "authorized_dealers", "label": "south", "regions": ["south"], **broken},
            {"model": "direct_automated", "price": 0.85},
            {"model": "open_resale", "resellers": 1, "marketplace_sellers": 2, "allocation": allocation},
        ],
        competition=[{"model": "direct_automated", "maker": "rival"}],
    )


@pytest.mark.by_day(1)
@pytest.mark.parametrize("allocation", ["proportional", "first_come", "priority"])
def test_every_kind_of_harm_is_written_alike(allocation: str) -> None:
    """One by one and all at once; and all kinds are there, breaches of price both by floor and by place."""
    scenario = quarrelsome(allocation)
    columns, one_by_one = (simulate(scenario.changed(crowd=crowd), 6) for crowd in ("columns", "one_by_one"))
    harm = columns.table("harm").astype({"issue": str, "conduct": str, "source": str, "aggrieved": str})
    breaches = harm.query("issue == 'price_undercut' and conduct == 'breach'")

    assert difference(one_by_one, columns) == ""
    assert set(zip(harm["issue"], harm["conduct"], strict=True)) == KINDS
    assert breaches["source"].str.contains("reseller").any()  # intruders keep to no floor
    assert breaches["aggrieved"].str.startswith("south").any()  # where nothing is promised, floors decide
    assert {issue for issue, _ in KINDS} == set(usual_importance())
    assert {conduct for _, conduct in KINDS} == set(CONDUCTS)
