"""By hand: a small market whose ledgers are written line by line, so that every number can be checked.

Acme sells lamps through its own shop, through dealer north, and through a hub to dealer south and a kiosk;
Bolt sells bulbs through its own stall and north. The hub hosts the kiosk, as a marketplace would.
Four cells: home and office, in the north and the south.
"""

import json
from typing import Any

import numpy as np

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.people.segments import cells_of
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.scenario.schema import Scenario

OUTSIDE, ACME, SHOP, HUB, NORTH, SOUTH, KIOSK, BOLT, STALL = range(9)
LAMP, BULB, SPOT = range(3)
HOME_NORTH, HOME_SOUTH, OFFICE_NORTH, OFFICE_SOUTH = range(4)

_WORLD: dict[str, Any] = {
    "schema_version": 1,
    "name": "by hand",
    "weeks": 8,
    "customers": 1000,
    "manufacturers": {"acme": {}, "bolt": {}},
    "products": {
        "lamp": {
            "maker": "acme", "category": "light", "unit_cost": 40.0, "list_price": 100.0, "attributes": {},
        },
        "bulb": {
            "maker": "bolt", "category": "light", "unit_cost": 20.0, "list_price": 50.0, "attributes": {},
        },
        "spot": {
            "maker": "acme", "category": "stage", "unit_cost": 80.0, "list_price": 200.0, "attributes": {},
        },
    },
    "segments": {
        "home": {"share": 0.75, "values": {}, "price_sensitivity": 0.1, "needs": {}},
        "office": {"share": 0.25, "values": {}, "price_sensitivity": 0.1, "needs": {}},
    },
    "regions": {"north": {"share": 0.6}, "south": {"share": 0.4}},
    "distribution": ["direct_automated"],
}  # fmt: skip

MEMBERS = (
    Member(name="acme", role="manufacturer"),
    Member(name="shop", role="web_store", format="web_store", owner="acme", reach=0.5),
    Member(name="hub", role="wholesaler"),
    Member(name="north", role="retailer", format="dealer", region="north", reach=0.5),
    Member(name="south", role="retailer", format="dealer", region="south", reach=0.25),
    Member(name="kiosk", role="retailer", format="kiosk", region="south", reach=0.2, hosted_by="hub"),
    Member(name="bolt", role="manufacturer"),
    Member(name="stall", role="retailer", format="kiosk", owner="bolt"),
)
CONTRACTS = (
    Contract(supplier="acme", buyer="shop", prices={"lamp": 40.0, "spot": 80.0}),
    Contract(supplier="acme", buyer="hub", prices={"lamp": 60.0, "spot": 120.0}),
    Contract(supplier="acme", buyer="north", prices={"lamp": 70.0, "spot": 140.0}, price_floor=0.95),
    Contract(supplier="hub", buyer="south", prices={"lamp": 75.0}, price_floor=0.9),
    Contract(supplier="hub", buyer="kiosk", prices={"lamp": 76.0}),
    Contract(supplier="bolt", buyer="stall", prices={"bulb": 20.0}),
    Contract(supplier="bolt", buyer="north", prices={"bulb": 35.0}, price_floor=0.9),
)


def scenario(**changes: Any) -> Scenario:
    """Return the scenario of the small market."""
    return Scenario.model_validate_json(json.dumps({**_WORLD, **changes}))


def run_header(**changes: Any) -> RunHeader:
    """Return the run header of a run of the small market."""
    given = scenario(**changes)
    cells = cells_of(given.segments, given.regions, given.customers)
    return RunHeader.of(given, seed=7, version="0", members=MEMBERS, contracts=CONTRACTS, cells=cells)


def blank(**changes: Any) -> Ledger:
    """Return a ledger with nothing in it."""
    return Ledger(run_header(**changes))


def sale(ledger: Ledger, week: Any, outlet: Any, units: Any, price: Any = 10000, **more: Any) -> None:
    """Write sales, of lamps to homes in the north if nothing else is said."""
    columns = {
        "product": LAMP, "cell": HOME_NORTH, "substitute": 0, "adviser": -1, "purchase_reason": "price",
        "customer": -1, "considered": 0, **more,
    }  # fmt: skip
    ledger.record("sale", week=week, outlet=outlet, units=units, price=price, **columns)


def shipment(ledger: Ledger, week: Any, supplier: Any, buyer: Any, units: Any, **more: Any) -> None:
    """Write shipments, of lamps that arrive a week later if nothing else is said."""
    columns = {"product": LAMP, "arrives": np.asarray(week) + 1, "price": 7000, **more}
    ledger.record("shipment", week=week, supplier=supplier, buyer=buyer, units=units, **columns)


def order(ledger: Ledger, week: Any, supplier: Any, buyer: Any, units: Any, **more: Any) -> None:
    """Write orders, of lamps if nothing else is said."""
    columns = {"product": LAMP, **more}
    ledger.record("order", week=week, supplier=supplier, buyer=buyer, units=units, **columns)


def lost(ledger: Ledger, week: Any, outlet: Any, units: Any, **more: Any) -> None:
    """Write what homes in the north wanted first and did not get, lamps if nothing else is said."""
    columns = {"product": LAMP, "cell": HOME_NORTH, "response": "left", "customer": -1, **more}
    ledger.record("lost_sale", week=week, outlet=outlet, units=units, **columns)


def stock(
    ledger: Ledger, week: Any, member: Any, units: Any, *, product: Any = LAMP, cost: Any = 7000
) -> None:
    """Write what members have at the end of a week."""
    ledger.record("stock", week=week, member=member, product=product, units=units, unit_cost=cost)


def posting(ledger: Ledger, week: Any, outlet: Any, price: Any, *, units: Any = 5, **more: Any) -> None:
    """Write what outlets ask in a week, for lamps if nothing else is said."""
    columns = {"product": LAMP, "margin": 0, **more}
    ledger.record("posting", week=week, outlet=outlet, price=price, units=units, **columns)


def payment(ledger: Ledger, week: Any, payer: Any, payee: Any, amount: Any, *, reason: Any = "goods") -> None:
    """Write payments in cents."""
    ledger.record("payment", week=week, payer=payer, payee=payee, amount=amount, reason=reason)


def busy() -> Ledger:
    """Return a ledger with something of most kinds in it."""
    ledger = blank()
    sale(ledger, [1, 1, 2], [NORTH, SOUTH, SHOP], [3, 1, 2], purchase_reason=["price", "habit", "price"])
    sale(ledger, 3, NORTH, 1, purchase_reason="advice", adviser=SOUTH, product=BULB, price=5000)
    shipment(ledger, 1, HUB, SOUTH, 4)
    stock(ledger, [1, 2], NORTH, [5, 6])
    posting(ledger, 1, [NORTH, SOUTH], [9900, 10100])
    payment(ledger, 1, NORTH, ACME, 7000)
    ledger.record("conflict_exposure", week=4, aggrieved=NORTH, product=0, issue="price_undercut")
    ledger.record(
        "harm", week=4, aggrieved=NORTH, source=[SHOP, KIOSK], product=LAMP, issue="price_undercut",
        conduct=["rivalry", "breach"], amount=[1.25, 3.5],
    )  # fmt: skip
    return ledger
