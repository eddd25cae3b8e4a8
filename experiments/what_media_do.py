"""What media do: five questions about media that differ in kind, each a few campaigns in shipped worlds.

Question    Closing: does a medium of awareness close sales? Visits: what does retargeting bring, with visits
            and without, where needs last and where they are over in a week? Listings: who gains by ads on a
            marketplace, and who pays? Posters: what do posters in one region move in the others? Promise:
            where does a lie pay, told on a social medium, at the shelf, or in mails to owners?
Prediction  Written before anything was played.
            Closing: posters sell least for the same weekly budget, and where the machine is known they cost
            the maker more than they bring. What they take from needs lost unaware comes back in large part
            as drop-offs at later stages. Search sells most. Retargeting spends least, sells less than
            search, and most for what it spends. Where nobody knows the machine, posters sell more than
            retargeting, which has nobody to follow.
            Visits: without a web store banners reach nobody, cost nothing and change nothing, in any seed.
            With one they cost much the same at both lengths of need, and sell only where needs last: a need
            of a week is over before its customer can be followed, and the next is too far away.
            Listings: where both bid neither sells more than without ads by much, and both makers are left
            with less, since each sets the other's price. Who bids alone gains at the other's expense, and
            pays the least price.
            Posters: the north knows the machine better while they stand, buys more, and has forgotten by the
            end of the year. Elsewhere awareness is the same to the bit. Sales elsewhere move by shared stock
            alone: with plenty of it by nothing, in any seed.
            Promise: at the shelf it sells most in the first year, disappoints most and costs most trust, and
            loses most of its gain by the fourth year. On social less of all. To owners it sells next to
            nothing: they know better.
            Afterwards: having seen first runs of all of it, and before any of this was played. Posters whose
            contacts cost what contacts on search cost sell less than search. Where the maker's stock is
            short, the middle and the south sell less by posters in the north. Where dealers say nothing, the
            lie on social sells more in the first year than beside dealers that tell the truth, and trust
            falls by it.
How         Closing: dealers and web store, the focal maker's money on nothing, on posters in all regions, on
            a search engine, or on banners for visitors, and on posters whose contacts cost what they cost on
            search; as shipped, and where nobody has heard of any machine yet.
            Visits: banners for visitors of the web store on top of the shipped campaigns, with the store and
            without it, needs as shipped or of one week. Listings: a marketplace on which nobody, both, the
            rival alone or the focal maker alone bids. Posters: dealers, posters in the north for a quarter,
            as shipped, with plenty of stock and where the maker's is short. Promise: batteries whose cells
            are weaker than people think; all talk is of how long they last, on a social medium, at dealers,
            and in mails to buyers, for three years (four were meant); it is true, or false at one of the
            three, dealers silent or not: same money, same words, another claim. Media are those of shipped
            files, at their prices (`experiments/media/worlds.py`). The rival does what it does. Same
            customers, same luck; the mean over seeds with half its 95 % interval.
Verdict     experiments/what_media_do/table.csv, and as Markdown beside it.
            Closing: refuted. Posters sell most in both worlds and pay many times over: what is lacking is
            that people know the machine, and a contact with a poster costs a small part of one on search.
            Contact by contact it is as expected: where they cost as much as on search, and there are as
            many, search sells far more. Of needs that are no longer lost unaware a small part is lost later,
            and much the same part with posters and search: nothing here makes who searches readier to buy
            than who passes a poster with a need. More needs leave while considering, and not as many while
            deciding, where those leave that take the rival's. Retargeting sells little for what it spends,
            and next to nothing where nobody had heard of the machine: who has visited knows it, and forgets
            it only where awareness fades.
            Visits: without a store confirmed; no figure moves. With one refuted: banners sell a little at
            both lengths. Where everybody knows the machine and nobody believes banners they sell nothing. So
            they work in this way: visitors keep in mind until their next need what they would forget, and
            believe what banners say, which a need that lasts may do while it looks on. They bring no need
            back, for no need forgets where it looked.
            Listings: refuted for both. The focal maker wins the better place with a smaller bid, as its ad
            is more to the point; it sells about as many as alone and is left with more than without ads,
            though the rival's bid makes its contacts several times as dear. The rival is left with the other
            place, at the price from which places are sold, and sells no more that can be told. Who bids
            alone gains as expected, but from needs that nobody met more than from the other. The marketplace
            earns by fees on what is sold more, and where both bid by what they pay for listings, too; where
            the rival alone bids that does not make up for what else it loses.
            Posters: confirmed, but the north has not forgotten all by the end of the year. Elsewhere nothing
            moves as shipped either, for the maker makes what is ordered. Where it cannot make more, the
            middle and the south lose about what the north gains, and know the machine a little worse, as not
            as many own it there and talk.
            Promise: confirmed at the shelf, but it loses a part of its gain, and not most. On social it
            makes people believe far more of the cells and sells little: dealers that tell the truth put it
            right as people choose. Where they say nothing it sells more, and more later than at first, since
            beliefs build up for months and trust wears slowly. To owners little beside dealers that talk;
            where they are silent more, and more later than at first: owners know better by a part alone,
            and are few at first. What mails say nobody believes that is not sent them.

Run it: uv run python experiments/what_media_do.py [--seeds N] [--jobs N] [--out FOLDER]
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import pandas as pd
import typer

from experiments.media.figures import FIGURES, play
from experiments.media.worlds import Case, cases
from experiments.published_table import lines, publish
from simulator import Scenario
from simulator.studies.runs.statistics import interval, paired
from simulator.studies.runs.workers import work_through

HEADING = """# What media do

