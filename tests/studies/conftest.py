"""Tests of studies alone meet fake metrics. What a file plays alike is played once."""

from collections.abc import Iterator

import pytest

from tests.played_once import played_once
from tests.studies import fake_runs


@pytest.fixture(autouse=True, scope="module")
def _fake_metrics() -> Iterator[None]:
    fake_runs.shelve()
    yield
    fake_runs.unshelve()


@pytest.fixture(autouse=True, scope="module")
def _played_once() -> Iterator[None]:
    with played_once():
        yield
