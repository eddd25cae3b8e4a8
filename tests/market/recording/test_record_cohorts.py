"""Recording of cohorts: nothing unless it is asked for, and what makers earn where others sell."""

from typing import Any

import networkx as nx
import pytest

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.ledger_entries import KINDS
from simulator.ledger.ledger import Ledger
from simulator.market.setup.build_channel import build_channel
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.laws.test_cohorts import check_own_outlets, table
from tests.worlds.plain import dealers, plain
from tests.worlds.returned import returning_shop
from tests.worlds.small import small_scenario


def test_nothing_else_changes() -> None:
    """Every other entry is the same, and none of these is there, unless a scenario says so."""
    on, off = (simulate(small_scenario(cohorts=cohorts, weeks=12), 3) for cohorts in (True, False))

    assert on.count("cohort_sale")
    assert not off.count("cohort_sale")
    for kind in KINDS.keys() - {"cohort_sale", "cohort_return"}:
        assert on.table(kind).equals(off.table(kind)), kind


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_without_customers_there_are_none(crowd: str) -> None:
    """Nor does anything fail."""
    ledger = simulate(small_scenario(customers=0, cohorts=True, crowd=crowd), 1)

    assert not ledger.count("cohort_sale")


def earned_each(ledger: Ledger, outlets: list[str]) -> set[float]:
    """Return what makers earn of each unit that some outlets sold [money steps]."""
    rows = table(ledger, "cohort_sale")
    rows = rows[rows["outlet"].isin([ledger.header.code(name) for name in outlets])]
    return set((rows["earned"] / rows["units"]).tolist())


def test_what_dealers_sell_earns_the_contract_price_less_production() -> None:
    """70 for what costs 40, whatever customers pay."""
    ledger = simulate(plain(cohorts=True, distribution=dealers(margin=0.3)), 2)
    names = [member.name for member in ledger.header.members if member.format == "dealer"]

    assert earned_each(ledger, names) == {3000.0}


def test_what_resellers_sell_earns_what_the_wholesaler_pays() -> None:
    """Not what resellers pay the wholesaler."""
    way = {"model": "open_resale", "resellers": 3, "wholesalers": 1, "opening_stock": 1000}
    ledger = simulate(plain(cohorts=True, distribution=way), 2)
    (contract,) = (one for one in ledger.header.contracts if one.supplier == "acme")
    names = [one.buyer for one in ledger.header.contracts if one.supplier == contract.buyer]

    assert names
    assert contract.buyer not in names
    assert earned_each(ledger, names) == {round(100 * contract.prices["lamp"]) - 4000.0}


@pytest.mark.parametrize(
    ("saleable", "credited", "lost"), [(1.0, 0.5, 3000), (0.0, 0.5, 3500), (0.0, 0.0, 0), (0.6, 1.0, 4600)]
)
def test_what_comes_back_to_dealers_loses_what_it_earned_or_is_credited(
    saleable: float, credited: float, lost: int
) -> None:
    """70 for what costs 40: 30 of a unit that is sold again, else what is credited of 70."""
    people, lamp = {"values": {"quality": 4.0}, "price_sensitivity": 0.02}, {"variability": 0.5}
    terms = {"at": {"format": "dealer"}, "saleable": saleable, "credited": credited, "within_weeks": 8}
    way = dealers(margin=0.3)
    ledger = simulate(plain(people, lamp, cohorts=True, distribution=way, returns=[terms]), 2)
    rows = table(ledger, "cohort_return")

    assert set((rows["lost"] / rows["units"]).tolist()) == {float(lost)}


def test_what_comes_back_to_an_own_shop_loses_all_that_is_paid_for_it() -> None:
    """100 refunded, 4 of shipping, 3 of inspection; half of 40 regained, by the chance to sell it again."""
    terms = {"saleable": 0.5, "shipping_cost": 4.0, "inspection_cost": 3.0}
    ledger = simulate(returning_shop(terms, {}, {"variability": 0.5}, cohorts=True, weeks=4), 2)
    rows = table(ledger, "cohort_return")

    assert set((rows["lost"] / rows["units"]).tolist()) == {10000.0 + 400.0 + 300.0 - 2000.0}


def a_maker_on_a_marketplace(given: Scenario, dice: KeyedRandom) -> nx.DiGraph:
    """Return the channel in which the seller on a marketplace is the maker's own."""
    channel = build_channel(given, dice)
    for _, data in channel.nodes(data=True):
        member = data["member"]
        if member.hosted_by is not None:
            data["member"] = member.model_copy(update={"owner": "acme", "sale_cost": 1.25})
    return channel


@pytest.mark.parametrize("fulfilled", [0.0, 1.0])
def test_an_own_seller_on_a_marketplace_earns_what_is_left_after_its_fees(fulfilled: float) -> None:
    """Commission, fee for sending and handling are taken off, and the platform pays the parcel."""
    way: dict[str, Any] = {
        "model": "marketplace", "sellers": 1, "wholesalers": 0, "first_party": False, "fulfilled": fulfilled,
        "fulfilment_fee": 3.4, "referral_fee": 0.15, "opening_stock": 1000,
    }  # fmt: skip
    scenario = plain(cohorts=True, distribution=way)
    ledger = simulate(scenario, 2, build=a_maker_on_a_marketplace)
    rows, paid = table(ledger, "cohort_sale"), ledger.table("payment")

    assert ({"fulfilment"} <= set(paid["reason"].astype(str))) == bool(fulfilled)
    assert len(rows)
    check_own_outlets(ledger)
