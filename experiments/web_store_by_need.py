"""Web store by need: whom does a web store at the dealers' price take its sales from, need by need?

Question    Of what a maker's web store sells beside dealers at the list price, how much is new to the
            category, how much comes from the dealers, how much from rivals, how much is shifted in time?
Prediction  A direct channel takes little from the others unless it mimics them (Deleersnyder, Geyskens,
            Gielens & Dekimpe 2002); a deal's bump, for comparison, is about a third new, a third from other
            brands, a third from other weeks (van Heerde, Leeflang & Wittink 2004). None was used to set
            anything.
How         Each need of each customer is followed in two runs, with the store and without it, with the same
            customers and luck (`simulator.split_by_need`). Without files the three shipped worlds are played
            with plenty of stock, and with `--drawn` the twenty worlds around them that were fixed beforehand.
            Beside the shares by need the differences of totals, which count who else was moved.
Verdict     Printed: units, shares by need, and in brackets the shares by totals.

Run it: uv run python experiments/web_store_by_need.py [SCENARIO.yaml …] [--drawn 20] [--seeds 5] [--jobs 2]
"""

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from experiments.validation.patterns._drawn_worlds import BASES, STORES, drawn_world, web_store
from experiments.validation.patterns._shipped import grown
from simulator import Scenario, load, split_by_need
from simulator.studies.need_split.need_split import TOLD, NeedSplit
from simulator.studies.need_split.paired_needs import SOURCES

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
    for number in range(1, drawn + 1):
        yield f"drawn world {number}", read(drawn_world(number)), web_store(number), [number]


def read(whole: dict[str, Any]) -> Scenario:
    """Return a scenario of plain values."""
    return Scenario.model_validate_json(json.dumps(whole))


def line(name: str, split: NeedSplit) -> str:
    """Return one line of the table: units, and shares by need and by totals."""
    sold = split.sold.mean
    cells = []
    for one in split.sources:
        net = f"({100 * one.net.mean / sold:4.0f})" if one.net.n and sold else "      "
        share = f"{100 * one.units.mean / sold:4.0f} %" if sold else "     —"
        cells.append(f"{share} {net}".rjust(20))
    return f"{name[:32]:<32} {sold:>9,.0f}" + "".join(cells)


def main(
    files: Annotated[
        list[str] | None, typer.Argument(help="Scenario files; none: the shipped worlds.")
    ] = None,
    drawn: Annotated[int, typer.Option(min=0, max=20, help="How many of the drawn worlds are played.")] = 0,
    seeds: Annotated[int, typer.Option(min=1, help="How many seeds of each file or shipped world.")] = 5,
    jobs: Annotated[int, typer.Option(min=1, help="Number of processes.")] = 1,
) -> None:
    """Print what a web store at the dealers' price sells, by the source of each need."""
    print(f"{'':<32} {'units':>9}" + "".join(TOLD[source].rjust(20) for source in SOURCES))
    for name, scenario, store, chosen in worlds(files or [], drawn, seeds):
        print(line(name, split_of_store(scenario, store, chosen, jobs)), flush=True)


if __name__ == "__main__":
    typer.run(main)
