"""Kept work: what is said of runs that a stopped command left in a journal.

The same command goes on from there, so that hours of a slow machine are not lost by a closed lid.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from simulator.views.output.exit_codes import say

if TYPE_CHECKING:
    from simulator.studies.runs.journal import Journal


def earlier_told(journal: "Journal") -> None:
    """Say what an earlier start left, if it left something."""
    if len(journal):
        say(f"what ended of an earlier start is there ({len(journal)} batches of runs) and not played again")


@contextmanager
def kept_told(journal: "Journal | None") -> Iterator[None]:
    """Say, when the work is stopped, what is kept and how to go on."""
    try:
        yield
    except BaseException:
        if journal is not None and len(journal):
            say(f"stopped; finished runs are kept in {journal.path}, and the same command goes on from there")
        raise
