"""Draws of tests: the same numbers in every default run, and new ones, told in the header, where asked for.

`TESTS_DRAWN_FROM=<number>` draws again what a header told.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from zlib import crc32

import numpy as np
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

VARIABLE = "TESTS_DRAWN_FROM"

DRAW = np.random.default_rng(0)
"""The generator of all tests; each test finds it where its own name puts it."""


def drawn_from() -> int:
    """Return the number from which everything random in this run is drawn."""
    return int(os.environ.get(VARIABLE, "0"))


def generator(name: str, start: int | None = None) -> np.random.Generator:
    """Return a generator for one purpose, the same whatever else was drawn before, of this run or a start."""
    return np.random.default_rng([drawn_from() if start is None else start, crc32(name.encode())])


@contextmanager
def in_the_same_company() -> Iterator[None]:
    """Let hypothesis draw no number that it reads in the modules imported so far: others in other company."""
    usual = providers._get_local_constants
    providers._get_local_constants = Constants
    providers.CONSTANTS_CACHE.cache.clear()
    try:
        yield
    finally:
        providers._get_local_constants = usual
        providers.CONSTANTS_CACHE.cache.clear()


def put(test: str) -> None:
    """Put the generator of all tests where the name of one test puts it."""
    DRAW.bit_generator.state = generator(test).bit_generator.state
