"""Stages passed: where needs stand on their way, where they went this week, and to what they were lost.

Needs that are alike are counted together. Stages are places in `STANDS_AT`, ends follow them, and then what
becomes of purchases; outlets are by number, or NONE.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Flags, Integers
from simulator.base.numerics.distinct_rows import distinct_rows
from simulator.domain.journey_entries import AFTERWARDS, ENDS, STANDS_AT
from simulator.market.state.choice_tables import NONE

UNAWARE, AWARE, CONSIDERING, DECIDING, ORDERED = range(len(STANDS_AT))
CUSTOMER, RIVALS, GIVEN_UP, OVERTAKEN, CANCELLED = range(len(STANDS_AT), len(STANDS_AT) + len(ENDS))
_ENDS = len(STANDS_AT) + len(ENDS)
RETAINED, LAPSED = range(_ENDS, _ENDS + len(AFTERWARDS))


class Standing(NamedTuple):
    """At which stage each of some needs stands, and which outlet brought it there, or NONE."""

    stage: Integers
    outlet: Integers

    def some(self, which: Flags | Integers) -> "Standing":
        """Return where some of them stand."""
        return Standing(self.stage[which], self.outlet[which])

    def or_further(self, other: "Standing") -> "Standing":
        """Return the stage of each need: how far it has come now, or had come before."""
        further = other.stage > self.stage
        return Standing(
            np.where(further, other.stage, self.stage), np.where(further, other.outlet, self.outlet)
        )


class Lost(NamedTuple):
    """Where each of some needs stands that are lost, and what had made own products known to it."""

    stage: Integers
    outlet: Integers
    source: Integers
    """A medium that is told by number, none by the next, or NONE: no own product was known."""

    def some(self, which: Flags | Integers) -> "Lost":
        """Return where some of them stand."""
        return Lost(*(column[which] for column in self))


type Block = tuple[NDArray[np.integer[Any]], ...]
"""Columns of numbers, of one length."""


class Counted(NamedTuple):
    """Distinct rows of some columns of numbers, and of each how many there were, or the sum of amounts."""

    columns: tuple[Integers, ...]
    total: Integers


def counted(rows: Sequence[Block], width: int, amounts: list[Integers] | None = None) -> Counted:
    """Return the distinct rows of blocks, each of so many columns; *amounts*: summed in place of rows."""
    if not any(len(block[0]) for block in rows):
        nothing: Integers = np.zeros(0, dtype=np.int64)
        return Counted((nothing,) * width, nothing)
    columns = [np.concatenate([block[at] for block in rows]).astype(np.int64) for at in range(width)]
    place, kind = distinct_rows(columns)
    amount = None if amounts is None else np.concatenate(amounts)
    total = np.bincount(kind, amount, minlength=len(place)).astype(np.int64)
    return Counted(tuple(column[place] for column in columns), total)


@dataclass
class StagesPassed:
    """Where needs went this week, block by block as it is told."""

    ways: list[Block] = field(default_factory=list)
    """Category, cell, stage and outlet before, and after, end (NONE: it is under way), outlet of the end."""
    lost: list[Block] = field(default_factory=list)
    """Category, cell, stage, outlet, source and reason."""
    sixtieths: list[Integers] = field(default_factory=list)
    """How much of a need each row of what is lost stands for."""
    asking: list[Block] = field(default_factory=list)
    """Category, cell, stage, outlet, source and question of needs that were lost with a question."""
    open: Counted | None = None
    """Category, cell, stage and outlet of needs that are open at the week's end, without orders, and of
    purchases."""

    def went(
        self,
        category: Integers | int,
        cell: Integers,
        before: Standing,
        after: Standing,
        end: tuple[Integers, Integers],
    ) -> None:
        """Count needs of cells that went from where they stood to where they stand, and ended or did not."""
        goes = np.flatnonzero((before.stage != after.stage) | (end[0] != NONE))
        block = (np.full(len(cell), category), cell, *before, *after, *end)
        self.ways.append(tuple(column[goes] for column in block))

    def was_lost(self, category: int, cell: Integers, at: Lost, sixtieths: Integers) -> None:
        """Count what needs were lost to, by reason [n, reasons; sixtieths], and where they stood."""
        need, reason = np.nonzero(sixtieths)
        self.lost.append((np.full(len(need), category), cell[need], *at.some(need), reason))
        self.sixtieths.append(sixtieths[need, reason])

    def left_asking(self, category: int, cell: Integers, at: Lost, asks: Flags) -> None:
        """Count needs that were lost with questions [n, K], and where they stood."""
        need, question = np.nonzero(asks)
        self.asking.append((np.full(len(need), category), cell[need], *at.some(need), question))

    def steps(self, arisen: Integers) -> Counted:
        """Return category, cell, stage and outlet, next stage and outlet of steps; *arisen*: needs [Q, C].

        A need passes every stage between; an outlet brings it to those at which it sees offers.
        """
        category, cell = np.nonzero(arisen)
        count = [arisen[category, cell]]
        nowhere = np.full(len(cell), NONE)
        rows: list[Block] = [(category, cell, nowhere, nowhere, np.full(len(cell), UNAWARE), nowhere)]
        (category, cell, stage, outlet, then, brings, end, at), count_of_ways = counted(self.ways, 8)
        for level in range(AWARE, DECIDING + 1):
            some = np.flatnonzero((stage < level) & (level <= then))
            before = np.where(stage == level - 1, outlet, np.where(level > CONSIDERING, brings, NONE))[some]
            place = brings[some] if level >= CONSIDERING else np.full(len(some), NONE)
            levels = np.full(len(some), level)
            rows.append((category[some], cell[some], levels - 1, before, levels, place))
            count.append(count_of_ways[some])
        some = np.flatnonzero(end != NONE)
        rows.append((category[some], cell[some], then[some], brings[some], end[some], at[some]))
        return counted(rows, 6, [*count, count_of_ways[some]])

    def losses(self) -> Counted:
        """Return category, cell, stage, outlet, source and reason of all losses, and how much [sixtieths]."""
        return counted(self.lost, 6, self.sixtieths)

    def questions(self) -> Counted:
        """Return category, cell, stage, outlet, source and question of needs lost with one, and how many."""
        return counted(self.asking, 6)
