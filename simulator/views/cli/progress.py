"""Progress: a bar on stderr if that is a terminal, a line now and then otherwise; and durations in words."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from simulator.views.output.exit_codes import say

HEARTBEAT = 30.0
"""Time between two reports of long work where no bar is shown [s]."""
WATCHED = 3600.0  # of how long the time left is estimated: runs may take minutes each [s]


@contextmanager
def bar(title: str, more: str = "") -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar while the work goes on; yield what is to be told how far it has come.

    Of work that grows as it goes on, nobody knows how long it takes: *more* says so, and no time is told.
    """
    if not sys.stderr.isatty():
        yield Heartbeat(title, more=more)
        return
    from rich.console import Console  # noqa: PLC0415 - only where a bar is shown
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    left = TextColumn(more) if more else TimeRemainingColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), left)
    with Progress(
        *columns, console=Console(stderr=True), transient=True, speed_estimate_period=WATCHED
    ) as shown:
        task = shown.add_task(title, total=None)
        yield lambda done, of: shown.update(task, completed=done, total=of)


class Heartbeat:
    """Says in a line how far long work has come, at most once in a while, and nothing of short work."""

    def __init__(self, title: str, clock: Callable[[], float] = time.monotonic, more: str = "") -> None:
        """Begin to count; *title* says what is done, *clock* tells seconds; for *more* see `bar`."""
        self.title, self.clock, self.more = title, clock, more
        self.began = self.last = clock()

    def __call__(self, done: int, of: int) -> None:
        """Say it, if the last time is long ago and there is more to come."""
        now = self.clock()
        if now - self.last < HEARTBEAT or done >= of:
            return
        self.last = now
        left = f", about {duration((now - self.began) * (of - done) / done)} to go" if done else ""
        left = f"; {self.more}" if self.more else left
        from simulator.studies.runs.written_numbers import written  # noqa: PLC0415

        say(f"{written(done)} of {written(of)} {self.title}{left}")


def duration(seconds: float) -> str:
    """Say how long something takes, roughly.

    >>> duration(40), duration(400), duration(40000)
    ('1 minute', '7 minutes', '11 hours')
    """
    minutes = max(1, round(seconds / 60))
    if minutes < 120:
        return f"{minutes} minute{'s' * (minutes != 1)}"
    return f"{round(minutes / 60)} hours"
