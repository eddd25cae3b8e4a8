"""Many cases asked in one test: each is asked whatever became of the others, and a failure names its case.

A test of its own for each of a thousand tiny cases costs more than the cases do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

import pytest


class Cases:
    """Collect the failures of cases, and fail with all of them where the block ends."""

    def __init__(self) -> None:
        self._failures: list[BaseException] = []
        self._asked = 0

    def __enter__(self) -> "Cases":
        return self

    @contextmanager
    def case(self, name: object) -> Iterator[None]:
        """Ask one case: what is raised in it is kept, with its name."""
        self._asked += 1
        try:
            yield
        except (Exception, pytest.fail.Exception) as failure:  # noqa: BLE001 - any failure is told
            failure.add_note(f"in the case {name}")
            self._failures.append(failure)

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Fail if any case did, or if there was none."""
        if raised is not None:
            return
        if self._failures:
            raise BaseExceptionGroup(f"{len(self._failures)} of {self._asked} cases fail", self._failures)
        assert self._asked, "no case was asked"
