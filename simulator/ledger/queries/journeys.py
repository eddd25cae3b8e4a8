"""Journeys: how needs of the focal manufacturer's categories went from stage to stage, and where they stand.

Read from entries of a ledger that tells stages (`stages: true`). Of each stage, outlet and week

    in stage before + entries = exits + in stage
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.ledger.columns import Column
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.rows import Rows, rows_of
from simulator.mechanisms.choice.barriers_split import SIXTIETHS

type Words = NDArray[np.str_]


def own_categories(rows: Rows) -> Rows:
    """Return the rows about categories in which the focal manufacturer sells."""
    header = rows.header
    focal = zip(header.products, header.focal_products[:-1].tolist(), strict=True)
    own = {header.scenario.products[name].category for name, is_own in focal if is_own}
    categories = np.array([category in own for category in header.categories] + [False])
    return rows.where(categories[rows["category"]])


def words_of(ledger: Ledger, codes: Column) -> Words:
    """Return the words of a column of codes; an empty word for none."""
    return np.asarray([*ledger.words, ""])[codes]


def places_of(header: RunHeader, codes: Column, by: str) -> Words:
    """Return the names of outlets by their codes, or their formats (*by*); an empty word for no outlet."""
    named = [one.name if by == "outlet" else one.format or one.in_tier for one in header.members]
    return np.asarray(["", *named, ""])[codes]


def stage_flows(ledger: Ledger, by: str = "format") -> pd.DataFrame:
    """Return how many needs went from where to where after the warm-up: one row a step.

    Columns: `stage` and `place`, `next_stage` and `next_place`, `needs`. Places are formats of outlets, or
    outlets (*by*); an empty word where no outlet is meant, and as the stage before a need arose.

    >>> from simulator import load, simulate
    >>> few = load("scenarios/espresso.yaml").changed(weeks=4, customers=200, stages=True)
    >>> stage_flows(simulate(few, 1))["next_stage"].iloc[0]
    'unaware'
    """
    rows = own_categories(rows_of(ledger, "stage_transition"))
    found = pd.DataFrame(
        {
            "stage": words_of(ledger, rows["stage"]),
            "place": places_of(ledger.header, rows["outlet"], by),
            "next_stage": words_of(ledger, rows["next_stage"]),
            "next_place": places_of(ledger.header, rows["next_outlet"], by),
            "needs": rows["needs"].astype(np.int64),
        }
    )
    steps = ["stage", "place", "next_stage", "next_place"]
    return found.groupby(steps)["needs"].sum().reset_index()


def drop_offs_by_reason(ledger: Ledger, by: str = "format") -> pd.DataFrame:
    """Return how many needs were lost after the warm-up: `stage`, `place`, `medium`, `reason`, `needs`.

    Places as in `stage_flows`; the medium that had made own products known, an empty word for none; reasons
    as in `LOST_TO`. A need may count by parts. Orders that were cancelled are not among them.
    """
    rows = own_categories(rows_of(ledger, "drop_off"))
    found = pd.DataFrame(
        {
            "stage": words_of(ledger, rows["stage"]),
            "place": places_of(ledger.header, rows["outlet"], by),
            "medium": words_of(ledger, rows["medium"]),
            "reason": words_of(ledger, rows["reason"]),
            "needs": rows["sixtieths"] / SIXTIETHS,
        }
    )
    return found.groupby(["stage", "place", "medium", "reason"])["needs"].sum().reset_index()
