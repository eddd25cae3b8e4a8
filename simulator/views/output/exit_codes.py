"""Exit codes: how a command ends, and its last message. Data goes to stdout, all else to stderr."""

import os
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, NoReturn

import typer

from simulator.base.input_error import InputError
from simulator.scenario.errors.quoting import visible

if TYPE_CHECKING:
    from simulator.studies.runs.runs import Failure

FAILED, BAD_INPUT, SOME_FAILED = 1, 2, 3
INTERRUPTED = 130
NOBODY_READS = 141  # as a shell reports a command whose reader went away


class BadInputError(InputError, ValueError):
    """Something asked for that cannot be done; the message says what can."""


class PartFailedError(RuntimeError):
    """A picture or a page of results could not be made; all else that was played is kept."""


def say(text: str) -> None:
    """Print a note or a complaint where data does not go."""
    print(visible(text), file=sys.stderr, flush=True)  # noqa: T201 - this is where notes are printed


def put(text: str) -> None:
    """Print data."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def end_by(failures: "Iterable[Failure]") -> None:
    """Name the runs that failed, each once, and end with the exit code for that; without any go on."""
    failed = list(dict.fromkeys(failures))
    for failure in failed:
        say(f"failed: {failure.scenario}, seed {failure.seed}: {failure.why}")
    if failed:
        raise typer.Exit(SOME_FAILED)


def answering[**P](command: Callable[P, None]) -> Callable[P, None]:
    """Make a command end with the exit code that its errors deserve, and without a traceback."""

    @wraps(command)
    def answered(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            _hush()
            raise typer.Exit(NOBODY_READS) from None
        except Exception as error:  # noqa: BLE001 - sorted out below, or raised again
            _end(error)

    return answered


def _end(error: Exception) -> NoReturn:
    if isinstance(error, InputError):
        say(str(error))
        raise typer.Exit(BAD_INPUT) from None
    if isinstance(error, _failures()):
        say(str(error))
        raise typer.Exit(FAILED) from None
    raise error


def _failures() -> tuple[type[Exception], ...]:
    from simulator.studies.runs.runner import RunsFailedError  # noqa: PLC0415
    from simulator.studies.runs.workers import WorkersError  # noqa: PLC0415
    from simulator.studies.sweep.folder import SweepFolderError  # noqa: PLC0415
    from simulator.studies.validation.empirical_patterns import PatternFailedError  # noqa: PLC0415
    from simulator.studies.validation.play_targets import TargetFailedError  # noqa: PLC0415

    return (
        PartFailedError,
        RunsFailedError,
        WorkersError,
        SweepFolderError,
        TargetFailedError,
        PatternFailedError,
        OSError,
    )


def _hush() -> None:
    """Give stdout somewhere to go, or Python complains once more when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
