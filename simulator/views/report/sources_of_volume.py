"""Sources of volume: additional units split into incremental, switched and cannibalised ones."""

from typing import NamedTuple

from simulator.studies.comparison.comparison import Comparison
from simulator.studies.runs.number_format import mean_and_half_width
from simulator.studies.runs.runs import Line
from simulator.studies.runs.statistics import interval

type Row = list[str]


class VolumeSources(NamedTuple):
    """Where a scenario's additional units come from."""

    label: str
    rows: list[Row]
    note: str
    """Why cannibalised units cannot be told, if they cannot; else nothing."""


def sources_of_volume(comparison: Comparison) -> list[VolumeSources]:
    """Return, for each other scenario, what its additional units took the place of.

    In all: incremental to the category, as far as rivals sell no less; else taken from them. Among outlets:
    what those that both have lost is cannibalised; what the new ones sell beyond that is incremental.
    """
    return [_told(comparison, label) for label in comparison.others]


def _told(comparison: Comparison, label: str) -> VolumeSources:
    outlets = comparison.runs.lines(["units_sold:outlet"])
    mine, theirs = ({line.key for line in outlets if _sells(comparison, line, name)}
                    for name in (label, comparison.baseline))  # fmt: skip
    both = [line for line in outlets if line.key in mine & theirs]
    new = [line for line in outlets if line.key in mine - theirs]
    rows, note = _among_makers(comparison, label), ""
    if not new:
        note = (
            f"No new outlet cannibalises another: who sells in {label} sells in {comparison.baseline}, too."
        )
    elif not both:
        note = (
            f"Which units are cannibalised cannot be told: no outlet sells in both scenarios, so that those "
            f"of {label} stand in place of the outlets of {comparison.baseline}, not beside them."
        )
    else:
        rows += _among_outlets(comparison, new, both, label)
    return VolumeSources(label, rows, note)


def _among_makers(comparison: Comparison, label: str) -> list[Row]:
    runs, focal = comparison.runs, next(iter(comparison.runs.scenarios.values())).focal_maker
    makers = runs.lines(["units_sold:maker"])
    gained = _change(comparison, [line for line in makers if line.key == focal], label)
    rivals = _change(comparison, [line for line in makers if line.key != focal], label)
    net = [a + b for a, b in zip(gained, rivals, strict=True)]
    return [
        ["additional units, in all", _units(gained)],
        [" taken from rivals", _units([-value for value in rivals])],
        [" incremental to the category: from people who would not have bought", _units(net)],
    ]


def _among_outlets(comparison: Comparison, new: list[Line], both: list[Line], label: str) -> list[Row]:
    added = _change(comparison, new, label)
    lost = [-value for value in _change(comparison, both, label)]
    left = [a - b for a, b in zip(added, lost, strict=True)]
    return [
        ["sold by outlets that only this scenario has", _units(added)],
        [" cannibalised: lost by outlets that both scenarios have", _units(lost)],
        [" incremental: what is left of it", _units(left)],
    ]


def _sells(comparison: Comparison, line: Line, label: str) -> bool:
    return any(value > 0 for value in comparison.runs.series(line, label))


def _change(comparison: Comparison, lines: list[Line], label: str) -> list[float]:
    """Return the paired difference of a sum of lines, seed by seed; a seller without sales counts as zero."""
    change = [0.0] * len(comparison.runs.seeds)
    for line in lines:
        before, after = comparison.runs.series(line, comparison.baseline), comparison.runs.series(line, label)
        pairs = zip(change, before, after, strict=True)
        change = [total + _known(b) - _known(a) for total, a, b in pairs]
    return change


def _known(value: float) -> float:
    return value if value == value else 0.0  # noqa: PLR0124 - only NaN is not itself


def _units(values: list[float]) -> str:
    return mean_and_half_width(interval(values), "units", sign=True)
