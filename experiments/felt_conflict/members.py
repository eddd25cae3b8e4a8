"""Members: what is known of each up to a week, and what it does afterwards, from the ledger of one world."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import inf, nan

import numpy as np
import pandas as pd

from experiments.felt_conflict.worlds import ASKED, BEFORE_ANY_STORE, CUT, HORIZON, YEAR, is_dealer
from simulator import measure
from simulator.domain.decisions.escalation import LESS_EFFORT, STEPS
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.harms import margins_earned

KNOWN = ("index", "felt", "earnings")
"""By what it is foretold: the index, grievance, and how far the member's own earnings went down."""
FORETOLD = (
    "end of the relation for conflict",
    "departure at a loss",
    "dispute taken to less effort",
    "cut of effort",
    "cut of effort without such a dispute",
    "cut of effort, no such dispute before",
)
"""The last one was asked afterwards, to see why the index tells cuts of effort no better."""
GROUPS = ("all dealers", "one brand", "two brands", "one brand, one region", "two brands, one region")
PERFORMANCE = ("earned in the second year", "change from before any store")


@dataclass(frozen=True)
class Told:
    """A ledger, as it is asked: tables with names, by member and week."""

    ledger: Ledger

    @cached_property
    def suppliers(self) -> dict[str, str]:
        """Return the supplier of focal products of each outlet that feels."""
        header = self.ledger.header
        focal = {name for name in header.products if header.maker_of(name) == header.scenario.focal_maker}
        return {
            each.buyer: each.supplier
            for each in header.contracts
            if focal & each.prices.keys() and header.member(each.buyer).feels
        }

    @cached_property
    def held(self) -> pd.Series:
        """Return what is held against the supplier of focal products, by member and week."""
        return self._against_supplier("grievance").groupby(["aggrieved", "week"])["amount"].sum()

    @cached_property
    def steps(self) -> pd.Series:
        """Return the step of the dispute with that supplier, by member and week."""
        rows = self._against_supplier("dispute")
        return rows["step"].map(STEPS.index).groupby([rows["aggrieved"], rows["week"]]).max()

    @cached_property
    def worst_steps(self) -> pd.Series:
        """Return the furthest step of all disputes of a member, by member and week."""
        rows = self._named("dispute")
        return rows["step"].map(STEPS.index).groupby([rows["aggrieved"], rows["week"]]).max()

    @cached_property
    def efforts(self) -> pd.Series:
        """Return the effort for focal products, by member and week."""
        rows, focal = self._named("effort"), self.ledger.header.scenario.focal_maker
        rows = rows[rows["product"].map(self.ledger.header.maker_of) == focal]
        return rows.groupby(["outlet", "week"])["amount"].mean()

    @cached_property
    def ends(self) -> dict[str, tuple[float, str]]:
        """Return when and why members left the trade, or their supplier of focal products."""
        gone, ended = self._named("departure"), self._named("relation_end")
        ended = ended[ended["supplier"] == ended["member"].map(self.suppliers)]
        rows = pd.concat([gone, ended]).sort_values("week", ascending=False)
        return dict(zip(rows["member"], zip(rows["week"], rows["reason"], strict=True), strict=True))

    def index(self, first: int, last: int) -> pd.Series:
        """Return the conflict of each member in a window of weeks, none of who has no stake."""
        part = self.ledger.excerpt(self.ledger.header.after(first - 1), 0, last)
        return pd.Series(measure(part, "worst_conflict", by="member"))

    def earned(self, first: int, last: int) -> pd.Series:
        """Return what each member earned on focal products in a window of weeks."""
        return pd.Series(margins_earned(self.ledger, first, last), self.ledger.header.parties)

    def _named(self, kind: str) -> pd.DataFrame:
        rows = self.ledger.table(kind)
        return rows.astype({name: str for name in rows if isinstance(rows[name].dtype, pd.CategoricalDtype)})

    def _against_supplier(self, kind: str) -> pd.DataFrame:
        rows = self._named(kind)
        return rows[rows["other"] == rows["aggrieved"].map(self.suppliers)]


def quarters(ledger: Ledger) -> pd.DataFrame:
    """Return a row for each member and quarter: what is known at its start, and what happens in it.

    What happens is 1 or 0; not a number for members of which it cannot: those without a rule to leave by,
    those that do less already, those that are not there for long enough.
    """
    told = Told(ledger)
    return pd.DataFrame([row for week in ASKED for row in _quarter(told, week)])