What campaigns change, against the first column of each world, {seeds} seeds; in brackets: no difference
can be told; *same*: none in any seed. Where there is nothing to set against, levels stand. Written by
`experiments/what_media_do.py`.
"""


def answered(task: tuple[str, Scenario, int]) -> dict[str, float]:
    """Play one run and return its figures."""
    question, scenario, seed = task
    return {name: float(value) for name, value in FIGURES[question](play(scenario, seed)).items()}


def rows(case: Case, seeds: int, jobs: int) -> Iterator[dict[str, Any]]:
    """Yield what each way changes in a world, against the first, figure by figure."""
    tasks = [(case.question, way, seed) for way in case.ways.values() for seed in range(1, seeds + 1)]
    done = work_through(answered, tasks, jobs=jobs)
    failed = [one.trace for one in done if one.result is None]
    if failed:
        raise RuntimeError(failed[0])
    runs = [one.result or {} for one in done]
    first = runs[:seeds]
    for number, way in enumerate(case.ways):
        mine = runs[number * seeds : (number + 1) * seeds]
        for figure in mine[0] if number else ():
            yield {
                "question": case.question,
                "world": case.world,
                "against": next(iter(case.ways)),
                "way": way,
                "figure": figure,
                **change([run.get(figure, float("nan")) for run in first], [run[figure] for run in mine]),
            }


def change(before: list[float], after: list[float]) -> dict[str, Any]:
    """Return levels of both and their paired difference; without a first level, of the second."""
    difference, level = paired(before, after).difference, interval(after)
    told = difference if difference.n else level
    return {
        "without": interval(before).mean,
        "with": level.mean,
        "change": difference.mean,
        "half": told.half,
        "told": told.tells_a_difference,
    }


def played(seeds: int, jobs: int) -> Iterator[dict[str, Any]]:
    """Yield all rows, question by question."""
    for case in cases():
        yield from rows(case, seeds, jobs)


def markdown(table: pd.DataFrame) -> str:
    """Return a table a question: a row a figure, a column a way in a world."""
    questions = table.groupby("question", sort=False)
    return "\n\n".join(f"## {str(name).capitalize()}\n\n{block(told)}" for name, told in questions)


def block(table: pd.DataFrame) -> str:
    """Return one question's table, without figures that are zero everywhere."""
    columns: dict[str, dict[str, str]] = {}
    there = table.groupby("figure")[["without", "with"]].transform("max").max(axis=1) != 0.0
    for one in table[there].to_dict("records"):
        columns.setdefault(f"{one['world']}: {one['against']}", {})[one["figure"]] = number(one["without"])
        columns.setdefault(f"{one['world']}: {one['way']}", {})[one["figure"]] = cell(one)
    figures = dict.fromkeys(table[there]["figure"])
    return lines(["", *columns], [[name, *(c.get(name, "") for c in columns.values())] for name in figures])


def number(value: float) -> str:
    """Return a level; nothing where there is none."""
    text = "" if np.isnan(value) else f"{value:,.2f}" if abs(value) < 1.0 else f"{value:,.1f}"
    return text.replace("-", "−")


def cell(row: dict[Any, Any]) -> str:
    """Return a change with half its interval; in brackets where none can be told; else a level."""
    half = number(row["half"])
    if np.isnan(row["change"]):
        return "" if np.isnan(row["with"]) else f"at {number(row['with'])} ± {half}"
    if row["change"] == row["half"] == 0.0:
        return "same"
    sign = "−" if row["change"] < 0 else "+"
    text = f"{sign}{number(abs(row['change']))} ± {half}"
    return text if row["told"] else f"({text})"


def main(
    seeds: Annotated[int, typer.Option(min=2)] = 8,
    jobs: Annotated[int, typer.Option(min=1)] = 1,
    out: Path = Path("experiments/what_media_do"),
) -> None:
    """Play all campaigns in all worlds, and write the table."""
    table = pd.DataFrame(played(seeds, jobs)).round(3)
    text = HEADING.format(seeds=seeds) + "\n" + markdown(table) + "\n"
    publish(table, text, out)
    typer.echo(text)


if __name__ == "__main__":
    typer.run(main)
