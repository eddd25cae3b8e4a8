"""Levers: what reach, price, message, service and luck make of a difference, a row each."""

from typing import Any

from simulator.domain.lever import Lever
from simulator.studies.comparison.lever_split import LUCK, LeverSplit
from simulator.studies.comparison.parts import OTHER_SETTINGS, TOTAL
from simulator.studies.runs.number_format import mean_and_half_width
from simulator.views.output.table_lines import line_label

MEANINGS = {
    **{str(lever): lever.says for lever in Lever},
    LUCK: "outlets of other names have other draws: nothing on average",
    OTHER_SETTINGS: "what else the scenarios differ in",
    TOTAL: "the whole difference",
}
"""What each part of a split is."""


def levers_table(split: LeverSplit) -> dict[str, Any]:
    """Return the split of a difference: a row a part, a column a metric, its meaning last."""
    effects = {(part.name, part.line): part for part in split.parts}
    lines = list(dict.fromkeys(part.line for part in split.parts))
    units = {part.line: part.unit for part in split.parts}
    names = dict.fromkeys(part.name for part in split.parts)
    return {
        "other": split.design.other,
        "seeds": len(split.runs.seeds),
        "heads": [line_label(line, units[line]) for line in lines],
        "rows": [
            [
                name,
                *(mean_and_half_width(effects[name, line].effect, units[line], sign=True) for line in lines),
                MEANINGS[name],
            ]
            for name in names
        ],
    }
