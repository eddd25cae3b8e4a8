"""Validating: the verb that plays published results on the simulator's own agents and says which come out."""

from secrets import randbelow
from typing import Annotated

import typer

from simulator.views.exits import FAILED, answering, say
from simulator.views.options import Format, Formats
from simulator.views.progress import bar

FOLDER = "experiments/validation"
MOST_SEED = 2**32

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
    typer.Option(help="A new folder for the table as Markdown, HTML and CSV.", metavar="FOLDER"),
]


@answering
def validate_simulator(
    targets: Asked = None,
    seed: Drawn = None,
    out: Kept = None,
    mutants: Mutants = False,
    folder: Folder = FOLDER,
    form: Formats = Format.TABLE,
) -> None:
    """Play exact results of the literature, on parameters drawn anew, and say which come out.

    Exit codes: 0 all are met and every mutant is caught, 1 not so, 2 bad input.
    """
    from simulator.lab.target_files import targets_in  # noqa: PLC0415 - slow to import
    from simulator.lab.validation import Validation, validate  # noqa: PLC0415
    from simulator.views.validation.table import put_validation, summary  # noqa: PLC0415
    from simulator.views.validation.writing import folder_for, write_validation  # noqa: PLC0415

    found = targets_in(folder, targets or ())
    chosen = randbelow(MOST_SEED) if seed is None else seed

    def play() -> Validation:
        say(f"parameters are drawn from --seed {chosen}")
        with bar("runs") as progress:
            return validate(found, chosen, mutants=mutants, progress=progress, tell=say)

    with folder_for(out) as place:
        result = play()
        if place is not None:
            write_validation(place, result)
    put_validation(result, form)
    say(summary(result))
    if not result.is_met:
        raise typer.Exit(FAILED)
