"""Search or social: the same money for ads that people meet as they look, or for talk that meets all.

Question    For a commodity, a niche product and a new kind of product: which of the two sells more for the
            same weekly budget, and how many needs are lost for want of knowing it?
Prediction  Written before anything was played. The commodity: neither sells much, since nearly all that look
            know it; social at least says what it is good for. The niche product and the new kind: search
            sells more, since each of its contacts is with a need.
How         A shipped world of each kind, with one way to market and that file's own message. The focal
            maker spends a weekly budget on nothing, on the world's social medium, or on a search engine where
            a contact costs as many times what it costs on social as in `espresso_search_ads.yaml`; the rival
            says what it says. Same customers, same luck. Units of the focal maker, needs lost unaware of it,
            and contacts: the mean over seeds, with half its 95 % interval.
Verdict     Refuted for the commodity: without a campaign many that look do not know it, and search sells
            most there. For the new kind they sell about as much. What search wins it wins from needs that
            were lost unaware: experiments/search_or_social/table.csv, and as Markdown beside it; in brackets:
            no difference can be told.

Run it: uv run python experiments/search_or_social.py [--seeds N] [--jobs N] [--out FOLDER]
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from experiments.published_table import lines, publish
from simulator import Scenario, compare, load
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.runs.runs import Line
from simulator.studies.runs.statistics import paired

HEADING = """# Search or social

The same weekly budget of the focal maker for nothing, social or search (engine), {seeds} seeds; changes
against nothing. In brackets: no difference can be told. Written by `experiments/search_or_social.py`.

"""
WORLDS = {
    "commodity": "batteries_resale_lasting",
    "niche": "software_direct_know_how",
    "new kind": "espresso_innovative_dealers_craft",
}
TIMES, NOTICED = 0.80 / 0.35, 0.4
"""What a contact costs as against social, and how many that look notice an ad: espresso_search_ads.yaml."""
SILENCE = "nothing"
METRICS = ["units_sold", "lost_demand:reason", "media_contacts"]
FIGURES = {
    "units_sold": "units sold",
    "lost_demand": "needs lost unaware",
    "media_contacts": "contacts",
}


def spending(scenario: Scenario, medium: str | None) -> Scenario:
    """Return the scenario with all money of the focal maker on one medium, or on none."""
    plain = scenario.model_dump(mode="json")
    products = {name for name, one in plain["products"].items() if one["maker"] == plain["focal"]}
    own, others = [], []
    for one in plain["campaigns"]:
        (own if one["product"] is None or one["product"] in products else others).append(one)
    social = plain["media"]["social"]
    engine = {
        "kind": "search_ads",
        "cost_per_contact": round(social["cost_per_contact"] * TIMES, 4),
        "credibility": social["credibility"],
        "noticed": NOTICED,
    }
    segments = {
        name: {**one, "media": {**one["media"], "engine": 1.0}} for name, one in plain["segments"].items()
    }
    said = [] if medium is None else [{**one, "medium": medium} for one in own]
    return scenario.changed(
        name=medium or SILENCE,
        media={**plain["media"], "engine": engine},
        segments=segments,
        campaigns=[*others, *said],
    )


def rows(kind: str, found: Comparison) -> Iterator[dict[str, Any]]:
    """Yield what each medium changes in a world, against nothing."""
    runs = found.runs
    for medium in found.others:
        for line in _lines(found):
            difference = paired(runs.series(line, SILENCE), runs.series(line, medium)).difference
            yield {
                "kind": kind,
                "medium": medium,
                "figure": FIGURES[line.metric],
                "without": sum(runs.series(line, SILENCE)) / len(runs.seeds),
                "change": difference.mean,
                "half": difference.half,
                "told": difference.tells_a_difference,
            }


def _lines(found: Comparison) -> list[Line]:
    asked = found.runs.lines(METRICS)
    return [line for line in asked if line.metric != "lost_demand" or line.key == "unaware"]


def played(seeds: int, jobs: int) -> Iterator[dict[str, Any]]:
    """Yield all rows, world by world."""
    for kind, name in WORLDS.items():
        world = load(f"scenarios/{name}.yaml")
        ways = [spending(world, medium) for medium in (None, "social", "engine")]
        yield from rows(kind, compare(ways, seeds=seeds, jobs=jobs, metrics=METRICS))


def markdown(table: pd.DataFrame) -> str:
    """Return the table with a row a world and medium, a column a figure."""
    wide = table.assign(text=[cell(one) for one in table.itertuples()]).pivot_table(
        index=["kind", "medium"], columns="figure", values="text", aggfunc="first", sort=False
    )
    rows = [[*key, *row] for key, row in zip(wide.index, wide.to_numpy(), strict=True)]
    return lines(["kind", "medium", *wide.columns], rows)


def cell(row: Any) -> str:
    """Return a change with half its interval; in brackets where none can be told."""
    text = f"{row.change:+,.1f} ± {row.half:,.1f}".replace("-", "−")
    return text if row.told else f"({text})"


def main(
    seeds: Annotated[int, typer.Option(min=2)] = 8,
    jobs: Annotated[int, typer.Option(min=1)] = 1,
    out: Path = Path("experiments/search_or_social"),
) -> None:
    """Play each medium in each world, and write the table."""
    table = pd.DataFrame(played(seeds, jobs)).round(2)
    text = HEADING.format(seeds=seeds) + markdown(table) + "\n"
    publish(table, text, out)
    typer.echo(text)


if __name__ == "__main__":
    typer.run(main)
