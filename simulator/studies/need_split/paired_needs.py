"""Paired needs: each need that outlets met, beside what becomes of the same need in the run without them.

A need is a customer, a category, the week in which it arose (its onset) and its number within it. With the
same customers and luck in both runs, a need met by the outlets is, in the run without them,

    met by a product of the same manufacturer, at another outlet    from own outlets
    met by a product of another manufacturer                        from rivals
    given up, overtaken by the next, or cancelled with its order    new to the category
    absorbed by an earlier need, which was open and then met        met with an earlier need (shifted in time)
    open at the end: nobody knows whether it would be met           open at the end

so that the five sum to the units by counting. A need that never arose, because an earlier one of the same
customer was open and absorbed it, goes the way of that one: it is new if that is not met, open if that is.
Differences of totals (`net_units`) sum to the units, too, and differ from these by who else was moved:
customers that the outlets draw leave goods to others.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.domain.people.segments import Cell, cells_of
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.customer_needs import OPEN, customer_needs
from simulator.ledger.queries.rows import rows_of
from simulator.scenario.errors.arguments import argument_error
from simulator.scenario.sample import sample_of
from simulator.scenario.schema import Scenario

NEW, OWN, RIVAL, SHIFTED, UNDECIDED = "new", "own", "rival", "shifted", "open"
SOURCES = (NEW, OWN, RIVAL, SHIFTED, UNDECIDED)
"""What became of a need in the run without the outlets: unmet; met at another outlet of the same
manufacturer's products; met by a rival's product; met in one with an earlier need; open at the end."""
NOT_ARISEN = "not arisen"
type Words = NDArray[np.object_]
NEED = ["customer", "category", "onset", "ordinal"]


def paired_needs(ledger: Ledger, without: Ledger, outlets: Iterable[str]) -> pd.DataFrame:
    """Return the needs that outlets met after the warm-up, one row a need, beside the run without them.

    Columns: outlet, format, product, maker, customer, segment, region, category, onset, ordinal, closed
    (week), price paid [currency], source (new, own, rival, shifted, open), outcome_without (met, given_up,
    overtaken, cancelled, open, not arisen), outlet_without, format_without, product_without, maker_without,
    price_without.

    Raises NotRecordedError for a ledger with ``detail: summary``, ArgumentError for runs that are no pair.
    """
    refuse_other_runs(ledger.header, without.header, tuple(outlets))
    mine = customer_needs(ledger)
    sold = mine["outlet"].isin(list(outlets)) & (mine["closed"] > ledger.header.scenario.warm_up)
    mine, theirs = (
        _named(mine[sold.fillna(False)], ledger.header),
        _named(customer_needs(without), without.header),
    )
    kept = ["outcome", "outlet", "format", "product", "maker", "price"]
    pairs = mine.merge(
        theirs[NEED + kept].rename(columns={name: f"{name}_without" for name in kept}), how="left", on=NEED
    )
    pairs["outcome_without"] = pairs["outcome_without"].fillna(NOT_ARISEN)
    pairs["price_without"] = pairs["price_without"].fillna(0.0)
    pairs.insert(0, "source", sources_of(pairs, ends_of_earlier(pairs, theirs)))
    return pairs.drop(columns="outcome")


def sources_of(pairs: pd.DataFrame, earlier: Words) -> Words:
    """Return the source of each need, by its outcome and manufacturer in both runs.

    *earlier* is, of needs that did not arise in the run without the outlets, the end of the earlier need.
    """
    outcome = pairs["outcome_without"].to_numpy()
    same = (pairs["maker"] == pairs["maker_without"]).to_numpy()
    met, one_with = outcome == "met", outcome == NOT_ARISEN
    shifted = one_with & (earlier == "met")
    waits = (outcome == OPEN) | (one_with & (earlier == OPEN))
    return np.select([met & same, met, shifted, waits], [OWN, RIVAL, SHIFTED, UNDECIDED], NEW).astype(object)


def ends_of_earlier(pairs: pd.DataFrame, theirs: pd.DataFrame) -> Words:
    """Return of each need the end of the same customer's need before it, if it was open; else no word."""
    mine = pairs[NEED].reset_index().sort_values("onset")
    before = theirs[[*NEED, "outcome", "closed"]].sort_values("onset")
    found = pd.merge_asof(mine, before, on="onset", by=["customer", "category"], allow_exact_matches=False)
    was_open = found["closed"].isna() | (found["closed"] >= found["onset"])
    ends = found["outcome"].where(was_open.astype(bool), None).set_axis(found["index"])
    return ends.reindex(pairs.index).fillna("").to_numpy(dtype=object)


