"""By need: what a report tells of new outlets' sales, need by need, or why it cannot."""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.studies.comparison.comparison import Comparison
from simulator.studies.need_split.need_split import NeedSplit
from simulator.studies.need_split.split_of_runs import is_recorded

type Row = list[str]

NOT_RECORDED = (
    "Not recorded: with `detail: summary` ledgers do not follow customers' needs. Play with `--detail sales` "
    "to see what new outlets' sales are taken from, need by need."
)


class NeedsTold(NamedTuple):
    """What is told of one scenario."""

    label: str
    number: int
    """The place of its picture among the pictures of splits; −1: there is none."""
    sentence: str
    heads: tuple[str, ...]
    rows: list[Row]


def by_need(comparison: Comparison, splits: Sequence[NeedSplit]) -> list[NeedsTold]:
    """Return, for each other scenario, the split of what its new outlets sold, or why there is none."""
    made = {split.label: (number, split) for number, split in enumerate(splits)}
    given, base = comparison.runs.scenarios, comparison.runs.scenarios[comparison.baseline]
    told = []
    for label in comparison.others:
        if label in made:
            number, split = made[label]
            told.append(NeedsTold(label, number, split.sentence(), split.heads, split.lines()))
        elif not (is_recorded(given[label]) and is_recorded(base)):
            told.append(NeedsTold(label, -1, NOT_RECORDED, (), []))
    return told
