"""Stock-out causes: reasons for which units wanted first were not on the shelf.

For an outlet and a product, week by week, with L the lead time agreed (L = 0 is on the shelf a week later):

    late(t)    shipped so that it was to be on the shelf by t, and not there yet
    owed(t)    ordered so that, shipped at once, it would be there by t; neither cancelled nor shipped by then

What a demand process asks for and does not get in the same week is missed like a lost sale; goods that
come with L = 0 are there for it in the same week.

Of m customers missed in week t, late deliveries explain min(m, late − already), where *already* counts whom
they have explained before and falls with what comes in; so do goods owed. The rest was ordered too little.
Source: the counterfactual of `mechanisms/conflict/short_supply.py`, without the question who was served.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.demand_process_service import demand_served_in_all_weeks
from simulator.ledger.queries.outlet_demand import asked_in_vain
from simulator.ledger.queries.rows import Rows, all_rows, window
from simulator.mechanisms.conflict.short_supply import blamed
from simulator.mechanisms.supply.allocation import largest_remainder
from simulator.mechanisms.supply.sales_capacity import whole_sales

CAUSES = ("no sales capacity", "late delivery", "supplier short", "ordered too little")

type Integers = NDArray[np.int64]


def stock_out_causes(ledger: Ledger) -> tuple[Rows, Integers]:
    """Return a row for every week, outlet and focal product missed in the window, and its steps by cause."""
    lost = _added_up(_missed(ledger))
    shelves = ShelfDelays.of(ledger, lost)
    why = np.zeros((len(lost), len(CAUSES)), np.int64)
    already: dict[int, list[int]] = {}
    seen: dict[int, int] = {}
    for row, (week, shelf) in enumerate(zip(lost.when.tolist(), shelves.number.tolist(), strict=True)):
        gone = already.setdefault(shelf, [0, 0])
        for past in range(seen.get(shelf, week) + 1, week + 1):
            gone[:] = shelves.still_gone(shelf, past, gone)  # what came in explains nothing any more
        seen[shelf] = week
        why[row] = shelves.why(lost["units"][row].item(), shelf, week, gone, is_busy=shelves.is_busy[row])
    first, last = window(ledger)
    inside = (lost.when >= first) & (lost.when <= last)
    return lost.where(inside), why[inside]


@dataclass(frozen=True)
class ShelfDelays:
    """Units late and units owed at every shelf with stock-outs, week by week."""

    number: Integers
    """The shelf of every row missed."""
    is_busy: NDArray[np.bool_]
    """Whether the outlet had as much on offer that week as it has hands for."""
    late: Integers
    owed: Integers
    """By shelf and week [S, W + 1, steps]."""
    came: Integers
    settled: Integers
    """What left either that week: came in late; was sent too late to be there before, or cancelled."""

    @classmethod
    def of(cls, ledger: Ledger, lost: Rows) -> "ShelfDelays":
        """Return late and owed units of the shelves with lost sales."""
        places, number = np.unique(_place(lost, lost.who), return_inverse=True)
        shape = (len(places), ledger.last_week + 1)

        def upto(rows: Rows, weeks: Integers) -> Integers:
            """Return the steps of rows so far, by shelf and week; each counts from its own week on."""
            at, shelf = _place(rows, rows.who), np.zeros((*shape,), np.int64)
            mine = np.isin(at, places) & (weeks < shape[1])
            np.add.at(shelf, (np.searchsorted(places, at[mine]), weeks[mine]), rows["units"][mine])
            return np.cumsum(shelf, axis=1)

        orders, gone, sent = (
            all_rows(ledger, kind, who="buyer").focal() for kind in ("order", "cancellation", "shipment")
        )
        due, over, promised = (
            rows["week"] + _agreed_weeks(rows, letters=rows is orders) for rows in (orders, gone, sent)
        )
        came = np.maximum(sent["arrives"], sent["week"] + ledger.header.outlets[sent.who])
        in_time, cancelled, is_late = upto(sent, promised), upto(gone, over + 1), came > promised
        owed = np.maximum(0, upto(orders, due) - cancelled - in_time)
        before = np.hstack([np.zeros((len(places), 1), np.int64), owed[:, :-1]])
        return cls(
            number=number.astype(np.int64),
            is_busy=_is_busy(ledger, lost),
            late=np.maximum(0, in_time - upto(sent, np.maximum(came, promised))),
            owed=owed,
            came=np.diff(upto(sent.where(is_late), came[is_late]), axis=1, prepend=0),
            settled=np.minimum(before, np.diff(in_time + cancelled, axis=1, prepend=0)),
        )

    def pools(self, shelf: int, week: int) -> tuple[int, int]:
        """Return units late and units owed at a shelf in a week [steps]."""
        return self.late[shelf, week].item(), self.owed[shelf, week].item()

    def still_gone(self, shelf: int, week: int, already: list[int]) -> list[int]:
        """Return the number of units explained before that units still late and still owed explain."""
        left = self.came[shelf, week].item(), self.settled[shelf, week].item()
        return [
            min(max(0, each - out), pool)
            for each, out, pool in zip(already, left, self.pools(shelf, week), strict=True)
        ]

    def why(self, missed: int, shelf: int, week: int, already: list[int], *, is_busy: bool) -> list[int]:
        """Return the missed steps by cause, and count off the explained ones."""
        if is_busy:
            return [missed, 0, 0, 0]
        pools = self.pools(shelf, week)
        explained = [blamed(missed, pool, gone) for pool, gone in zip(pools, already, strict=True)]
        late, owed = largest_remainder(missed, explained)
        already[:] = already[0] + late, already[1] + owed
        return [0, late, owed, missed - late - owed]


def _missed(ledger: Ledger) -> Rows:
    """Return units that customers missed and that demand buyers did not get at once, of all weeks."""
    lost = asked_in_vain(ledger, all_rows(ledger, "lost_sale")).focal()
    asked, got = demand_served_in_all_weeks(ledger)
    columns = {
        "week": np.concatenate([lost.when, asked.when]),
        "outlet": np.concatenate([lost.who, asked.who]),
        "product": np.concatenate([lost["product"], asked["product"]]),
        "units": np.concatenate([lost["units"], asked["units"] - got["units"]]),
    }
    return Rows(ledger.header, columns, "outlet", "week").where(columns["units"] > 0)


def _added_up(lost: Rows) -> Rows:
    """Return one row for each week, outlet and product, in the order of the weeks."""
    keys = np.stack([lost.when, lost.who, lost["product"]])
    (week, outlet, product), at = np.unique(keys, axis=1, return_inverse=True)
    units = np.bincount(at.ravel(), lost["units"], minlength=len(week)).astype(np.int64)
    return Rows(
        lost.header, {"week": week, "outlet": outlet, "product": product, "units": units}, "outlet", "week"
    )


def _place(rows: Rows, who: Integers) -> Integers:
    return who.astype(np.int64) * len(rows.header.products) + rows["product"]


def _agreed_weeks(rows: Rows, *, letters: bool) -> Integers:
    """Return after how many weeks each row, between a supplier and a buyer, was to be on the shelf.

    An order has to reach the supplier first: *letters* says to count that way.
    """
    header, products = rows.header, len(rows.header.products)
    agreed = {
        (header.code(c.supplier) * len(header.parties) + header.code(c.buyer)) * products
        + header.products.index(product): max(int(header.outlets[header.code(c.buyer)]), c.lead_time_weeks)
        + c.order_weeks * letters
        for c in header.contracts
        for product in c.prices
    }
    pair = rows["supplier"].astype(np.int64) * len(header.parties) + rows["buyer"]
    pairs, at = np.unique(pair * products + rows["product"], return_inverse=True)
    weeks: Integers = np.array([agreed.get(pair, 1) for pair in pairs.tolist()], np.int64)[at]
    return weeks


def _is_busy(ledger: Ledger, lost: Rows) -> NDArray[np.bool_]:
    """Say of each row whether its outlet had all on offer that week that it has the hands to sell.

    Else hands were left over: what was missed was not there.
    """
    offered: defaultdict[int, Counter[int]] = defaultdict(Counter)
    limits = {
        code: member.weekly_capacity
        for code, member in enumerate(ledger.header.members, start=1)
        if member.weekly_capacity is not None
    }
    if not limits:
        return np.zeros(len(lost), np.bool_)
    postings = all_rows(ledger, "posting")
    mine = np.isin(postings.who, list(limits))
    for outlet, week, units in np.stack([postings.who, postings.when, postings["units"]])[:, mine].T.tolist():
        offered[outlet][week] += units
    busy = {
        (outlet, week)
        for outlet, weeks in offered.items()
        for number, week in enumerate(sorted(weeks), start=1)
        if weeks[week] >= whole_sales(limits[outlet], number)
    }
    return np.array(
        [key in busy for key in zip(lost.who.tolist(), lost.when.tolist(), strict=True)], np.bool_
    )
