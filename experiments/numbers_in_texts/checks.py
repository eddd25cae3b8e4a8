"""Checks: texts against what is kept, what is kept against what is played, numbers outside blocks."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np

from simulator.studies.runs.statistics import interval

from .agreement import disagreements
from .blocks import found, texts
from .outside import outside
from .plays import Values
from .questions import Block, Line, exceptions, questions
from .statements import series, statements

ROUNDING = 1e-9
"""How far equal runs may be apart after they were written down [share of the value]."""


def without_block() -> Iterator[str]:
    """Find blocks that no question fills, questions that have no block, and numbers outside of blocks."""
    every = questions()
    there = Counter((str(path), name) for path in texts() for name, _ in found(path))
    for (path, name), times in there.items():
        if name not in every:
            yield f"{path}: {name}: no question fills this block"
        elif every[name].file != path or times > 1:
            yield f"{path}: {name}: the block belongs into {every[name].file}, once"
    for name, block in every.items():
        if (block.file, name) not in there:
            yield f"{block.file}: {name}: there is no such block"
    yield from outside(texts(), exceptions())


def in_texts(blocks: Iterable[Block], known: Mapping[str, Values]) -> Iterator[str]:
    """Compare blocks with what is kept: numbers within the interval in the text, words exactly."""
    bodies = {name: body for path in texts() for name, body in found(path)}
    for block in blocks:
        if block.prints or block.name not in bodies:
            continue
        if block.name not in known:
            yield f"{block.file}: {block.name}: nothing is kept of this question"
            continue
        for wrong in disagreements(bodies[block.name], " ".join(statements(block, known[block.name]))):
            yield f"{block.file}: {block.name}: {wrong}"


def unlike_printed(blocks: Iterable[Block], printed: Callable[[str], list[str]]) -> Iterator[str]:
    """Compare blocks that repeat a command's output with what it prints now, by the same rule."""
    bodies = {name: body for path in texts() for name, body in found(path)}
    for block in blocks:
        if block.prints and block.name in bodies:
            for wrong in disagreements(bodies[block.name], " ".join(printed(block.prints))):
                yield f"{block.file}: {block.name}: {wrong}"


def drifted(
    blocks: Iterable[Block], known: Mapping[str, Values], played: Mapping[str, Values]
) -> Iterator[str]:
    """Compare what is played with the same runs kept: each line within its own interval."""
    for block in blocks:
        if block.name in known and block.name in played:
            for line in block.lines:
                if (off := drift(line, known[block.name], played[block.name])) is not None:
                    where = f"{block.file}: {block.name}: '{line.says}'"
                    yield f"{where} has moved by {off:.4g}, beyond its interval"


def drift(line: Line, known: Values, played: Values) -> float | None:
    """Return by how much a line has moved on the seeds played, if that is beyond its interval."""
    count = len(next(iter(played.values())))
    if line.form in ("most", "least"):
        return _of_rows(line, known, played)
    then = series(line, known)
    now = series(line, played)
    half = float(np.nan_to_num(interval(then).half))
    moved = float(np.nanmean(now) - np.nanmean(then[:count]))
    return moved if abs(moved) > half + ROUNDING * max(1.0, abs(float(np.nanmean(then)))) else None


def _of_rows(line: Line, known: Values, played: Values) -> float | None:
    """Return the largest move of a candidate, if it is larger than what the winner is ahead by."""
    ahead = float(np.abs(np.mean(series(line, known))))
    moves = [np.mean(played[row]) - np.mean(known[row][: len(played[row])]) for row in line.rows]
    largest = float(max(moves, key=abs))
    return largest if abs(largest) > ahead + ROUNDING else None
