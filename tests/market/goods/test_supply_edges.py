"""Edges of supply: nothing is wanted, everything at once, one unit a week, goods that never come, exits.

Whatever happens, goods and money are where they should be; what cannot be is told with its place.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.distribution_model import DistributionModel, Drawing, Setting
from simulator.domain.channel.member import Member
from simulator.domain.registries import DISTRIBUTION_MODELS, METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure, metric_named
from simulator.market.setup.build_channel import channel_faults
from simulator.market.simulate import simulate
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from tests.draws import DRAW
from tests.laws.test_conservation import moved
from tests.market.entry_exit.test_departure import table
from tests.market.goods.test_physical_supply import LAMP, OFTEN, run, world
from tests.worlds.small import written

IDLE = {name: {**person, "needs": {}} for name, person in OFTEN.items()}


def is_conserved(ledger: Ledger) -> bool:
    """Say whether every shelf holds what came less what went, never less than nothing, and money sums up."""
    moves, stock, paid = moved(ledger), table(ledger, "stock"), ledger.table("payment", steps=True)
    for week in range(1, ledger.header.scenario.weeks + 1):
        there = moves[moves["week"] <= week].groupby(["member", "product"])["units"].sum()
        if (there < 0).any() or there.sum() != stock[stock["week"] == week]["units"].sum():
            return False
    received, spent = (paid.groupby(side, observed=False)["amount"].sum() for side in ("payee", "payer"))
    return bool(received.sum() == spent.sum())


def supply_line(demand: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a line of two that serves a stream of demand."""
    tiers = [
        {"name": name, "ordering": {"policy": "base_stock", "level": 20.0}, "lead_time_weeks": 1}
        for name in ("depot", "stockist")
    ]
    return {"model": "supply_line", "tiers": tiers, "demand": demand, **more}


def answers(ledger: Ledger) -> Iterator[float]:
    """Yield the answers of all metrics; whoever divides by nothing without minding fails here."""
    for name in METRICS.names():
        if metric_named(name).lacks(ledger.header.scenario) is None:
            yield measure(ledger, name)


def test_a_way_longer_than_the_run() -> None:
    """What is ordered is paid for, is under way at the end, and has arrived nowhere."""
    ledger = run(world(contracts=[{"to": "dealer", "lead_time_weeks": 104}]))
    sent = table(ledger, "shipment")

    assert len(sent)
    assert (sent["arrives"] > 20).all()
    assert is_conserved(ledger)
    assert np.isnan(measure(ledger, "delivery_time"))
    assert measure(ledger, "channel_stock") > 0
    assert all(isinstance(answer, float) for answer in answers(ledger))


def test_making_that_takes_longer_than_the_run() -> None:
    """Nothing is ever shipped but what there was."""
    ledger = run(world(manufacturers={"acme": {"opening_stock": 9, "production_weeks": 104}}, weeks=10))

    assert table(ledger, "shipment")["units"].sum() == 9
    assert table(ledger, "production")["units"].sum() > 0
    assert is_conserved(ledger)


def test_no_time_at_all() -> None:
    """Made, shipped and landed in the week it was ordered: in time for next week's customers."""
    scenario = world(
        manufacturers={"acme": {"production_weeks": 0}},
        contracts=[{"to": "dealer", "lead_time_weeks": 0}],
        weeks=10,
    )
    ledger = run(scenario)

    assert ledger.count("shipment") > 10
    assert measure(ledger, "delivery_time") == 0
    assert (table(ledger, "shipment")["arrives"] == table(ledger, "shipment")["week"]).all()
    assert is_conserved(ledger)


def test_nobody_wants_anything() -> None:
    """Nothing is sold; stock spoils to nothing, or stays; of nothing over nothing no ratio is defined."""
    ledger = run(world(segments=IDLE, weeks=10))

    assert ledger.count("sale") == ledger.count("lost_sale") == 0
    assert measure(ledger, "fill_rate") != measure(ledger, "fill_rate")  # nan
    assert measure(ledger, "ready_rate") == 1
    assert measure(ledger, "inventory_turns") == 0
    assert np.isnan(measure(ledger, "bullwhip"))
    assert np.isposinf(measure(ledger, "cost_to_serve"))  # costs, and nothing served
    assert is_conserved(ledger)
    assert all(isinstance(answer, float) for answer in answers(ledger))


@pytest.mark.parametrize("waits", [True, False])
def test_a_burst_of_demand(*, waits: bool) -> None:
    """A thousand in one week: backorders are owed until they are served, lost ones are gone at once."""
    stream = {"process": "listed", "weeks": [4.0, 4.0, 1000.0, *[4.0] * 17]}
    way = supply_line(stream, waits=waits)
    ledger = run(world(distribution=way, customers=0))
    used, gone = table(ledger, "consumption")["units"].sum(), table(ledger, "cancellation")["units"].sum()

    assert is_conserved(ledger)
    if waits:
        assert gone == 0
        assert used > 1000
    else:
        assert gone > 900
        assert used < 200


