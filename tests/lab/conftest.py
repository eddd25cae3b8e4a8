"""The lab's tests meet fake metrics; nobody else does."""

from collections.abc import Iterator

import lab_fakes
import pytest


@pytest.fixture(autouse=True, scope="module")
def _fake_metrics() -> Iterator[None]:
    lab_fakes.shelve()
    yield
    lab_fakes.unshelve()