def net_units(ledger: Ledger, without: Ledger, outlets: Iterable[str]) -> dict[str, float]:
    """Return differences of totals between the runs, which sum to the outlets' sales to customers [units].

        own      what other outlets sell less of the products' manufacturers
        rival    what other outlets sell less of other manufacturers
        new      what is sold more in all

    After the warm-up, to customers; `own` is of manufacturers of which the outlets sell anything.
    """
    names = set(outlets)
    more, less = (_units_by(one, names) for one in (ledger, without))
    makers = {maker for is_there, maker in more if is_there}
    elsewhere = {key for key in (*more, *less) if not key[0]}
    lost = {key: less.get(key, 0.0) - more.get(key, 0.0) for key in elsewhere}
    return {
        NEW: sum(more.values()) - sum(less.values()),
        OWN: sum(units for (_, maker), units in lost.items() if maker in makers),
        RIVAL: sum(units for (_, maker), units in lost.items() if maker not in makers),
    }


def refuse_unpaired(one: Scenario, other: Scenario) -> None:
    """Raise ArgumentError for scenarios with needs that cannot be paired, customer by customer."""
    for what, mine, theirs in (
        ("number of weeks", one.weeks, other.weeks),
        ("population", _cells(one), _cells(other)),
        ("people per customer", one.people_per_customer, other.people_per_customer),
        ("quantity step", one.units.quantity_step, other.units.quantity_step),
        ("currency", one.units.currency, other.units.currency),
    ):
        if mine != theirs:
            told = f"needs are paired in runs of the same customers and luck; these differ in their {what}"
            raise argument_error("without", told)


def refuse_other_runs(header: RunHeader, without: RunHeader, outlets: tuple[str, ...]) -> None:
    """Raise ArgumentError for runs that are no pair: of two seeds, or with the outlets in both."""
    refuse_unpaired(header.scenario, without.scenario)
    if header.seed != without.seed:
        told = f"is of seed {without.seed}, the other run of seed {header.seed}; pair runs of the same seed"
        raise argument_error("without", told)
    there = [name for name in outlets if name in {member.name for member in without.members}]
    if there:
        raise argument_error("without", f"'{there[0]}' is in this run too, which should be without it")


def _cells(scenario: Scenario) -> list[Cell]:
    played = sample_of(scenario)
    return list(cells_of(played.segments, played.regions, played.customers))


def _named(needs: pd.DataFrame, header: RunHeader) -> pd.DataFrame:
    """Return needs with the format of the outlet and the manufacturer of the product that met them."""
    formats = {member.name: member.format for member in header.members}
    makers = {product: header.maker_of(product) for product in header.products}
    return needs.assign(format=needs["outlet"].map(formats), maker=needs["product"].map(makers))


def _units_by(ledger: Ledger, outlets: set[str]) -> dict[tuple[bool, str], float]:
    """Return units sold to customers, by whether one of the outlets sold them, and by manufacturer."""
    header, rows = ledger.header, rows_of(ledger, "sale")
    places = np.array([name in outlets for name in header.parties])[rows["outlet"]]
    found: dict[tuple[bool, str], float] = {}
    for number, product in enumerate(header.products):
        for is_there in (True, False):
            sold = rows.units[(rows["product"] == number) & (places == is_there)]
            if len(sold):
                key = is_there, header.maker_of(product)
                found[key] = found.get(key, 0.0) + float(sold.sum())
    return found
