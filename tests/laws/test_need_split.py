"""What an outlet sells, need by need: on every world it sums by counting, and so do differences of totals."""

from collections import Counter
from typing import Any

import pytest

from simulator.domain.channel.channel import suppliers_of
from simulator.ledger.ledger import Ledger
from simulator.studies.need_split.paired_needs import NEW, OWN, RIVAL, SHIFTED, net_units, paired_needs
from simulator.studies.need_split.split_by_need import PlayWithout
from simulator.studies.probing.worlds import built
from tests.worlds.pool import World


def entries(ledger: Ledger, kind: str) -> list[dict[str, Any]]:
    """Return the entries of a kind, with names for codes."""
    return ledger.table(kind).astype(object).to_dict("records")


def ends(ledger: Ledger) -> dict[tuple[int, str, int], dict[str, Any]]:
    """Return the last that is written of every need."""
    found = {}
    for row in sorted(entries(ledger, "need"), key=lambda row: row["outcome"] != "arisen"):
        found[row["customer"], row["category"], row["onset"]] = row
    return found


@pytest.mark.worlds("any", "lasting", "waiting", "marketplace", "opened", most=8)
def test_what_an_outlet_sells_sums_need_by_need(world: World) -> None:
    """Each unit after the warm-up has one source, as the ledgers of both runs say row by row."""
    ledger = world.detailed.ledger
    header, warm_up = ledger.header, ledger.header.scenario.warm_up
    sales = Counter[str]()
    for row in entries(ledger, "sale"):
        if row["week"] > warm_up:
            sales[row["outlet"]] += row["units"]
    channel = built(header.scenario)
    alone = [name for name, _ in sales.most_common() if not channel.succ[name]]
    if not alone:
        pytest.skip("no outlet sells anything")
    outlet = alone[0]
    without = PlayWithout((outlet,))(header.scenario, world.seed)
    there, expected = ends(without), Counter[str]()
    for need, row in ends(ledger).items():
        if row["outcome"] == "met" and row["outlet"] == outlet and row["week"] > warm_up:
            expected[source(header, row["product"], there.get(need))] += 1
    pairs = paired_needs(ledger, without, [outlet])
    net, step = net_units(ledger, without, [outlet]), header.scenario.units.quantity_step

    assert suppliers_of(channel, outlet)
    assert pairs["source"].value_counts().to_dict() == dict(expected)
    assert expected.total() == sales[outlet] > 0
    assert sum(net.values()) == pytest.approx(step * sales[outlet])
    assert outlet not in set(without.table("sale")["outlet"].dropna())


def source(header: Any, product: str, without: dict[str, Any] | None) -> str:
    """Return the source of a need, by what is written last of it in the run without the outlet."""
    if without is None or without["outcome"] == "arisen":
        return SHIFTED
    if without["outcome"] != "met":
        return NEW
    return OWN if header.maker_of(without["product"]) == header.maker_of(product) else RIVAL
