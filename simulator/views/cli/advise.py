"""Advise: the verb that plays every distribution model and recommends one, with reasons and break-even."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.views.cli.cluster import Dask, executor_at
from simulator.views.cli.jobs import jobs_for
from simulator.views.cli.options import Formats, Jobs, OneFile, Seed, Seeds, Set, loaded, seeds_given
from simulator.views.cli.progress import bar
from simulator.views.output.csv_json import as_csv, as_json, records
from simulator.views.output.exit_codes import BadInputError, answering, end_by, put, say
from simulator.views.output.format import Format

if TYPE_CHECKING:
    from simulator.studies.advice.advice import Advice
    from simulator.studies.runs.runner import PlayOptions

Models = Annotated[
    str | None,
    typer.Option(
        "--models",
        metavar="A,B,…",
        help="Distribution models to compare, hybrids joined by +; left out, those that the scenario says "
        "what is usual for, else all there are.",
    ),
]
BySegment = Annotated[bool, typer.Option("--by-segment", help="Ask for each segment alone too.")]
RankedBy = Annotated[str, typer.Option("--metric", metavar="METRIC", help="What the models are ranked by.")]
Over = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KEY=LOW..HIGH",
        help="Where the first two change places along a setting: products.machine.unit_cost=100..250, "
        "segments.*.information_need=0x..3x (multiples), products.machine.needs=now..commodity, "
        "direct_automated.sale_cost=0..40; may be repeated; left out, the usual ones.",
    ),
]
NoFlips = Annotated[bool, typer.Option("--no-flips", help="Do not ask where the ranking turns.")]
Without = Annotated[
    str | None,
    typer.Option(
        metavar="A,B,…",
        help="Mechanisms whose part in the lead is told, by switching each off; see: simulator list without",
    ),
]
MORE = "more follow: why the first leads, and where that turns"


@answering
def advise_on(
    scenario: OneFile,
    models: Models = None,
    by_segment: BySegment = False,
    metric: RankedBy = "contribution",
    seeds: Seeds = None,
    seed: Seed = None,
    over: Over = None,
    no_flips: NoFlips = False,
    without: Without = None,
    changes: Set = None,
    jobs: Jobs = None,
    dask: Dask = None,
    form: Formats = Format.TABLE,
) -> None:
    """Rank distribution models for a product and its customers; say why, and where that turns."""
    from simulator.studies.advice.advise import SWITCHED, advise  # noqa: PLC0415 - slow to import

    (given,) = loaded([scenario], changes)
    ranges = _ranges(over, no_flips=no_flips)
    chosen = seeds_given(seed, seeds, 5)
    workers = jobs_for([given] * 8, len(chosen), jobs)
    with _refusals(), executor_at(dask) as executor, bar("runs", MORE) as progress:
        play: PlayOptions = {"jobs": workers, "executor": executor, "progress": progress}
        advice = advise(
            given,
            _listed(models),
            by_segment=by_segment,
            metric=metric,
            seeds=chosen,
            over=ranges,
            without=_listed(without) or ([] if without is not None else SWITCHED),
            on_lead=None if ranges == [] else _lead_told,
            **play,
        )
    put_advice(advice, form)
    end_by(advice.failures)


def _lead_told(advice: "Advice") -> None:
    """Say who leads, before it is played where that turns."""
    from simulator.views.terminal.advice import sentences  # noqa: PLC0415

    say("\n".join([*sentences(advice), "next: where that turns"]))


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what cannot be advised on into bad input of this command."""
    from simulator.studies.advice.advise import AdviceError  # noqa: PLC0415 - slow to import
    from simulator.studies.advice.setting_range import SettingRangeError  # noqa: PLC0415
    from simulator.studies.runs.questions import UnknownQuestionError  # noqa: PLC0415

    try:
        yield
    except (AdviceError, SettingRangeError, UnknownQuestionError) as wrong:
        raise BadInputError(f"advise: {wrong}") from None


def _ranges(over: list[str] | None, *, no_flips: bool) -> list[str] | None:
    """Return the ranges that are asked for: none at all, the usual ones (None), or some."""
    if no_flips and over:
        raise BadInputError("--no-flips and --over exclude each other")
    return [] if no_flips else over


def put_advice(advice: "Advice", form: Format) -> None:
    """Put what was found: a page, or everything as one tidy table."""
    if form is Format.CSV:
        put(as_csv(advice.table()))
    elif form is Format.JSON:
        from simulator.views.terminal.advice import sentences  # noqa: PLC0415

        content = {"verdict": sentences(advice), "seeds": advice.seeds, "rows": records(advice.table())}
        put(as_json(content | {"failures": [failure._asdict() for failure in advice.failures]}))
    else:
        from simulator.views.terminal.advice import show_advice  # noqa: PLC0415 - nothing is drawn otherwise

        show_advice(advice)


def _listed(raw: str | None) -> list[str] | None:
    return None if raw is None else [part.strip() for part in raw.split(",") if part.strip()]
