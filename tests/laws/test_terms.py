"""Terms: what is shipped is paid at the price in force, and nobody without a rule for it changes a price."""

from itertools import pairwise

from simulator.catalog.interventions.recommended_price import RecommendedPrice
from simulator.catalog.interventions.trade_terms import TradeTerms
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.pool import World
from tests.worlds.small import small_scenario


def in_force(ledger: Ledger) -> dict[tuple[str, str, str], list[tuple[int, int]]]:
    """Return of every deal (supplier, buyer, product) the weeks and the prices that came into force."""
    units = ledger.header.scenario.units
    prices = {
        (contract.supplier, contract.buyer, product): [(0, units.price(price))]
        for contract in ledger.header.contracts
        for product, price in contract.prices.items()
    }
    terms = ledger.table("contract_price", steps=True).astype({"supplier": str, "buyer": str, "product": str})
    for row in terms.itertuples():
        prices[row.supplier, row.buyer, row.product].append((row.week, row.price))
    return prices


def test_goods_are_shipped_at_the_price_in_force(world: World) -> None:
    """Opening terms until an entry says otherwise; entries only where a rule stands and changes something."""
    ledger = world.ledger
    prices = in_force(ledger)
    shipped = ledger.table("shipment", steps=True).astype({"supplier": str, "buyer": str, "product": str})
    for row in shipped.itertuples():
        told = [price for week, price in prices[row.supplier, row.buyer, row.product] if week <= row.week]

        assert row.price == told[-1]
    rules = {(c.supplier, c.buyer): c.pricing for c in ledger.header.contracts if c.prices}
    for (supplier, buyer, _), story in prices.items():
        assert len(story) == 1 or rules[supplier, buyer] is not None or may_be_changed(world.scenario)
        assert all(one[1] != other[1] and one[0] < other[0] for one, other in pairwise(story))


def may_be_changed(scenario: Scenario) -> bool:
    """Say whether an event may change what is paid."""
    return any(isinstance(event.action, RecommendedPrice | TradeTerms) for event in scenario.events)


def test_goods_held_are_worth_what_was_paid_for_them() -> None:
    """A dealer's stock is valued at the mean of what it paid, not at today's terms."""
    belief = {"demand": "linear", "slope": 1.0}
    scenario = small_scenario(
        distribution={
            "model": "authorized_dealers",
            "dealers_per_region": 1,
            "lead_time_weeks": 0,
            "ordering": {"policy": "reorder_point_lot_size", "reorder_at": 10.0, "lot": 5},
            "wholesale_pricing": {"policy": "strategic", "demand_model": belief, "patience_weeks": 1},
        },
        customers=4000,
        competition=[],
        events=[],
        manufacturers={"acme": {"opening_stock": 5000}, "rival": {}},
    )
    ledger = simulate(scenario, 3)
    shipped, stock, sold = (
        ledger.table(kind, steps=True).astype({"product": str}) for kind in ("shipment", "stock", "sale")
    )
    dealer = str(shipped["buyer"].iloc[0])
    opening = {c.buyer: c.prices["lamp"] for c in ledger.header.contracts}[dealer]
    held, worth = 6.0, scenario.units.price(opening) * 6.0
    for week in range(1, scenario.weeks + 1):
        gone = sold[(sold["week"] == week) & (sold["outlet"].astype(str) == dealer)]["units"].sum()
        worth *= (held - gone) / held
        held -= gone
        came = shipped[(shipped["week"] == week) & (shipped["buyer"].astype(str) == dealer)]
        worth += float((came["units"] * came["price"]).sum())
        held += came["units"].sum()
        told = stock[(stock["week"] == week) & (stock["member"].astype(str) == dealer)]

        assert told["units"].item() == held
        assert abs(told["unit_cost"].item() - worth / held) <= 1
    assert shipped[shipped["buyer"].astype(str) == dealer]["price"].nunique() >= 3
