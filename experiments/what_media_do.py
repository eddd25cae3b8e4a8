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
Verdict     Not played yet.

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
from simulator import Scenario
from simulator.studies.runs.statistics import interval, paired
from simulator.studies.runs.workers import work_through

HEADING = """# What media do

What campaigns change, against the first column of each world, {seeds} seeds; in brackets: no difference
can be told. Where there is nothing to set against, levels stand. Written by `experiments/what_media_do.py`.
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
    return "\n\n".join(
        f"## {question.capitalize()}\n\n{block(told)}"
        for question, told in table.groupby("question", sort=False)
    )


def block(table: pd.DataFrame) -> str:
    """Return one question's table."""
    columns: dict[str, dict[str, str]] = {}
    for one in table.to_dict("records"):
        columns.setdefault(f"{one['world']}: {one['against']}", {})[one["figure"]] = number(one["without"])
        columns.setdefault(f"{one['world']}: {one['way']}", {})[one["figure"]] = cell(one)
    figures = list(dict.fromkeys(table["figure"]))
    lines = ["| | " + " | ".join(columns) + " |", "|" + "---|" * (1 + len(columns))]
    lines += [
        "| " + " | ".join([name, *(told.get(name, "") for told in columns.values())]) + " |"
        for name in figures
    ]
    return "\n".join(lines)


def number(value: float) -> str:
    """Return a level; nothing where there is none."""
    return "" if np.isnan(value) else f"{value:,.2f}"


def cell(row: dict[str, Any]) -> str:
    """Return a change with half its interval; in brackets where none can be told; else a level."""
    if np.isnan(row["change"]):
        return "" if np.isnan(row["with"]) else f"at {row['with']:,.2f} ± {row['half']:,.2f}"
    text = f"{row['change']:+,.2f} ± {row['half']:,.2f}".replace("-", "−")
    return text if row["told"] else f"({text})"


def main(
    seeds: Annotated[int, typer.Option(min=2)] = 8,
    jobs: Annotated[int, typer.Option(min=1)] = 1,
    out: Path = Path("experiments/what_media_do"),
) -> None:
    """Play all campaigns in all worlds, and write the table."""
    table = pd.DataFrame(played(seeds, jobs)).round(3)
    out.mkdir(exist_ok=True)
    table.to_csv(out / "table.csv", index=False)
    text = HEADING.format(seeds=seeds) + "\n" + markdown(table) + "\n"
    (out / "table.md").write_text(text, encoding="utf-8")
    typer.echo(text)


if __name__ == "__main__":
    typer.run(main)
