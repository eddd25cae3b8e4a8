"""What an outlet sells, need by need: on every world it sums by counting, and so do differences of totals."""

from collections import Counter
from typing import Any

import pytest

from simulator.domain.channel.channel import suppliers_of
from simulator.ledger.ledger import Ledger
from simulator.studies.need_split.paired_needs import (
    NEW,
    OWN,
    RIVAL,
    SHIFTED,
    UNDECIDED,
    net_units,
    paired_needs,
)
from simulator.studies.need_split.split_by_need import PlayWithout
from simulator.studies.probing.worlds import built
from tests.worlds.pool import World


def entries(ledger: Ledger, kind: str) -> list[dict[str, Any]]:
    """Return the entries of a kind, with names for codes."""
    return ledger.table(kind, steps=True).astype(object).to_dict("records")


type Need = tuple[int, str, int]


def ends(ledger: Ledger) -> dict[Need, dict[str, Any]]:
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
            expected[source(header, row["product"], need, there)] += 1
    pairs = paired_needs(ledger, without, [outlet])
    net, step = net_units(ledger, without, [outlet]), header.scenario.units.quantity_step

    assert suppliers_of(channel, outlet)
    assert pairs["source"].value_counts().to_dict() == dict(expected)
    assert expected.total() == sales[outlet] > 0
    assert sum(net.values()) == pytest.approx(step * sales[outlet])
    assert outlet not in set(without.table("sale")["outlet"].dropna())


def source(header: Any, product: str, need: Need, there: dict[Need, dict[str, Any]]) -> str:
    """Return the source of a need, by what is written last in the run without the outlet of it.

    If it did not arise there, of the need of the same customer that was open then.
    """
    without = there.get(need)
    if without is None:
        customer, category, onset = need
        before = max(one for one in there if one[:2] == (customer, category) and one[2] < onset)
        assert there[before]["outcome"] == "arisen" or there[before]["week"] >= onset
        return {"arisen": UNDECIDED, "met": SHIFTED}.get(there[before]["outcome"], NEW)
    if without["outcome"] == "arisen":
        return UNDECIDED
    if without["outcome"] != "met":
        return NEW
    return OWN if header.maker_of(without["product"]) == header.maker_of(product) else RIVAL