def _quarter(told: Told, week: int) -> Iterator[dict[str, float]]:
    index = told.index(week - HORIZON + 1, week)
    before, now = told.earned(week - 2 * HORIZON + 1, week - HORIZON), told.earned(week - HORIZON + 1, week)
    for member in told.suppliers:
        end, reason = told.ends.get(member, (inf, ""))
        if end > week:
            yield {
                "week": week,
                "index": index.get(member, 0.0),
                "felt": told.held.get((member, week), 0.0),
                "earnings": -relative(now[member], before[member]),
                **dict(zip(FORETOLD, happens(told, member, week, end, reason), strict=True)),
            }


def happens(told: Told, member: str, week: int, end: float, reason: str) -> Iterator[float]:
    """Yield events in a member's twelve weeks after a week, 1 or 0, in the order of FORETOLD."""
    ends, feels = end <= week + HORIZON, reason == "conflict"
    yield float(ends and feels)
    has_rule = told.ledger.header.member(member).entry_exit is not None
    yield float(ends and not feels) if has_rule else nan
    later = within(told.steps, member, week + 1, week + HORIZON)
    is_open = told.steps.get((member, week), 0) < LESS_EFFORT
    yield float((later >= LESS_EFFORT).any()) if is_open else nan
    usual = within(told.efforts, member, week - HORIZON + 1, week)
    after = within(told.efforts, member, week + 1, week + HORIZON)
    cut = float(after.mean() < usual.mean() - CUT) if len(usual) and len(after) else nan
    yield cut
    disputes = within(told.worst_steps, member, week - HORIZON + 1, week + HORIZON)
    yield nan if (disputes >= LESS_EFFORT).any() else cut
    yield cut if is_open else nan


def within(rows: pd.Series, member: str, first: int, last: int) -> pd.Series:
    """Return a member's rows of the weeks from *first* to *last*."""
    if member not in rows.index.get_level_values(0):
        return rows.iloc[:0].droplevel(0)
    return rows.loc[member].loc[first:last]


def relative(now: float, before: float) -> float:
    """Return how far an amount went up, as a share of both together: −1 … 1, and 0 of nothing."""
    both = abs(now) + abs(before)
    return (now - before) / both if both else 0.0


def pairs(ledger: Ledger) -> pd.DataFrame:
    """Return a row for each dealer and the maker: conflict in the first year, and how it did afterwards."""
    told = Told(ledger)
    index, reviews = told.index(1, YEAR), YEAR // ledger.header.scenario.review_weeks
    opening, later = told.earned(1, BEFORE_ANY_STORE), told.earned(YEAR + 1, ledger.last_week)
    dealers = [member for member in told.suppliers if is_dealer(member)]
    rates = later / (ledger.last_week - YEAR), opening / BEFORE_ANY_STORE
    suppliers = pd.Series([each.buyer for each in ledger.header.contracts]).value_counts()
    return pd.DataFrame(
        {
            "index": [index.get(one, 0.0) for one in dealers],
            "felt": [within(told.held, one, 1, YEAR).sum() / reviews for one in dealers],
            PERFORMANCE[0]: later[dealers].to_numpy(),
            PERFORMANCE[1]: [relative(*(rate[one] for rate in rates)) for one in dealers],
            "depends": [bool(suppliers[one] == 1) for one in dealers],
            "region": [ledger.header.member(one).region for one in dealers],
        }
    )


def correlations(found: pd.DataFrame) -> dict[str, float]:
    """Return how conflict and performance go together among dealers: all, those of one brand, of two.

    And of those of one region among each other, which was asked afterwards.
    """
    measured = [*KNOWN[:2], *PERFORMANCE]
    apart = found.groupby(["region", "depends"])[measured].transform(lambda one: one - one.mean())
    groups = dict(
        zip(
            GROUPS,
            (
                found,
                *(table[rows] for table in (found, apart) for rows in (found["depends"], ~found["depends"])),
            ),
            strict=True,
        )
    )
    return {
        f"{conflict}, {performance}: {name}": correlation(group[conflict], group[performance])
        for conflict in KNOWN[:2]
        for performance in PERFORMANCE
        for name, group in groups.items()
    }


def correlation(one: pd.Series, other: pd.Series) -> float:
    """Return Pearson's correlation; not a number where one of the two is the same for all."""
    if np.ptp(one) == 0.0 or np.ptp(other) == 0.0:
        return nan
    return float(np.corrcoef(one, other)[0, 1])
