"""Disruption by hand: in a line of four units a week factory, route or supplier stop for three weeks."""

from typing import Any

import pandas as pd
import pytest

from simulator import load, simulate
from simulator.ledger.ledger import Ledger
from simulator.market.setup.build_channel import channel_faults
from simulator.market.simulate import simulate as played
from tests.market.goods.test_supply_edges import is_conserved
from tests.worlds.small import small_scenario

LINE = """
schema_version: 1
name: a line of two
weeks: 14
customers: 0
manufacturers: {acme: {production_weeks: 0, opening_stock: 0, ordering: {policy: told, orders: [4]}}}
products: {book: {maker: acme, category: books, unit_cost: 5, list_price: 20, attributes: {}}}
distribution:
  model: supply_line
  tiers:
    - {name: hub, lead_time_weeks: 1, opening_stock: 40, margin: 0.2, ordering: {policy: told, orders: [4]}}
    - {name: shop, lead_time_weeks: 1, opening_stock: 40, margin: 0.4, ordering: {policy: told, orders: [4]}}
  demand: {process: constant, mean: 4}
"""


def run(tmp_path: Any, event: str) -> Ledger:
    """Play the line with one event in weeks 5 to 7."""
    path = tmp_path / "line.yaml"
    path.write_text(f"{LINE}events: [{{week: 5, lasts: 3, {event}}}]\n")
    return simulate(load(path), seed=1)


def by_week(ledger: Ledger, kind: str, **who: str) -> dict[int, int]:
    """Return units of a kind of entry by week, of some party."""
    rows: pd.DataFrame = ledger.table(kind, steps=True)
    for column, name in who.items():
        rows = rows[rows[column].astype(str) == name]
    return {int(week): int(units) for week, units in rows.groupby("week")["units"].sum().items() if units}


def expected(disrupted: dict[int, int]) -> dict[int, int]:
    """Return four a week, save for some weeks."""
    return {week: units for week in range(1, 15) if (units := disrupted.get(week, 4))}


@pytest.mark.parametrize(("left", "made"), [(0.0, 0), (0.5, 2), (0.3, 1), (1.0, 4)])
def test_production_stops_and_goes_on(tmp_path: Any, left: float, made: int) -> None:
    """Whole units of the share; what was not made is not made up for by a rule that is told its orders."""
    ledger = run(tmp_path, f"do: {{disruption: {{of: production, left: {left}}}}}")
    assert by_week(ledger, "production") == expected(dict.fromkeys((5, 6, 7), made))
    assert is_conserved(ledger)


def test_a_supplier_stops_and_then_sends_what_waits(tmp_path: Any) -> None:
    """What is under way arrives; three weeks of orders go out with the fourth in week 8."""
    ledger = run(tmp_path, 'who: "acme hub", do: {disruption: deliveries}')
    sent = by_week(ledger, "shipment", buyer="acme shop")
    assert [sent.get(week, 0) for week in (4, 5, 6, 7, 9)] == [4, 0, 0, 0, 4]
    assert sent[8] == 16
    assert by_week(ledger, "shipment", buyer="acme hub").keys() & {5, 6, 7} == set()
    assert is_conserved(ledger)


def test_one_buyer_s_route_is_blocked(tmp_path: Any) -> None:
    """The hub goes on receiving; of each order to the shop half goes, in whole units: 2, 1 + 2, 0 + 1 + 2."""
    ledger = run(tmp_path, 'who: "acme shop", do: {disruption: {of: deliveries, left: 0.5}}')
    sent = by_week(ledger, "shipment", buyer="acme shop")
    assert [sent[week] for week in (4, 5, 6, 7)] == [4, 2, 3, 3]
    assert by_week(ledger, "shipment", buyer="acme hub")[6] == 4


def test_shops_of_a_region_are_cut_off_and_both_crowds_agree() -> None:
    """Nothing is sent there in these weeks, elsewhere it is; goods and money are conserved."""
    event = {"week": 3, "lasts": 8, "where": {"region": ["north"]}, "do": {"disruption": "deliveries"}}
    world = small_scenario(events=[event], customers=1000)
    one, other = (played(world.changed(crowd=crowd), 3) for crowd in ("columns", "one_by_one"))
    sent = one.table("shipment").query("week >= 3 and week <= 10")
    buyers = set(sent["buyer"].astype(str))

    assert one.content_hash() == other.content_hash()
    assert is_conserved(one)
    assert not any("north" in buyer for buyer in buyers)
    assert any("south" in buyer for buyer in buyers)


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ({"who": "acme dealer north 1"}, "makes nothing; manufacturers are: acme, rival"),
        ({"where": {"region": ["north"]}}, "production has none"),
    ],
)
def test_production_is_a_manufacturers_and_has_no_place(event: dict[str, Any], says: str) -> None:
    """An event that would disrupt nothing is refused, not played."""
    world = small_scenario(events=[{"week": 4, "do": {"disruption": "production"}, **event}])
    assert [says in text for _, text in channel_faults(world)] == [True]
