"""Tables of what conflict foretells: a row a world, each column the values of one statement; and as Markdown.

A statement is the mean of its column with its interval over worlds. Columns of what is estimated of all
worlds together hold pseudo-values (`experiments/felt_conflict/foretelling.py`); others are a world's own.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.felt_conflict.foretelling import auc, pseudo_values, told_apart_within
from experiments.felt_conflict.members import FORETOLD, GROUPS, KNOWN, PERFORMANCE
from experiments.felt_conflict.ranks import MEASURES, VARIED, of_worlds
from experiments.published_table import lines
from simulator.studies.runs.statistics import interval

FILE = Path(__file__).parents[1] / "what_conflict_foretells" / "table.csv"
DIGITS = 5
OVER = ("all members and quarters", "those of one world and quarter")
ASKED_FOR = 0.7
"""What a sceptic asks of the index [AUC]; no bound."""
HEADING = """# What conflict foretells

{worlds} worlds of two years, listed before they were played. Mean and half the interval of 95 % over worlds.
Written by `experiments/what_conflict_foretells.py`; no bound is set on any of it.

## In whom relations end and effort is cut in the twelve weeks after

AUC: how often the member to which it happens scored higher than one to which it does not, ½ where the score
knows nothing. Felt conflict is what disputes and ends for conflict are decided by, so there its AUC is that
of a cause, with luck, trust and dependence beside it; the index is read by nothing.

"""
PAIRS = """

## Conflict in the first year and how dealers do afterwards

Pearson's correlation over the dealers of one world, each with the maker: of its index, or of what it holds
against the maker, with what it earns on the maker's products. In one region: each less the mean of its
region's dealers with as many brands; that was asked afterwards, as was the last line of the tables above.

"""
RANKS = """

## Ranks by the index under other terms

Against the ranks under the usual ones: members of one world, and the worlds; the same runs, measured anew.
Under the usual terms the worlds' indices lie from {least:.3f} to {most:.3f}.

"""


def of_each_world(found: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Return a row a world: what happened there, what it says, and its pseudo-values of what all say."""
    rows = [
        {**_happened(one["quarters"]), **one["pairs"], **one["alike"], "index": one["totals"][VARIED[0]][0]}
        for one in found
    ]
    table = pd.DataFrame(rows)
    both = pd.concat([one["quarters"].assign(world=at) for at, one in enumerate(found)], ignore_index=True)
    more = {**_aucs(both, len(found)), **_ranks_of_worlds(found)}
    table = pd.concat([table, pd.DataFrame(more)], axis=1).round(DIGITS)
    table.insert(0, "world", range(1, len(found) + 1))
    return table


def _happened(quarters: pd.DataFrame) -> dict[str, float]:
    """Return how often things could happen and did in a world, and the means of what was known."""
    could = {f"could happen: {name}": float(quarters[name].notna().sum()) for name in FORETOLD}
    did = {f"happened: {name}": float((quarters[name] == 1.0).sum()) for name in FORETOLD}
    return {**could, **did, **{f"mean: {name}": float(quarters[name].mean()) for name in KNOWN}}


def _aucs(both: pd.DataFrame, worlds: int) -> dict[str, Any]:
    """Return the pseudo-values of each AUC, by what happens, what is known, and over which pairs."""
    found: dict[str, Any] = {}
    for event in FORETOLD:
        for known in KNOWN:
            every, same = over_all(both, worlds, known, event), over_same(both, worlds, known, event)
            found |= dict(zip((column(event, known, over) for over in OVER), (every, same), strict=True))
    return found


def over_all(both: pd.DataFrame, worlds: int, known: str, event: str) -> Any:
    """Return the pseudo-values of the AUC over all pairs of rows."""

    def estimate(kept: Any) -> float:
        rows = both[kept[both["world"]]]
        return auc(rows[known], rows[event])

    return pseudo_values(worlds, estimate)


def over_same(both: pd.DataFrame, worlds: int, known: str, event: str) -> Any:
    """Return the pseudo-values of the AUC over pairs of rows of one world and quarter."""
    parts = np.array(
        [
            told_apart_within(rows[known], rows[event], rows["week"])
            for _, rows in sorted(both.groupby("world"))
        ]
    )

    def estimate(kept: Any) -> float:
        wins, duels = parts[kept].sum(axis=0)
        return float(wins / duels) if duels else float("nan")

    return pseudo_values(worlds, estimate)


def _ranks_of_worlds(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the pseudo-values of how alike worlds rank."""
    totals = {varied: pd.DataFrame([one["totals"][varied] for one in found]) for varied in VARIED}
    return {
        f"worlds, {varied}: {measure}": pseudo_values(
            len(found), lambda kept, v=varied, m=measure: of_worlds(totals[v], m, kept)
        )
        for varied in VARIED
        for measure in MEASURES
    }


def column(event: str, known: str, over: str) -> str:
    """Return the name of the column of an AUC."""
    return f"{event}, {known}, {over}"


def read(name: str) -> list[float]:
    """Return the published values of a column, world by world."""
    values: list[float] = _published()[name].tolist()
    return values


@cache
def _published() -> pd.DataFrame:
    return pd.read_csv(FILE)


def markdown(table: pd.DataFrame) -> str:
    """Return the tables of what is foretold, of pairs and of ranks, with their headings."""
    first = "\n\n".join(_foretold(table, over) for over in OVER)
    return (
        HEADING.format(worlds=len(table))
        + first
        + PAIRS
        + lines(["conflict, performance", *GROUPS, "one brand less two"], list(_pair_rows(table)))
        + RANKS.format(least=table["index"].min(), most=table["index"].max())
        + lines(["of", "other", *MEASURES], list(_rank_rows(table)))
        + "\n"
    )


def _foretold(table: pd.DataFrame, over: str) -> str:
    """Return the table of AUCs over some pairs."""
    heads = [over, "happens", *KNOWN, "index less earnings", f"index less {ASKED_FOR:g}"]
    rows = []
    for event in FORETOLD:
        each = {known: table[column(event, known, over)] for known in KNOWN}
        often = f"{table[f'happened: {event}'].sum():,.0f} of {table[f'could happen: {event}'].sum():,.0f}"
        apart = (each["index"] - each["earnings"], each["index"] - ASKED_FOR)
        cells = [*(number(one) for one in each.values()), *(number(one, sign=True) for one in apart)]
        rows.append([event, often, *cells])
    return lines(heads, rows)


def _pair_rows(table: pd.DataFrame) -> Iterator[list[str]]:
    """Yield the lines of correlations over dealers."""
    for conflict in KNOWN[:2]:
        for performance in PERFORMANCE:
            each = [table[f"{conflict}, {performance}: {group}"] for group in GROUPS]
            cells = [number(one, sign=True) for one in (*each, each[1] - each[2])]
            yield [f"{conflict}, {performance}", *cells]


def _rank_rows(table: pd.DataFrame) -> Iterator[list[str]]:
    """Yield the lines of ranks under other terms."""
    for who in ("members", "worlds"):
        for varied in VARIED:
            yield [who, varied, *(number(table[f"{who}, {varied}: {name}"]) for name in MEASURES)]


def number(values: Sequence[float] | pd.Series, *, sign: bool = False) -> str:
    """Return a mean over worlds with half its interval."""
    told = interval(np.asarray(values, dtype=np.float64))
    if np.isnan(told.mean):
        return "none"
    return f"{told.mean:{'+' if sign else ''}.3f} ± {told.half:.3f}".replace("-", "−")
