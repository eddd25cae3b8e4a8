"""Pictures of supply: what they draw is what the ledger says, and they draw from nothing as well."""

import numpy as np
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.ledger.queries.pipeline import customers_demand, pipeline_steps
from simulator.market.simulate import simulate
from simulator.studies.comparison.compare import compare
from simulator.views import pictures
from tests.draws import DRAW
from tests.worlds.small import small_scenario

SCARCE = {"policy": "base_stock", "level": 3.0}


@pytest.fixture(scope="module")
def year() -> Ledger:
    """Return a run of a maker, two wholesalers one behind the other, and retailers; goods are scarce."""
    way = {"model": "chain", "wholesalers": 2, "reach": 1.0, "lead_time_weeks": 2, "ordering": SCARCE}
    way |= {"wholesale_stock": 3, "opening_stock": 3}
    makers = {"acme": {"opening_stock": 5, "ordering": SCARCE, "production_weeks": 2}, "rival": {}}
    scenario = small_scenario(distribution=way, manufacturers=makers, customers=600, weeks=15, events=[])
    return simulate(scenario, int(DRAW.integers(1000)))


def test_steps_are_roles_at_a_distance(year: Ledger) -> None:
    """Two wholesalers in a line are two steps; the rival's store is none."""
    assert list(pipeline_steps(year)) == ["manufacturer", "wholesaler 1", "wholesaler 2", "retailer"]


def test_the_pipe_holds_every_unit(year: Ledger) -> None:
    """On hand and under way, over all steps: opened and made less sold, week by week; nothing below zero."""
    found = pipeline_steps(year)
    held = sum(pipe.on_hand + pipe.under_way for pipe in found.values())
    tables = {
        k: year.table(k, steps=True).query("product == 'lamp'") for k in ("opening", "production", "sale")
    }
    for week in range(1, 16):
        opened, made, sold = (int(t[t["week"] <= week]["units"].sum()) for t in tables.values())

        assert held[week - 1] == opened + made - sold
    assert all(
        (each >= 0).all() for p in found.values() for each in (p.on_hand, p.under_way, p.owed, p.ordered)
    )
    assert sum(pipe.owed.sum() for pipe in found.values()) > 0


def test_what_a_step_orders_is_what_the_next_is_asked_for(year: Ledger) -> None:
    """The variances of the fan are those of the metric."""
    found, bought = pipeline_steps(year), customers_demand(year)
    members = measure(year, "bullwhip", "member")
    hub = found["wholesaler 1"].ordered.var(ddof=1) / found["wholesaler 2"].ordered.var(ddof=1)

    assert hub == pytest.approx(members["acme wholesaler 1"])
    assert measure(year, "bullwhip", "tier")["retailer"] == pytest.approx(
        found["retailer"].ordered.var(ddof=1) / bought.var(ddof=1)
    )


def test_they_are_drawn(year: Ledger) -> None:
    """A panel a step, with a legend; a bar for the customers and every step."""
    pipeline, fan = pictures.pipeline(year), pictures.bullwhip_fan(year)

    assert [axes.get_title(loc="left") for axes in pipeline.axes] == list(pipeline_steps(year))
    assert len(fan.axes[1].patches) == 5
    assert len(fan.axes[0].lines) == 5
    assert "<svg" in pipeline.svg()
    assert "<svg" in fan.svg()


def test_nothing_happens_is_drawn_too() -> None:
    """Nobody buys, nobody orders: no line varies, and there is no bar."""
    people = small_scenario().segments
    idle = {name: person.model_copy(update={"needs": {}}) for name, person in people.items()}
    ledger = simulate(small_scenario(weeks=3, events=[]).changed(segments=idle), 1)

    assert pictures.pipeline(ledger).svg()
    assert not pictures.bullwhip_fan(ledger).axes[1].patches


def test_orders_that_were_not_delivered_are_lost_only_where_orders_are_taken() -> None:
    """Beside a scenario in which nobody waits, which has no such reason, every bar can still be drawn."""
    people = small_scenario().model_dump(mode="json")["segments"]
    people = {
        name: {**one, "needs": {"light": {"per_year": 20}}, "waiting_cost": 0} for name, one in people.items()
    }
    slow = {"model": "authorized_dealers", "lead_time_weeks": 20, "opening_stock": 1, "reach": 1.0}
    alone = small_scenario(distribution=slow, segments=people, events=[])
    runs = compare(
        [alone, alone.changed(name="orders", backorders=[{"at": "dealer"}])],
        seeds=1,
        metrics=("lost_demand:reason", "lost_demand", "units_sold"),
    ).runs
    left, right = (axes for axes in pictures.lost_units(runs).axes if axes.get_title("left"))

    widths = [[bar.get_width() for bar in axes.patches] for axes in (left, right)]
    assert np.isfinite(widths).all()
    assert widths[0][-2] == 0.0 < widths[1][-2]
