"""Lookers: runs in which everybody with an open need looks in every week, and what must equal them."""

from typing import Any

import numpy as np
import pandas as pd

from simulator.domain.ledger_entries import KINDS
from simulator.ledger.columns import CODED
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import opened
from simulator.scenario.schema import Scenario

OF_VISITS = ("choice", "consideration", "attribute")
"""Tables with rows for every visit."""
VISIT = ["week", "category", "customer"]


def with_needs(scenario: Scenario, **terms: Any) -> Scenario:
    """Return the same scenario with such terms of all needs."""
    people = scenario.model_dump(mode="json")["segments"]
    for segment in people.values():
        for need in segment["needs"].values():
            need.update(terms)
            if need["lasts_weeks"] > 1:  # several units can't be open
                need["units"] = 1
    return scenario.changed(segments=people)


def both_ways(scenario: Scenario, seed: int) -> tuple[Ledger, Ledger]:
    """Play a scenario, and again with everybody looking in every week."""
    return played(scenario, seed, everybody=False), played(scenario, seed, everybody=True)


def played(scenario: Scenario, seed: int, *, everybody: bool) -> Ledger:
    """Play a scenario."""
    market = opened(scenario, seed)
    market.crowd.again.everybody |= everybody
    for _ in range(scenario.weeks):
        market.step()
    return market.ledger.close()


def visits(ledger: Ledger) -> int:
    """Return how many visits there were."""
    flows = ledger.table("need_flow")
    return int(flows[flows["outcome"] == "visits"]["needs"].sum())


def assert_equal(some: Ledger, everybody: Ledger) -> None:
    """Both have the same entries, but for visits that chose nothing."""
    for kind in (kind for kind in KINDS if some.count(kind) or everybody.count(kind)):
        if same_columns(kind, some, everybody):
            continue
        one, other = without_visits(kind, some), without_visits(kind, everybody)
        if kind in OF_VISITS:
            made = pd.MultiIndex.from_frame(some.table("choice")[VISIT])
            was_made = pd.MultiIndex.from_frame(other[VISIT]).isin(made)
            if kind == "choice":
                offers = other[~was_made & other["outlet"].notna()]
                assert not offers[["chosen", "bought", "ordered"]].any(axis=None)
            other = other[was_made]
        pd.testing.assert_frame_equal(
            one.reset_index(drop=True), other.reset_index(drop=True), check_categorical=False, obj=kind
        )


def same_columns(kind: str, some: Ledger, everybody: Ledger) -> bool:
    """Say at once whether all entries of a kind are the same, in the same order and the same words."""
    names = [[*(ledger.header.names(sort) for sort in CODED), ledger.words] for ledger in (some, everybody)]
    if names[0] != names[1]:
        return False
    one, other = some.columns(kind), everybody.columns(kind)
    return all(np.array_equal(one[name], other[name]) for name in one)


def without_visits(kind: str, ledger: Ledger) -> pd.DataFrame:
    """Return a table of a ledger, without counts of visits, and attributes that are only named."""
    table = ledger.table(kind, steps=True)
    if kind == "need_flow":
        return table[table["outcome"] != "visits"]
    return table[table["amount"] != 0.0] if kind == "attribute" else table
