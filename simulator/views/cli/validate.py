"""Validate: the verb that plays published results on the simulator's own agents and reports the verdicts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import randbelow
from typing import TYPE_CHECKING, Annotated

import typer

from simulator.views.cli.jobs import workers_for
from simulator.views.cli.kept_work import earlier_told, kept_told
from simulator.views.cli.options import Formats, Jobs
from simulator.views.cli.progress import bar
from simulator.views.output.exit_codes import FAILED, answering, say
from simulator.views.output.format import Format

if TYPE_CHECKING:
    from simulator.studies.validation.run_journal import RunJournal
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
Folder = Annotated[
    str | None,
    typer.Option(
        help="The folder of targets, one a file; left out, experiments/validation, here or as shipped.",
        metavar="FOLDER",
    ),
]
Kept = Annotated[
    str | None,
    typer.Option(
        help="A folder for the table as Markdown, HTML and CSV: a new one, or one with an earlier table. "
        "Until it is there, finished runs are kept beside it, and the same command goes on from them.",
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
    folder: Folder = None,
    jobs: Jobs = None,
    form: Formats = Format.TABLE,
) -> None:
    """Play exact results of the literature, on parameters drawn anew, and say which come out.

    Each row is told as soon as it is decided. With --out, what is stopped goes on from its finished runs.
    Exit codes: 0 all are met and every mutant is caught, 1 not so, 2 bad input.
    """
    from simulator.scenario.yaml.shipped_files import shipped_folder  # noqa: PLC0415 - slow to import
    from simulator.studies.validation.empirical_patterns import patterns_in  # noqa: PLC0415
    from simulator.studies.validation.run_journal import RunJournal  # noqa: PLC0415
    from simulator.studies.validation.target_files import not_built_in, targets_in  # noqa: PLC0415
    from simulator.views.validation.render import folder_for, write_validation  # noqa: PLC0415
    from simulator.views.validation.table import put_validation, summary  # noqa: PLC0415

    if folder is None:
        folder = FOLDER if Path(FOLDER).is_dir() else str(shipped_folder() / FOLDER)
    found = targets_in(folder, targets or ())
    missing = () if targets else not_built_in(folder)
    asks_patterns = patterns and not targets and any(pattern.is_built for pattern in patterns_in(folder))
    workers = workers_for(EACH * len(found), jobs)
    with folder_for(out) as place:
        journal = None if out is None else RunJournal(_journal_of(out), folder)
        play = _Play(found, _seed(seed, journal), folder, journal, workers, mutants)
        result = replace(_played(play, asks_patterns=asks_patterns), not_built=missing)
        if place is not None:
            write_validation(place, result)
    if journal is not None:
        journal.remove()
    put_validation(result, form)
    say(summary(result))
    if not result.is_met:
        raise typer.Exit(FAILED)


def _journal_of(out: str) -> Path:
    """Return where finished runs are kept until the table is there: beside its folder."""
    place = Path(out).absolute()
    return place.with_name(f"{place.name}.unfinished.jsonl")


def _seed(asked: int | None, journal: "RunJournal | None") -> int:
    """Return the seed that is asked for, that of what was stopped before, or a new one; say which."""
    if journal is None:
        chosen = randbelow(MOST_SEED) if asked is None else asked
        say(f"parameters are drawn from --seed {chosen}; nothing is kept without --out")
        return chosen
    fresh = randbelow(MOST_SEED) if journal.seed is None else journal.seed
    chosen = fresh if asked is None else asked
    say(f"parameters are drawn from --seed {chosen}; finished runs are kept in {journal.path} until the end")
    earlier_told(journal)
    return chosen


@dataclass(frozen=True)
class _Play:
    """What is played, and how."""

    targets: "Mapping[str, Target]"
    seed: int
    folder: str
    journal: "RunJournal | None"
    workers: int
    mutants: bool


def _played(play: _Play, *, asks_patterns: bool) -> "Validation":
    """Play; each row is told as soon as it is decided. After an interrupt say what is kept."""
    from simulator.studies.validation.empirical_patterns import play_patterns  # noqa: PLC0415
    from simulator.studies.validation.validate import validate  # noqa: PLC0415
    from simulator.views.validation.table import row_line  # noqa: PLC0415

    folder, jobs, journal = play.folder, play.workers, play.journal
    with kept_told(journal):
        with bar("runs") as progress:
            result = validate(
                play.targets,
                play.seed,
                mutants=play.mutants,
                jobs=jobs,
                folder=folder,
                journal=journal,
                progress=progress,
                tell=say,
                on_row=lambda row, mutant: say(row_line(row, mutant)),
            )
        if not asks_patterns:
            return result
        say("patterns of real markets")
        with bar("runs") as progress:
            patterns = play_patterns(
                folder, jobs=jobs, journal=journal, drawn_from=play.seed, progress=progress
            )
    return replace(result, patterns=patterns)
