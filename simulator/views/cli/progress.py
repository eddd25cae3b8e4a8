"""Progress: a bar on stderr if that is a terminal, nothing otherwise; and durations in words."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

WATCHED = 3600.0  # of how long the time left is estimated: runs may take minutes each [s]


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar while the work goes on; yield what is to be told how far it has come."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only where a bar is shown
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=Console(stderr=True), transient=True, speed_estimate_period=WATCHED
    ) as shown:
        task = shown.add_task(title, total=None)
        yield lambda done, of: shown.update(task, completed=done, total=of)


def duration(seconds: float) -> str:
    """Say how long something takes, roughly.

    >>> duration(40), duration(400), duration(40000)
    ('1 minute', '7 minutes', '11 hours')
    """
    minutes = max(1, round(seconds / 60))
    if minutes < 120:
        return f"{minutes} minute{'s' * (minutes != 1)}"
    return f"{round(minutes / 60)} hours"
