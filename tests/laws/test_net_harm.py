"""Net harm: what outlets lose to a source less what it brings them, out of the run itself."""

from typing import Any

import pandas as pd
import pytest

from simulator.domain.channel.channel import ChannelError
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.ledger.queries.harms import margins_earned
from simulator.market.simulate import opened, simulate
from simulator.studies.need_split.split_by_need import PlayWithout
from tests.worlds.frozen_supply import SEEDS, WEEKS, frozen_supply
from tests.worlds.small import small_scenario

FEW = 2
STORE = "acme web_store"
EACH = [pytest.param(seed, marks=() if at < FEW else pytest.mark.nightly) for at, seed in enumerate(SEEDS)]
each_world = pytest.mark.parametrize("seed", EACH)


def net_of(*sources: Any, **more: Any) -> dict[str, Any]:
    """Return how conflict is measured where sources are told net."""
    return {"conflict": {"net_of": list(sources), **more}}


def earned(ledger: Ledger) -> float:
    """Return what dealers earned in all."""
    return float(margins_earned(ledger, 1, WEEKS)[ledger.header.independents[:-1]].sum())


@each_world
def test_it_is_what_dealers_lose_in_the_paired_run_where_nothing_else_moves(seed: int) -> None:
    """To the cent, week by week: prices, orders, entry and effort do not move, and luck is the same."""
    ledger = simulate(frozen_supply(seed, **net_of(STORE)), seed)
    without = PlayWithout((STORE,))(frozen_supply(seed), seed)
    weeks = ledger.table("without_source").groupby("week")[["margin", "margin_without"]].sum()

    for week in range(1, WEEKS + 1):
        for run, column in ((ledger, "margin"), (without, "margin_without")):
            made = margins_earned(run, week, week)[run.header.independents[:-1]].sum()
            assert weeks.loc[week, column] == pytest.approx(made, abs=1e-6)
    assert measure(ledger, "static_net_harm") == pytest.approx(earned(without) - earned(ledger), abs=1e-6)
    assert measure(ledger, "static_net_harm") != measure(ledger, "gross_harm")


@pytest.mark.by_day("18201")
@each_world
def test_telling_it_changes_nothing_else(seed: int) -> None:
    """Entry by entry but its own; and both ways of keeping customers tell it alike."""
    plain, told = simulate(frozen_supply(seed), seed), frozen_supply(seed, **net_of(STORE))
    beside = simulate(told.changed(conflict=told.conflict.model_copy(update={"importance": {}})), seed)
    columns, one_by_one = (
        simulate(told.changed(crowd=crowd, weeks=5), seed) for crowd in ("columns", "one_by_one")
    )

    for kind in ("sale", "posting", "advice", "payment", "need_flow", "stock"):
        pd.testing.assert_frame_equal(plain.table(kind), beside.table(kind), check_categorical=False)
    assert plain.count("without_source") == 0
    assert columns.count("without_source") > 0
    assert difference(one_by_one, columns) == ""


def test_a_source_that_shows_and_takes_next_to_nothing_brings_what_it_shows() -> None:
    """A store dear beyond all sense hardly sells; by being seen it makes dealers sell: harm below nought."""
    way = {"model": "direct_automated", "price": 10.0, "reach": 1.0, "expertise": 0.0, "opening_stock": 99}
    plain = frozen_supply(SEEDS[0])
    dealers = plain.model_dump(mode="json")["distribution"][0]
    response = {"initial_adstock": 0.0, "retention": 0.9, "display": 0.3}
    world = plain.changed(
        distribution=[{**dealers, "reach": 0.2}, way],
        response=response,
        **net_of(STORE, undercut_tolerance=0.0),
    )
    ledger = simulate(world, 1)

    brought = measure(ledger, "gross_harm") - measure(ledger, "static_net_harm")

    assert measure(ledger, "gross_harm") < 0.05 * brought
    assert measure(ledger, "static_net_harm") < 0.0


def test_parts_by_source_and_by_member_sum_and_compensation_is_taken_off() -> None:
    """Two sources, each thought away alone."""
    seed = SEEDS[1]
    ledger = simulate(frozen_supply(seed, **net_of(STORE, {"owner": "rival"})), seed)
    paid = simulate(
        frozen_supply(seed, contracts=[{"to": "dealer", "compensation": 1.0}], **net_of(STORE)), seed
    )
    parts = [measure(ledger, "static_net_harm", by) for by in ("source", "member")]
    alone = float(parts[0][STORE])

    assert parts[0].index.tolist() == [STORE, "rival"]
    assert parts[0].sum() == pytest.approx(parts[1].sum())
    assert measure(paid, "static_net_harm") == pytest.approx(alone - measure(paid, "compensation_received"))


@pytest.mark.parametrize(
    ("sources", "changes", "told"),
    [
        (["acme"], {}, "nobody has the name, format, role, tier or tag 'acme'"),
        (["dealer", "dealer"], {}, "'dealer' is named twice"),
        (["dealer"], {"backorders": [{"at": "dealer"}]}, "take orders for what they do not have"),
    ],
)
def test_sources_that_cannot_be_thought_away_are_refused(
    sources: list[str], changes: dict[str, Any], told: str
) -> None:
    """Before anything is played."""
    with pytest.raises(ChannelError, match=told):
        opened(small_scenario(**changes, **net_of(*sources)), 1)
