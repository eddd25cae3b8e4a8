"""Web store by need: whom does a web store at the dealers' price take its sales from, need by need?

Question    Of what a maker's web store sells beside dealers at the list price, how much is new to the
            category, how much comes from the dealers, how much from rivals, how much is shifted in time, and
            of how much does nobody know, because the need is open when the run without the store ends?
Prediction  A direct channel takes little from the others unless it mimics them (Deleersnyder, Geyskens,
            Gielens & Dekimpe 2002); a deal's bump, for comparison, is about a third new, a third from other
            brands, a third from other weeks (van Heerde, Leeflang & Wittink 2004). None was used to set
            anything.
How         Each need of each customer is followed in two runs, with the store and without it, with the same
            customers and luck (`simulator.split_by_need`). Without files the three shipped worlds are played
            with plenty of stock, and with `--drawn` the twenty worlds around them that were fixed beforehand.
            Beside the shares by need the differences of totals, which count who else was moved. How fast a
            search widens is a choice on which much hangs, so the first world is played with others, too.
Verdict     experiments/web_stores/table.csv and table.md: units, shares by need, and in brackets
            the shares by totals. What files that are named come to is printed only.

Run it: uv run python experiments/web_store_by_need.py [SCENARIO.yaml …] [--drawn 20] [--seeds 5] [--jobs 2]
        [--out experiments/web_stores]
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from experiments import published_table
from experiments.validation.patterns._drawn_worlds import BASES, STORES, drawn_world, web_store
from experiments.validation.patterns._shipped import grown
from simulator import Scenario, load, split_by_need
from simulator.studies.need_split.need_split import TOLD, NeedSplit
from simulator.studies.need_split.paired_needs import SOURCES

HEADING = """# A web store at the dealers' price, need by need

Units of a store at the list price beside dealers; shares by the source of each need, in brackets by totals.
Shipped worlds: {seeds} seeds. Written by `experiments/web_store_by_need.py`; nothing was set by it.

"""
GROWTHS = (0.0, 0.1, 1.0, 3.0)
"""How fast a search widens in further lines of the first shipped world, which states a growth by choice."""
PARITY = 1.0
"""Price of the store [share of the list price]."""


def beside(scenario: Scenario, store: dict[str, Any] | None = None) -> Scenario:
    """Return a scenario with the focal manufacturer's web store at the list price beside its ways to market.

    The store is by the scenario's own defaults of `direct_automated`, unless it is given.
    """
    model = "direct_automated"
    terms = {**scenario.default_terms(model), "model": model} if store is None else store
    ways = scenario.model_dump(mode="json")["distribution"]
    return scenario.changed(distribution=[*ways, {**terms, "price": PARITY}])


def split_of_store(
    scenario: Scenario, store: dict[str, Any] | None = None, seeds: int | list[int] = 5, jobs: int = 1
) -> NeedSplit:
    """Return what a web store at the list price sells in a scenario, need by need."""
    return split_by_need(beside(scenario, store), scenario, seeds, jobs=jobs)


def worlds(files: list[str], drawn: int, seeds: int) -> Iterator[tuple[str, Scenario, Any, Any]]:
    """Yield name, scenario, store and seeds of each world that is asked for; a drawn one has its own seed."""
    for file in files:
        yield file, load(file), None, seeds
    for base, store in () if files else zip(BASES, STORES, strict=True):
        yield base, read(grown(base)), grown(store)["distribution"][0], seeds
    for growth in () if files else GROWTHS:
        name = f"{BASES[0]}, search growth {growth:g}"
        yield name, read(searching(grown(BASES[0]), growth)), grown(STORES[0])["distribution"][0], seeds
    for number in range(1, drawn + 1):
        yield f"drawn world {number}", read(drawn_world(number)), web_store(number), [number]


def searching(whole: dict[str, Any], growth: float) -> dict[str, Any]:
    """Return a world in plain values in which a longer search reaches so many more outlets a week."""
    for segment in whole["segments"].values():
        for need in segment["needs"].values():
            need["search_growth"] = growth
    return whole


def read(whole: dict[str, Any]) -> Scenario:
    """Return a scenario of plain values."""
    return Scenario.model_validate_json(json.dumps(whole))


def rows(name: str, split: NeedSplit) -> Iterator[dict[str, Any]]:
    """Yield what one store sold, source by source: units, and shares by need and by totals."""
    sold = split.sold.mean
    for one in split.sources:
        yield {
            "world": name,
            "sold": sold,
            "source": one.source,
            "units": one.units.mean,
            "share": one.units.mean / sold if sold else float("nan"),
            "share_by_totals": one.net.mean / sold if one.net.n and sold else float("nan"),
        }


def line(cells: pd.DataFrame) -> str:
    """Return one line of the table: units, and shares by need and by totals."""
    shares = [
        f"{100 * share:.0f} %" + ("" if pd.isna(net) else f" ({100 * net:.0f})")
        for share, net in zip(cells["share"], cells["share_by_totals"], strict=True)
    ]
    return published_table.line(cells["world"].iloc[0], f"{cells['sold'].iloc[0]:,.0f}", *shares)


HEAD = published_table.line("world", "units", *(TOLD[source] for source in SOURCES))


def markdown(table: pd.DataFrame) -> str:
    """Return the table as Markdown: a line for each world."""
    lines = [line(cells) for _, cells in table.groupby("world", sort=False)]
    return "\n".join([HEAD, "|" + "---|" * (2 + len(SOURCES)), *lines])


def main(
    files: Annotated[
        list[str] | None, typer.Argument(help="Scenario files; none: the shipped worlds.")
    ] = None,
    drawn: Annotated[int, typer.Option(min=0, max=20, help="How many of the drawn worlds are played.")] = 0,
    seeds: Annotated[int, typer.Option(min=1, help="How many seeds of each file or shipped world.")] = 5,
    jobs: Annotated[int, typer.Option(min=1, help="Number of processes.")] = 1,
    out: Annotated[Path | None, typer.Option(help="Folder of the table; none: it is printed only.")] = None,
) -> None:
    """Tell what a web store at the dealers' price sells, by the source of each need."""
    typer.echo(HEAD)
    found: list[dict[str, Any]] = []
    for name, scenario, store, chosen in worlds(files or [], drawn, seeds):
        told = list(rows(name, split_of_store(scenario, store, chosen, jobs)))
        typer.echo(line(pd.DataFrame(told)))
        found += told
    if out is not None:
        write(pd.DataFrame(found), out, seeds)


def write(table: pd.DataFrame, out: Path, seeds: int) -> None:
    """Write the table into a folder, as CSV and as Markdown."""
    table = table.round(4)
    published_table.publish(table, HEADING.format(seeds=seeds) + markdown(table) + "\n", out)


if __name__ == "__main__":
    typer.run(main)
