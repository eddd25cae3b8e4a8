"""Need split: what outlets sell, by the source of each need that they met, over the runs of several seeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from simulator.domain.registries import PICTURES
from simulator.domain.units import Units
from simulator.studies.need_split.paired_needs import NEW, NOT_ARISEN, OWN, RIVAL, SHIFTED, SOURCES, UNDECIDED
from simulator.studies.runs.number_format import UNKNOWN, mean_and_half_width
from simulator.studies.runs.runs import Failure
from simulator.studies.runs.statistics import Estimate, interval

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

ALL = "all"
TOLD = {
    NEW: "new to the category",
    OWN: "from own outlets",
    RIVAL: "from rivals",
    SHIFTED: "met with an earlier need",
    UNDECIDED: "open at the end",
    ALL: "sold in all",
}
"""How sources are called where people read them."""
WITHOUT = {
    "given_up": "given up",
    "overtaken": "overtaken by the next",
    "cancelled": "order cancelled",
    "open": "the need itself",
    NOT_ARISEN: "absorbed",
}
"""How ends of needs without goods are called where people read them."""
FEW = 2
"""How many outlets are called by name."""
MEASURED = ["units", "revenue", "paid_without"]
FLOW = ["seed", "outlet", "format", "product", "source", "origin"]


class Drawing(Protocol):
    """A picture: notebooks show it, `save` writes it, `svg` hands it to a page."""

    def save(self, path: "str | Path") -> "Path":
        """Write the picture to a file."""

    def svg(self, name: str = "picture") -> str:
        """Return the picture as an SVG element."""


class SourceOfUnits(NamedTuple):
    """One source of what outlets sold, in the mean over seeds."""

    source: str
    units: Estimate
    share: Estimate
    """Of all that the outlets sold [share]."""
    revenue: Estimate
    """What the outlets took for it [currency]."""
    paid_without: Estimate
    """What the same needs paid in the run without them [currency]."""
    customers: Estimate
    """Different customers [customers]."""
    net: Estimate
    """Difference of totals that stands beside it; unknown where there is none [units]."""


@dataclass(frozen=True)
class NeedSplit:
    """What outlets sold, need by need beside the paired run without them."""

    label: str
    without: str
    """Labels of the scenarios with and without the outlets."""
    seeds: tuple[int, ...]
    outlets: tuple[str, ...]
    units: Units
    needs: "pd.DataFrame"
    """Every need that the outlets met, one row a need: `paired_needs`, with its seed."""
    net: "pd.DataFrame"
    """Differences of totals, one row a seed and source: seed, source, units."""
    failures: tuple[Failure, ...] = ()
    people: int = 1
    """How many people each customer in `needs` stands for; units, money and customers are told of all."""

    def __repr__(self) -> str:
        """Say in one line what was split; the numbers are in `table`."""
        return f"<NeedSplit of {self.label} without {', '.join(self.outlets)[:60]}: see .table()>"

    def __str__(self) -> str:
        """Return the sources with their units, shares and money as lines of text."""
        rows = [list(self.heads), *self.lines()]
        wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
        told = ["  ".join(map(str.rjust, row, wide)).rstrip() for row in rows]
        return "\n".join((self.sentence(), *told))

    @cached_property
    def flows(self) -> "pd.DataFrame":
        """Return units and money by seed, outlet, product, source and origin, one row each.

        The origin is, of needs met in the run without the outlets, the format of the outlet there (own), or
        the manufacturer (rival); of others, what became of them there. Columns: seed, outlet, format,
        product, source, origin, units, revenue, paid_without [currency].
        """
        step = self.units.quantity_step * self.people
        rows = self.needs.assign(
            origin=origins_of(self.needs),
            units=step,
            revenue=self.needs["price"] * self.people,
            paid_without=self.needs["price_without"] * self.people,
        )
        return rows.groupby(FLOW, observed=True)[MEASURED].sum().round(6).reset_index()

    @cached_property
    def sources(self) -> tuple[SourceOfUnits, ...]:
        """Return units, money and customers by source, with the difference of totals beside each."""
        return tuple(self._told([source]) for source in SOURCES)

    @cached_property
    def whole(self) -> SourceOfUnits:
        """Return the same of all sources together."""
        return self._told(SOURCES)

    @property
    def sold(self) -> Estimate:
        """Return what the outlets sold to customers in all [units]."""
        return self.whole.units

    @property
    def heads(self) -> tuple[str, ...]:
        """Return what the cells of `lines` are; money in its currency."""
        took, paid = (f"{what} [{self.units.currency}]" for what in ("took", "paid in the other run"))
        return "", "units", "share", took, paid, "customers", "of totals"

    def table(self) -> "pd.DataFrame":
        """Return the sources as a table, one row a source, with 95 % intervals over seeds."""
        import pandas as pd  # noqa: PLC0415 - a second to import

        rows = [
            (one.source, *(value for part in one[1:] for value in (part.mean, part.low, part.high)))
            for one in self.sources
        ]
        heads = [f"{part}{end}" for part in SourceOfUnits._fields[1:] for end in ("", "_low", "_high")]
        return pd.DataFrame(rows, columns=["source", *heads])

    def lines(self) -> list[list[str]]:
        """Return the sources and their sum as cells of text, in the order of `heads`."""
        return [
            [
                TOLD[one.source],
                mean_and_half_width(one.units, "units"),
                f"{mean_and_half_width(one.share, 'share')} %" if one.share.n else UNKNOWN,
                mean_and_half_width(one.revenue, self.units.currency),
                mean_and_half_width(one.paid_without, self.units.currency),
                mean_and_half_width(one.customers, "customers"),
                mean_and_half_width(one.net, "units", sign=True) if one.net.n else UNKNOWN,
            ]
            for one in (*self.sources, self.whole)
        ]

    def sentence(self) -> str:
        """Say in one sentence how much was sold, and where it came from."""
        if not self.sold.mean:
            return f"{self.label}: {self.sellers} sold nothing."
        parts = sorted((one for one in self.sources if one.units.mean), key=lambda one: -one.share.mean)
        shares = (f"{mean_and_half_width(one.share, 'share')} % {TOLD[one.source]}" for one in parts)
        sold = mean_and_half_width(self.sold, "units")
        return f"{self.label}: of {sold} units sold by {self.sellers}, need by need: {', '.join(shares)}."

    @property
    def sellers(self) -> str:
        """Return the outlets by name, or how many they are."""
        few = len(self.outlets) <= FEW
        return " and ".join(self.outlets) if few else f"{len(self.outlets)} outlets"

    def plot(self) -> Drawing:
        """Draw the sources of what the outlets sold as flows, need by need."""
        picture: Drawing = PICTURES.get("need_flows")(self)
        return picture

    def _told(self, sources: Sequence[str]) -> SourceOfUnits:
        """Return units, money and customers of some sources together."""
        name = sources[0] if len(sources) == 1 else ALL
        units, whole = self._sums(sources, "units"), self._sums(SOURCES, "units")
        share = [part / all_ if all_ else float("nan") for part, all_ in zip(units, whole, strict=True)]
        mine = self.needs[self.needs["source"].isin(sources)]
        customers = mine.groupby("seed")["customer"].nunique().reindex(list(self.seeds), fill_value=0)
        net = self.net[self.net["source"].isin(sources)].groupby("seed")["units"].sum()
        return SourceOfUnits(
            name,
            interval(units),
            interval(share),
            interval(self._sums(sources, "revenue")),
            interval(self._sums(sources, "paid_without")),
            interval([float(count) * self.people for count in customers]),
            interval(net.reindex(list(self.seeds)).to_numpy(np.float64) * self.people),
        )

    def _sums(self, sources: Sequence[str], column: str) -> list[float]:
        """Return the sum of a column over some sources, seed by seed."""
        rows = self.flows[self.flows["source"].isin(sources)].groupby("seed")[column].sum()
        return [float(rows.get(seed, 0.0)) for seed in self.seeds]


def origins_of(needs: "pd.DataFrame") -> "pd.Series[str]":
    """Return of each need where it went in the run without the outlets, as `NeedSplit.flows` says."""
    ends, source = needs["outcome_without"].map(WITHOUT), needs["source"]
    return ends.where(source != OWN, needs["format_without"]).where(source != RIVAL, needs["maker_without"])
