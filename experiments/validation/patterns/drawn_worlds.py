"""2, 8: the mix and the direct channel, put to twenty drawn worlds instead of the shipped one."""

from dataclasses import replace

from simulator.studies.validation.empirical_patterns import Pattern

from . import cannibalisation, elasticities
from ._drawn_worlds import SEEDS, drawn_world, web_store

WORLDS = f"{SEEDS} drawn worlds around the three shipped ones, dealers alone, plenty of stock"


def mix(seed: int) -> dict[str, float]:
    """Measure the elasticities to each part of the mix in a drawn world."""
    return elasticities.mix_of(drawn_world(seed), seed)


def taken(seed: int) -> dict[str, float]:
    """Measure what web stores take from the dealers of a drawn world."""
    return cannibalisation.taken_from(drawn_world(seed), web_store(seed), seed)


def _of(patterns: tuple[Pattern, ...], number: int) -> Pattern:
    return next(pattern for pattern in patterns if pattern.number == number)


PATTERNS = (
    replace(
        _of(elasticities.PATTERNS, 2),
        shown=f"{WORLDS}; two variants; others × {elasticities.MORE}",
        play=mix,
        seeds=SEEDS,
    ),
    replace(
        _of(cannibalisation.PATTERNS, 8),
        remark="no figure was seen, only the direction; newspapers there, three kinds of goods here",
        shown=f"{WORLDS}, beside three kinds of web store",
        play=taken,
        seeds=SEEDS,
    ),
)
