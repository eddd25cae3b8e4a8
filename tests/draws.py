"""Draws of tests: the same numbers in every default run, and new ones, told in the header, where asked for.

`TESTS_DRAWN_FROM=<number>` draws again what a header told.
"""

import os
from zlib import crc32

import numpy as np

VARIABLE = "TESTS_DRAWN_FROM"

DRAW = np.random.default_rng(0)
"""The generator of all tests; each test finds it where its own name puts it."""


def drawn_from() -> int:
    """Return the number from which everything random in this run is drawn."""
    return int(os.environ.get(VARIABLE, "0"))


def generator(name: str) -> np.random.Generator:
    """Return a generator for one purpose, the same whatever else was drawn before."""
    return np.random.default_rng([drawn_from(), crc32(name.encode())])


def put(test: str) -> None:
    """Put the generator of all tests where the name of one test puts it."""
    DRAW.bit_generator.state = generator(test).bit_generator.state
