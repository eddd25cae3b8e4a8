"""The identity of needs: of every cell and category, week by week, what arose is met, over, or open."""

import numpy as np

from simulator.domain.ledger_entries import NEED_FLOWS
from tests.worlds.pool import World


def test_every_need_is_met_over_or_open(world: World) -> None:
    """Open before + arisen = met + given up + overtaken + cancelled + open, in every week."""
    ledger = world.ledger
    rows = ledger.columns("need_flow")
    header, words = ledger.header, np.asarray([*ledger.words, ""])
    shape = (ledger.last_week + 1, len(header.cells), len(header.categories))
    flow = {name: np.zeros(shape, dtype=np.int64) for name in NEED_FLOWS}
    for name in NEED_FLOWS:
        which = words[rows["outcome"]] == name
        place = rows["week"][which], rows["cell"][which], rows["category"][which]
        np.add.at(flow[name], place, rows["needs"][which])
    over = flow["met"] + flow["given_up"] + flow["overtaken"] + flow["cancelled"]

    assert (np.diff(flow["open"], axis=0) == (flow["arisen"] - over)[1:]).all()
    assert (flow["visits"] >= flow["arisen"]).all()


def test_no_more_needs_are_met_than_goods_were_had(world: World) -> None:
    """A need met is a unit sold or delivered."""
    met = world.ledger.table("need_flow")
    met = met[met["outcome"] == "met"]["needs"].sum()

    assert met == world.ledger.table("sale")["units"].sum()