def test_one_unit_of_capacity() -> None:
    """One is made a week, whoever asks; never is more sold than was there and was made."""
    maker = {"acme": {"opening_stock": 0, "weekly_capacity": 1, "production_weeks": 0}}
    ledger = run(
        world({"opening_stock": 0}, manufacturers=maker, contracts=[{"to": "dealer", "backorders": 0.0}])
    )

    assert table(ledger, "production")["units"].tolist() == [1] * len(table(ledger, "production"))
    assert 10 <= table(ledger, "production")["units"].sum() <= 20
    assert table(ledger, "sale")["units"].sum() <= 20
    assert is_conserved(ledger)


def test_no_capacity_at_all() -> None:
    """Nothing is made; what there was is sold, and the rest is missed for want of supply."""
    ledger = run(world(manufacturers={"acme": {"opening_stock": 5, "weekly_capacity": 0}}, weeks=10))

    assert ledger.count("production") == 0
    assert measure(ledger, "stock_outs", "cause")["supplier short"] > 0
    assert is_conserved(ledger)


@pytest.mark.by_day(2)
@pytest.mark.parametrize("who", ["acme", "acme dealer north 1"])
@pytest.mark.parametrize("buy_back", [0.0, 0.7])
def test_somebody_leaves_while_trucks_are_late(who: str, buy_back: float) -> None:
    """Open orders are cancelled, what is under way still comes and is sold back or scrapped."""
    terms = [{"to": "dealer", "delays": [0.3, 0.3, 0.3], "backorders": 0.5, "buy_back": buy_back}]
    scenario = world(contracts=terms, events=[{"week": 9, "depart": who}])
    ledger = run(scenario)
    sent, gone = table(ledger, "shipment"), table(ledger, "departure")

    assert is_conserved(ledger)
    assert (who, 9) in zip(gone["member"], gone["week"], strict=True)
    assert not len(sent[(sent["week"] >= 9) & ((sent["supplier"] == who) | (sent["buyer"] == who))])
    if who == "acme":
        assert not len(table(ledger, "production").query("week >= 9"))


def test_shipments_that_cross_are_conserved_and_counted_once() -> None:
    """With every delay as likely, goods on order are never negative and end as what is under way."""
    ledger = run(world(contracts=[{"to": "dealer", "delays": [0.2] * 4, "lead_time_weeks": 0}]))
    sent = table(ledger, "shipment")

    assert is_conserved(ledger)
    assert set(sent["arrives"] - sent["week"]) == {0, 1, 2, 3, 4}


def test_goods_that_would_run_in_a_circle_are_told_with_their_place(tmp_path: Path) -> None:
    """A model of one's own that draws one is refused before anything is played."""

    @DISTRIBUTION_MODELS.register("roundabout")
    class Roundabout(DistributionModel):
        """Three who supply each other."""

        def draw(self, setting: Setting) -> Drawing:
            """Draw a circle."""
            drawing, names = Drawing(), ["ann", "ben", "cid"]
            for name, supplier in zip(names, [*names[1:], names[0]], strict=True):
                drawing.add(
                    Member(name=name, role="wholesaler"),
                    Contract(supplier=supplier, buyer=name, prices=setting.prices(0.1)),
                )
            return drawing

    try:
        file = written(tmp_path / "round.yaml", distribution={"model": "roundabout"})
        with pytest.raises(ScenarioError) as wrong:
            load(file, also=channel_faults)
    finally:
        DISTRIBUTION_MODELS.forget("roundabout")

    (told,) = str(wrong.value).splitlines()
    assert "round.yaml:1:" in told
    assert "distribution: goods would run in a circle: " in told
    assert {"ann", "ben", "cid"} == set(told.rsplit(": ", 1)[1].split(" → "))


def test_inflated_orders_make_a_shortage_worse() -> None:
    """Under the same luck and capacity, gaming orders more, varies more, and gets no more."""
    rule = {"policy": "shortage_gaming", "rule": "order_up_to", "most": 5.0}
    maker = {"acme": {"opening_stock": 10, "weekly_capacity": 6}}
    scenario = world(
        {"ordering": rule, "opening_stock": 4}, manufacturers=maker, products={"lamp": dict(LAMP)},
        contracts=[{"to": "dealer", "backorders": 0.0}],
    )  # fmt: skip
    seed = int(DRAW.integers(1000))
    gaming, honest = (
        simulate(scenario.changed(switched_off=without), seed) for without in ([], ["shortage_gaming"])
    )
    ordered = [table(ledger, "order")["units"].sum() for ledger in (gaming, honest)]
    sent = [table(ledger, "shipment")["units"].sum() for ledger in (gaming, honest)]

    assert ordered[0] > 1.5 * ordered[1]
    assert measure(gaming, "order_variance") > measure(honest, "order_variance")
    assert sent[0] <= sent[1] + 6
