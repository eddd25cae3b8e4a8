"""Validate: the verb that plays published results on the simulator's own agents and reports the verdicts."""

from collections.abc import Mapping
from dataclasses import replace
from secrets import randbelow
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.views.cli.jobs import workers_for
from simulator.views.cli.options import Formats, Jobs
from simulator.views.cli.progress import bar
from simulator.views.output.exit_codes import FAILED, answering, say
from simulator.views.output.format import Format

if TYPE_CHECKING:
    from simulator.studies.validation.targets import Target
    from simulator.studies.validation.validate import Validation

FOLDER = "experiments/validation"
MOST_SEED = 2**32
EACH = 5.0  # what a target takes at least [s]

Asked = Annotated[
    list[str] | None,
    typer.Argument(help="Targets by the names of their files; left out, all.", metavar="[TARGET]…"),
]
Drawn = Annotated[
    int | None,
    typer.Option(
        help="The seed from which parameters are drawn, to repeat a validation; left out, a new one.",
        metavar="NUMBER",
        min=0,
        max=MOST_SEED - 1,
    ),
]
Mutants = Annotated[
    bool, typer.Option("--mutants", help="Play the mutant of each target, too: it must miss a row.")
]
Folder = Annotated[str, typer.Option(help="The folder of targets, one a file.", metavar="FOLDER")]
Kept = Annotated[
    str | None,
    typer.Option(
        help="A folder for the table as Markdown, HTML and CSV: a new one, or one with an earlier table.",
        metavar="FOLDER",
    ),
]
Patterns = Annotated[
    bool,
    typer.Option(help="Without targets named, also set shipped scenarios beside what real markets show."),
]


@answering
def validate_simulator(
    targets: Asked = None,
    seed: Drawn = None,
    out: Kept = None,
    mutants: Mutants = False,
    patterns: Patterns = True,
    folder: Folder = FOLDER,
    jobs: Jobs = None,
    form: Formats = Format.TABLE,
) -> None:
    """Play exact results of the literature, on parameters drawn anew, and say which come out.

    Exit codes: 0 all are met and every mutant is caught, 1 not so, 2 bad input.
    """
    from simulator.studies.validation.empirical_patterns import patterns_in  # noqa: PLC0415 - slow to import
    from simulator.studies.validation.target_files import not_built_in, targets_in  # noqa: PLC0415
    from simulator.views.validation.render import folder_for, write_validation  # noqa: PLC0415
    from simulator.views.validation.table import put_validation, summary  # noqa: PLC0415

    found = targets_in(folder, targets or ())
    missing = () if targets else not_built_in(folder)
    asks_patterns = patterns and not targets and any(pattern.is_built for pattern in patterns_in(folder))
    workers = workers_for(EACH * len(found), jobs)
    chosen = randbelow(MOST_SEED) if seed is None else seed
    with folder_for(out) as place:
        result = _played(found, chosen, folder, mutants=mutants, workers=workers, asks_patterns=asks_patterns)
        result = replace(result, not_built=missing)
        if place is not None:
            write_validation(place, result)
    put_validation(result, form)
    say(summary(result))
    if not result.is_met:
        raise typer.Exit(FAILED)


def _played(
    found: "Mapping[str, Target]",
    chosen: int,
    folder: str,
    *,
    mutants: bool,
    workers: int,
    asks_patterns: bool,
) -> "Validation":
    from simulator.studies.validation.empirical_patterns import play_patterns  # noqa: PLC0415
    from simulator.studies.validation.validate import validate  # noqa: PLC0415

    say(f"parameters are drawn from --seed {chosen}")
    with bar("runs") as progress:
        result = validate(
            found, chosen, mutants=mutants, jobs=workers, folder=folder, progress=progress, tell=say
        )
    if not asks_patterns:
        return result
    say("patterns of real markets")
    with bar("runs") as progress:
        return replace(result, patterns=play_patterns(folder, jobs=workers, progress=progress))
