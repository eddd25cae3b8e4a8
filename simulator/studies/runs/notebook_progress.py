"""Notebook progress: how many runs are done, shown where a notebook runs; nothing is imported elsewhere.

A notebook is told by the kernel of IPython, which is there already where there is one: neither a script nor
the command line is asked to import it.
"""

import sys
import time
from typing import Any

OFTEN = 0.2
"""How often a notebook is told at most [s]."""


def in_notebook() -> bool:
    """Say whether a kernel of IPython runs this: a notebook, or what shows displays as one does."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return getattr(shell, "kernel", None) is not None


class NotebookProgress:
    """A bar in the notebook, told the number of runs done and the number of all."""

    def __init__(self) -> None:
        self._handle: Any = None
        self._told_at = 0.0

    def __call__(self, done: int, of: int) -> None:
        """Show how far it has come, not more often than can be seen."""
        now = time.monotonic()
        if self._handle is not None and done < of and now - self._told_at < OFTEN:
            return
        self._told_at = now
        bar = f'<progress value="{done:d}" max="{of:d}"></progress>'
        text = f"{done} of {of} runs"
        self._show({"text/plain": text, "text/html": f"{bar} {text}"})

    def _show(self, told: dict[str, str]) -> None:
        from IPython.display import display  # noqa: PLC0415 - only where a notebook has it already

        if self._handle is None:
            self._handle = display(told, raw=True, display_id=True)  # type: ignore[no-untyped-call]
        else:
            self._handle.update(told, raw=True)


def silent(done: int, of: int) -> None:
    """Show nothing."""
    del done, of
