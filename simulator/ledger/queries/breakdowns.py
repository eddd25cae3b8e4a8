"""Breakdowns: totals by outlet, kind of outlet (format), tier, channel, week, product, medium and so on."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from simulator.ledger.columns import Column
from simulator.ledger.header import NOBODY_CODE, Flags, RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, RatioOfSums
from simulator.ledger.queries.channels import channels_of
from simulator.ledger.queries.rows import Numbers, Rows, window

PARTS_OF_TRADE = ("outlet", "member", "tier", "channel", "format")
"""By what a row is told apart through its party."""
GROUPS = ("tier", "channel")
"""By which of these several parties are one part: by their place in the line, or their way to market."""
NO_CELL = "demand processes"
"""The part, by cell, segment or region, of what no customer of a cell used up."""
NO_MEDIUM = "no medium"
"""The part, by medium, of what none brought about."""
NO_SELLER = "outside the channel"
"""The part, by seller of media, of what no member of the channel sells."""
BY_MEDIUM = ("medium", "seller")
"""By what a row is told apart through its medium: the medium itself, or the member that sells it."""


class Breakdown:
    """One slice for each value of *by*, or one for everything.

    Rows that belong to no slice are left out; slices to which no row ever belonged are not told, except for
    weeks and the media of the scenario, which all are. Of an amount, *holders* are the parties that could
    have had some: they are told though they had none, and so are all focal products, all makers and all
    cells. Then goods that demand processes used up stand by cell, segment and region as a part of their own,
    and the parts sum to the whole.
    """

    def __init__(self, ledger: Ledger, by: str | None, holders: Flags | None = None) -> None:
        self.by = by
        self._first, last = window(ledger)
        self._weeks = max(0, last - self._first + 1)
        self._labels, self._slice_of = _scheme(ledger.header, by, range(self._first, last + 1))
        self._is_seen = np.full(len(self._labels), by in (None, "week"))
        self._no_cell = NOBODY_CODE
        if by == "medium":
            self._is_seen[: len(ledger.header.scenario.media)] = True
        if holders is not None:
            self._tell_all(ledger.header, holders)

    def total(self, rows: Rows, values: Numbers) -> Numbers:
        """Return the sum of the values of the rows of each slice."""
        slices = self._slices(rows)
        mine = slices != NOBODY_CODE
        self._is_seen[slices[mine]] = True
        return np.bincount(slices[mine], values[mine], minlength=len(self._labels)).astype(np.float64)

    def weekly(self, rows: Rows, values: Numbers) -> Numbers:
        """Return the sum of the values of the rows of each slice in each week of the window [S, W]."""
        slices = self._slices(rows)
        mine = slices != NOBODY_CODE
        self._is_seen[slices[mine]] = True
        weeks = self._weeks
        at = slices[mine] * weeks + (rows.when[mine] - self._first)
        sums = np.bincount(at, values[mine], minlength=len(self._labels) * weeks)
        return sums.astype(np.float64).reshape(len(self._labels), weeks)

    def answer(self, values: Numbers) -> MetricValue:
        """Return a value for each slice, or the only one."""
        if self.by is None:
            return float(values[0])
        seen = self._is_seen
        index = pd.Index(
            [label for label, kept in zip(self._labels, seen, strict=True) if kept], name=self.by
        )
        return pd.Series(values[seen], index=index, dtype=np.float64)

    def ratio_of_sums(self, part: Numbers, whole: Numbers) -> RatioOfSums:
        """Return part / whole for each slice, or the only one, as several runs pool it."""
        return RatioOfSums(self.answer(ratio(part, whole)), self.answer(part), self.answer(whole))

    def _tell_all(self, header: RunHeader, holders: Flags) -> None:
        """Tell every slice that could have a part of an amount."""
        if self.by in PARTS_OF_TRADE:
            self._is_seen[self._slice_of[holders]] = True
        elif self.by == "product":
            self._is_seen[self._slice_of[header.focal_products]] = True
        elif self.by == "maker":
            self._is_seen[:] = True
        elif self.by in ("cell", "segment", "region"):
            if header.users.any():
                self._no_cell = len(self._labels)
                self._labels = [*self._labels, NO_CELL]
            self._is_seen = np.full(len(self._labels), True)

    def _slices(self, rows: Rows) -> Column:
        if self.by is None:
            return np.zeros(len(rows), np.intp)
        if self.by == "week":
            return rows.when - self._first
        if self.by in PARTS_OF_TRADE:
            return self._slice_of[rows.who]
        if self.by in ("product", "maker", *BY_MEDIUM):
            return self._slice_of[rows["medium" if self.by in BY_MEDIUM else "product"]]
        if "cell" not in rows.columns:
            return np.full(len(rows), self._no_cell)
        return self._slice_of[rows["cell"]]


def ratio(part: Numbers, whole: Numbers) -> Numbers:
    """Return part / whole; of a whole of zero, infinity with the sign of the part, and nan of zero / zero.

    Goods that nothing sells any more last for ever, which is known and can raise an alarm; no goods that
    nothing sells tell nothing.

    >>> ratio(np.array([1.0, 440.0, -2.0, 0.0]), np.array([2.0, 0.0, 0.0, 0.0])).tolist()
    [0.5, inf, -inf, nan]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.divide(part, whole + 0.0), np.float64)  # + 0.0: no minus zero


def same_group(header: RunHeader, by: str, one: Column, other: Column) -> Column:
    """Say of pairs of parties whether they are in the same of the `GROUPS` that *by* names."""
    _, group = _scheme(header, by, range(0))
    is_same: Column = group[one] == group[other]
    return is_same


def _scheme(header: RunHeader, by: str | None, weeks: range) -> tuple[Sequence[str | int], Column]:
    """Return the labels of the slices, and the slice of each code; the last code stands for no party."""
    if by is None:
        return [""], np.zeros(0, np.intp)
    if by == "week":
        return weeks, np.zeros(0, np.intp)
    labels = _LABELS[by](header)
    different = list(dict.fromkeys(label for label in labels if label is not None))
    place = {label: at for at, label in enumerate(different)}
    codes = [NOBODY_CODE if label is None else place[label] for label in labels]
    return different, np.asarray([*codes, NOBODY_CODE], np.intp)


_LABELS: dict[str, Callable[[RunHeader], list[str | None]]] = {
    "outlet": lambda header: [None, *(member.name for member in header.members)],
    "member": lambda header: [None, *(member.name for member in header.members)],
    "tier": lambda header: [None, *(member.in_tier for member in header.members)],
    "channel": channels_of,
    "format": lambda header: [None, *(member.format or member.in_tier for member in header.members)],
    "product": lambda header: [*header.products],
    "maker": lambda header: [header.maker_of(product) for product in header.products],
    "medium": lambda header: [*header.scenario.media, NO_MEDIUM],
    "seller": lambda header: [
        *(medium.sold_by or NO_SELLER for medium in header.scenario.media.values()),
        NO_SELLER,
    ],
    "cell": lambda header: [cell.name for cell in header.cells],
    "segment": lambda header: [cell.segment for cell in header.cells],
    "region": lambda header: [cell.region for cell in header.cells],
}
"""Of each kind of slice, the label of every code; none for a code that belongs to no slice."""
