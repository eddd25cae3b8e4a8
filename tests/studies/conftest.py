"""The lab's tests meet fake metrics; nobody else does."""

from collections.abc import Iterator

import pytest

from tests.studies import fake_runs


@pytest.fixture(autouse=True, scope="module")
def _fake_metrics() -> Iterator[None]:
    fake_runs.shelve()
    yield
    fake_runs.unshelve()
