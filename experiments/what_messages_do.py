"""What messages do: message × segment × channel in the shipped worlds, against saying nothing.

Question    Which message sells more than silence, to which segment, at which way to market; and does anybody
            buy less in all because of it?
Prediction  None: no message is tuned to win anywhere. One that loses everywhere stays, and is told.
How         Each way to market that is shipped of a world, as its first file has it, with each message that
            the world's files use, at all outlets of the focal maker and in its campaign (the shipped budget),
            and with neither; the rival says what it says. Same customers, same luck. Units of the focal maker
            by segment, and needs met by any maker: per cent of what silence sells or meets, the mean over
            seeds with half its 95 % interval.
Verdict     experiments/messages/table.csv, and as Markdown beside it; in brackets: no difference can be told.

Run it: uv run python experiments/what_messages_do.py [--seeds N] [--jobs N] [--out FOLDER]
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from experiments.published_table import lines, publish
from simulator import Scenario, compare, load
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.runs.runs import Line
from simulator.studies.runs.statistics import Paired, paired

HEADING = """# Message × segment × channel

Per cent of what the same way to market sells in silence (no campaign, no talk at outlets), {seeds} seeds;
the last column: needs met by any maker. In brackets: no difference can be told. Written by
`experiments/what_messages_do.py`; no message is tuned.

"""
SCENARIOS = Path("scenarios")
WORLDS = ("espresso", "espresso_innovative", "batteries", "software")
SILENCE = "silence"
MET = Line("needs", "outcome", "met", None)
EVERYBODY = "everybody, any maker"


def shipped(world: str) -> Iterator[tuple[str, str, Path]]:
    """Yield way to market, message and file of each pair that is shipped of a world."""
    for path in sorted(SCENARIOS.glob(f"{world}_*.yaml")):
        way, _, message = path.stem.removeprefix(f"{world}_").partition("_")
        said = load(path).messages.default
        if way != "innovative" and message and said is not None and message == str(said):
            yield way, message, path


def quiet(scenario: Scenario) -> Scenario:
    """Return the scenario with a focal maker that says nothing, at outlets or in media."""
    plain = scenario.model_dump(mode="json")
    own = {name for name, product in plain["products"].items() if product["maker"] == plain["focal"]}
    campaigns = [
        one for one in plain["campaigns"] if one["product"] is not None and one["product"] not in own
    ]
    messages = {**plain["messages"], "default": None}
    return scenario.changed(name=SILENCE, messages=messages, campaigns=campaigns)


def saying(message: str, file: Path) -> Scenario:
    """Return a way to market with a message in place of the one that its file has, all else as it is."""
    scenario = load(file)
    plain = scenario.model_dump(mode="json")
    said = plain["messages"]["default"]
    campaigns = [
        {**one, "message": message if _is_own(one, plain, said) else one["message"]}
        for one in plain["campaigns"]
    ]
    return scenario.changed(
        name=message, messages={**plain["messages"], "default": message}, campaigns=campaigns
    )


def _is_own(campaign: dict[str, Any], plain: dict[str, Any], said: str) -> bool:
    product = campaign["product"]
    return campaign["message"] == said and (
        product is None or plain["products"][product]["maker"] == plain["focal"]
    )


def rows(world: str, way: str, comparison: Comparison) -> Iterator[dict[str, Any]]:
    """Yield what each message changes, segment by segment, against silence."""
    runs = comparison.runs
    lines = [*runs.lines(["units_sold:segment"]), MET]
    for message in comparison.others:
        for line in lines:
            pair: Paired = paired(runs.series(line, SILENCE), runs.series(line, message))
            base = sum(runs.series(line, SILENCE)) / len(runs.seeds)
            yield {
                "world": world,
                "channel": way,
                "message": message,
                "segment": EVERYBODY if line == MET else line.key,
                "silence": base,
                "change": 100 * pair.difference.mean / base if base else float("nan"),
                "half": 100 * pair.difference.half / base if base else float("nan"),
                "told": pair.difference.tells_a_difference,
            }


def played(seeds: int, jobs: int) -> Iterator[dict[str, Any]]:
    """Yield all rows, world by world and way by way."""
    for world in WORLDS:
        pairs = sorted(shipped(world))
        messages = sorted({message for _, message, _ in pairs})
        for way, group in groupby(pairs, key=lambda one: one[0]):
            (_, _, file), *_ = group
            said = [saying(message, file) for message in messages]
            found = compare(
                [quiet(said[0]), *said],
                seeds=seeds,
                jobs=jobs,
                metrics=["units_sold:segment", "needs:outcome"],
            )
            yield from rows(world, way, found)


def markdown(table: pd.DataFrame) -> str:
    """Return the table with a row a way to market and message, a column a segment; one table a world."""
    parts = []
    for world, part in table.groupby("world", sort=False):
        text = [cell(one) for one in part.itertuples()]
        wide = part.assign(text=text).pivot_table(
            index=["channel", "message"], columns="segment", values="text", aggfunc="first", sort=False
        )
        rows = [[*key, *row] for key, row in zip(wide.index, wide.to_numpy(), strict=True)]
        parts.append(f"## {world}\n\n" + lines(["channel", "message", *wide.columns], rows))
    return "\n\n".join(parts)


def cell(row: Any) -> str:
    """Return a change in per cent with half its interval; in brackets where none can be told."""
    text = f"{row.change:+.1f} ± {row.half:.1f}".replace("-", "−")
    return text if row.told else f"({text})"


def main(
    seeds: Annotated[int, typer.Option(min=2)] = 8,
    jobs: Annotated[int, typer.Option(min=1)] = 1,
    out: Path = Path("experiments/messages"),
) -> None:
    """Play every message at every way to market, and write the table."""
    table = pd.DataFrame(played(seeds, jobs)).round(2)
    text = HEADING.format(seeds=seeds) + markdown(table) + "\n"
    publish(table, text, out)
    typer.echo(text)


if __name__ == "__main__":
    typer.run(main)
