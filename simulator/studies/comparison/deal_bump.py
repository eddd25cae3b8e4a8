"""Deal bump: where what a deal sells more comes from, other brands, other weeks, or nowhere else.

    bump   = Σ own units in the weeks of the deal, with it less without it
    brands = what other manufacturers sell less in these weeks
    weeks  = what the category sells less in all other weeks: bought ahead, or put off until the deal
    new    = what the category sells more over the whole run
    bump   = brands + weeks + new, as what the category sells more in the weeks of the deal is bump − brands

Two runs of the same customers and luck that differ by the deal. A share below zero says that others, or other
weeks, sell more because of it. In general about a third of a bump comes from each (van Heerde, Leeflang &
Wittink 2004, Marketing Science 23(3)); which of it does here is what comes out.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from simulator.base.arrays import Flags, Floats
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.distribution_coverage import categories_of
from simulator.ledger.queries.rows import all_rows
from simulator.scenario.errors.arguments import argument_error, of_type, whole_number


class DealBump(NamedTuple):
    """What a deal of the focal manufacturer's sells more, and where it comes from [units]."""

    bump: float
    brands: float
    weeks: float
    new: float


def deal_bump(ledger: Ledger, without: Ledger, weeks: Iterable[int]) -> DealBump:
    """Return the bump of a deal in some weeks, beside the same run without it.

    *ledger* is that of a run with the deal, *without* that of the same seed without it, and *weeks* are
    the weeks of the deal, from 1.
    In the categories of the focal manufacturer's products, in all weeks, warm-up and all. Raises
    ArgumentError for no ledgers, for runs of other lengths or seeds, and for weeks that are not played.
    """
    for name, one in (("ledger", ledger), ("without", without)):
        of_type(name, one, Ledger, "a ledger, as simulate returns it")
    alike = (ledger.header.seed, ledger.last_week) == (without.header.seed, without.last_week)
    if not alike:
        raise argument_error("without", "is no run of the same seed and length; pair runs that are")
    of_type("weeks", weeks, Iterable, "a list of weeks")
    of_deal = _weeks(ledger, weeks)
    own, category = (_more(ledger, without, is_own) for is_own in (True, False))
    bump, more = own[of_deal].sum(), category[of_deal].sum()
    return DealBump(float(bump), float(bump - more), float(-category[~of_deal].sum()), float(category.sum()))


def _weeks(ledger: Ledger, weeks: Iterable[int]) -> Flags:
    """Say of each week, from 0, whether it is one of the deal's."""
    found = np.zeros(ledger.last_week + 1, dtype=bool)
    for week in weeks:
        found[whole_number("weeks", week, 1, ledger.last_week)] = True
    return found


def _more(ledger: Ledger, without: Ledger, is_own: bool) -> Floats:
    """Return by how much more is sold week by week of the focal manufacturer, or of its categories."""
    category = categories_of(ledger.header)
    own = ledger.header.focal_products[: len(category)]
    counts = own if is_own else np.isin(category, category[own])
    units = [_units(one, counts) for one in (ledger, without)]
    return units[0] - units[1]


def _units(ledger: Ledger, counts: Flags) -> Floats:
    """Return units sold to customers in each week, from 0, of the products that count."""
    rows = all_rows(ledger, "sale")
    which = counts[rows["product"]]
    return np.bincount(rows.when[which], rows.units[which], minlength=ledger.last_week + 1)
