"""Checkpoint: finished runs are written soon, in the background.

Every fifty runs, or after ten seconds, what is finished becomes a part. All writing is done by a thread
of its own: with runs of an hour nobody else would look at the clock, and Ctrl-C never reaches it.
"""

import threading
from types import TracebackType
from typing import Self

from simulator.studies.sweep.folder import SweepFolder
from simulator.studies.sweep.part_files import KeptRun

RUNS, SECONDS = 50, 10.0


class Checkpoint:
    """Gathers finished runs and has them written as parts; to be used in a `with` statement."""

    def __init__(self, folder: SweepFolder, runs: int | None = None, seconds: float | None = None) -> None:
        self._folder, self._runs, self._seconds = folder, runs or RUNS, seconds or SECONDS
        self._waiting: list[KeptRun] = []
        self._is_over = False
        self._refusal: Exception | None = None
        self._news = threading.Condition()
        self._writer = threading.Thread(target=self._write_on, name="sweep parts", daemon=True)

    def __enter__(self) -> Self:
        """Start the writer thread."""
        self._writer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait until all that came is written, after an interrupt too."""
        with self._news:
            self._is_over = True
            self._news.notify()
        self._writer.join()
        if self._refusal is not None and error is None:
            raise self._refusal

    def take(self, run: KeptRun) -> None:
        """Take a finished run; raise the error that stopped the writing of earlier ones."""
        with self._news:
            if self._refusal is not None:
                raise self._refusal
            self._waiting.append(run)
            if len(self._waiting) >= self._runs:
                self._news.notify()

    def _write_on(self) -> None:
        """Write batch after batch; after a refusal nothing more, for the disk would refuse again."""
        while True:
            with self._news:
                self._news.wait_for(self._is_due, timeout=self._seconds)
                batch, self._waiting = self._waiting, []
                is_last = self._is_over
            try:
                if batch:
                    self._folder.write(batch)
            except Exception as refusal:  # noqa: BLE001 - raised by whoever brings the next run
                with self._news:
                    self._refusal = refusal
                return
            if is_last:
                return

    def _is_due(self) -> bool:
        return self._is_over or len(self._waiting) >= self._runs
