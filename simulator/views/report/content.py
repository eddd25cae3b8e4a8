"""Content: what a report says, section by section, as plain words and numbers for the page to lay out."""

from collections.abc import Iterator
from typing import Any

from simulator.lab.assumptions import Robustness
from simulator.lab.compare import Comparison
from simulator.lab.decompose import Decomposition
from simulator.lab.path import crossing, path_of
from simulator.lab.runs import Line
from simulator.lab.statistics import Estimate, interval, paired
from simulator.lab.wording import UNKNOWN, figure, give_or_take, is_share, times, unit_told
from simulator.scenario.sources import Sourced
from simulator.views.comparison_page import by_line, difference_told
from simulator.views.lines import line_told, name_of
from simulator.views.setting_told import told

type Row = list[str]

TABLED = {"units_sold", "revenue", "contribution", "sell_through_a", "sell_through_b", "conflict",
          "fill_rate", "price_dispersion", "average_price", "coverage", "channel_stock",
          "customer_surplus"}  # fmt: skip
TRANSITION_WEEKS = 13
"""How many weeks at either end of a run are called its transition and its steady state."""


def settings(comparison: Comparison) -> list[tuple[str, list[Row]]]:
    """Return, for each other scenario, the settings that differ: key, baseline's, its own."""
    return [
        (label, [[key, told(one), told(other)] for key, one, other in differing])
        for label, differing in comparison.settings.items()
    ]


def table(comparison: Comparison) -> list[dict[str, Any]]:
    """Return the lines of the main table; a line that is cut by something is indented."""
    rows = []
    for line, contrasts in by_line(comparison):
        if line.metric not in TABLED or line.week is not None or line.by not in ("", "type", "tier"):
            continue
        unit = contrasts[comparison.baseline].unit
        cells = []
        for label in comparison.labels:
            contrast = contrasts[label]
            cells.append(give_or_take(contrast.mean, unit) if contrast.mean.n else UNKNOWN)
            if contrast.against is not None:
                cells += [difference_told(contrast.against, unit), times(contrast.against.saved)]
        rows.append({"name": line_told(line, unit).strip(), "part": bool(line.by), "cells": cells})
    return rows


def heads(comparison: Comparison) -> Row:
    """Return the heads of the main table's columns."""
    found: Row = []
    for label in comparison.labels:
        found.append(label)
        if label != comparison.baseline:
            found += ["difference", "saved"]
    return found


def pair_heads(comparison: Comparison) -> Row:
    """Return the heads of columns that tell what each scenario has, and its difference to the baseline."""
    return [head for head in heads(comparison) if head != "saved"]


def crossings(comparison: Comparison) -> list[str]:
    """Return for each other scenario a sentence: in which week it overtakes the baseline, or is overtaken."""
    paths = {label: path_of(comparison.runs, "units_sold", label).summed() for label in comparison.labels}
    base, told = paths[comparison.baseline], []
    for label in comparison.others:
        week = crossing(base, paths[label])
        lead = paths[label].mean[-1] - base.mean[-1]
        leader, other = (label, comparison.baseline) if lead > 0 else (comparison.baseline, label)
        if week is not None:
            told.append(f"In what was sold in all, {leader} overtakes {other} in week {week}.")
        elif abs(lead) > 0:
            told.append(f"In what was sold in all, {leader} is ahead of {other} from the first sale on.")
    return told


def parts(decompositions: list[Decomposition]) -> list[dict[str, Any]]:
    """Return whose doing each difference is, one table a decomposition."""
    tables = []
    for one in decompositions:
        names = list(dict.fromkeys(part.name for part in one.parts))
        wanted = [p for p in one.parts if p.line.metric in TABLED and not p.line.by and p.line.week is None]
        effects = {(part.line, part.name): part for part in wanted}
        rows = [
            [line_told(line, effects[line, names[0]].unit)]
            + [give_or_take(effects[line, n].effect, effects[line, n].unit, sign=True) for n in names]
            for line in dict.fromkeys(part.line for part in wanted)
        ]
        tables.append({"other": one.design.other, "names": names, "rows": rows})
    return tables


def worst_off(comparison: Comparison) -> list[Row]:
    """Return for each scenario: who is left least, and whose conflicts are the most heated."""
    rows = []
    for label in comparison.labels:
        least = _extreme(comparison, "contribution:firm", label, highest=False)
        heated = _extreme(comparison, "worst_conflict:member", label, highest=True)
        rows.append([label, *least, *heated])
    return rows


def _extreme(comparison: Comparison, question: str, label: str, *, highest: bool) -> Row:
    found: list[tuple[float, Estimate, str]] = []
    for line in comparison.runs.lines([question]):
        mean = interval(comparison.runs.series(line, label))
        if mean.n:
            found.append((mean.mean if highest else -mean.mean, mean, line.key))
    if not found:
        return [UNKNOWN, UNKNOWN]
    size, mean, name = max(found, key=lambda one: one[0])
    if highest and size == 0:
        return [UNKNOWN, UNKNOWN]
    unit = comparison.runs.unit(question.partition(":")[0], label)
    return [name, give_or_take(mean, unit)]


def where_units_come_from(comparison: Comparison) -> list[tuple[str, list[Row]]]:
    """Return, for each other scenario, what its additional units took the place of.

    In all; from rivals, as what they sell less; so from people who would not have bought. And of the outlets
    that both scenarios have, what those lost to outlets that only one of them has: cannibalised units.
    """
    return [(label, list(_origins(comparison, label))) for label in comparison.others]


def _origins(comparison: Comparison, label: str) -> Iterator[Row]:
    runs, focal = comparison.runs, next(iter(comparison.runs.scenarios.values())).focal_maker
    makers = runs.lines(["units_sold:maker"])
    gained = _change(comparison, [line for line in makers if line.key == focal], label)
    rivals = _change(comparison, [line for line in makers if line.key != focal], label)
    yield ["more of its units are sold", _units(gained)]
    yield ["   taken from rivals", _units([-value for value in rivals])]
    yield [
        "   from people who would not have bought",
        _units([a + b for a, b in zip(gained, rivals, strict=True)]),
    ]
    outlets = runs.lines(["units_sold:outlet"])
    mine, theirs = ({line.key for line in outlets if _sells(comparison, line, name)}
                    for name in (label, comparison.baseline))  # fmt: skip
    both = [line for line in outlets if line.key in mine & theirs]
    new = [line for line in outlets if line.key in mine - theirs]
    if both and new:
        yield ["sold by outlets that only this one has", _units(_change(comparison, new, label))]
        lost = [-value for value in _change(comparison, both, label)]
        yield ["   of which cannibalised: lost by outlets that both have", _units(lost)]


def _sells(comparison: Comparison, line: Line, label: str) -> bool:
    return any(value > 0 for value in comparison.runs.series(line, label))


def _change(comparison: Comparison, lines: list[Line], label: str) -> list[float]:
    """Return the paired difference of a sum of lines, seed by seed; whoever sold nothing sold nought."""
    change = [0.0] * len(comparison.runs.seeds)
    for line in lines:
        before, after = comparison.runs.series(line, comparison.baseline), comparison.runs.series(line, label)
        pairs = zip(change, before, after, strict=True)
        change = [total + _known(b) - _known(a) for total, a, b in pairs]
    return change


def _known(value: float) -> float:
    return value if value == value else 0.0  # noqa: PLR0124 - only NaN is not itself


def _units(values: list[float]) -> str:
    return give_or_take(interval(values), "units", sign=True)


def transition(comparison: Comparison) -> tuple[int, list[Row]]:
    """Return the weeks at either end that are looked at, and units a week then, scenario by scenario."""
    paths = {label: path_of(comparison.runs, "units_sold", label) for label in comparison.labels}
    weeks = min(len(path.weeks) for path in paths.values())
    span = max(1, min(TRANSITION_WEEKS, weeks // 2))
    rows = []
    for label, path in paths.items():
        row = [label]
        for first, last in ((0, span), (len(path.weeks) - span, len(path.weeks))):
            mine = path.part(first, last).tolist()
            row.append(give_or_take(interval(mine), "units"))
            base = paths[comparison.baseline]
            before = base.part(*((0, span) if first == 0 else (len(base.weeks) - span, len(base.weeks))))
            by = paired(before.tolist(), mine)
            row.append("" if label == comparison.baseline else difference_told(by, "units"))
        rows.append(row)
    return span, rows


def channel_stock(comparison: Comparison) -> list[Row]:
    """Return what goods others hold at the end cost to make, and what that is beside contribution."""
    rows = []
    for label in comparison.labels:
        row = [label]
        for metric in ("channel_stock", "contribution"):
            line = Line(metric, "", "", None)
            row.append(
                give_or_take(interval(comparison.runs.series(line, label)), comparison.runs.unit(metric))
            )
        rows.append(row)
    return rows


def assumed(found: list[Robustness], comparison: Comparison) -> list[Row]:
    """Return of each difference: whether its sign holds in other worlds, and what it hangs on."""
    return [
        [
            name_of(one.line.metric),
            UNKNOWN if not one.sign else f"{100 * one.holds:.0f} % of {one.draws}",
            "nothing" if one.most_influential is None
            else f"{one.most_influential} (ρ = {figure(one.influences[0].correlation, 'index', sign=True)})",
            _flip(one),
        ]
        for one in found
        if one.line in comparison.runs.values
    ]  # fmt: skip


def _flip(one: Robustness) -> str:
    if not one.sign:
        return "no difference to begin with"
    return "not between ¼ and 4 times" if one.flip is None else f"at {one.flip:.2f} times what is assumed"


def luck(comparison: Comparison) -> list[Row]:
    """Return of each headline difference how sure it is, as far as seeds tell."""
    rows = []
    for metric in ("units_sold", "contribution", "conflict"):
        line = Line(metric, "", "", None)
        if line not in comparison.runs.values:
            continue
        for label in comparison.others:
            pair = paired(
                comparison.runs.series(line, comparison.baseline), comparison.runs.series(line, label)
            )
            unit = comparison.runs.unit(metric)
            points = unit_told(unit, difference=True) if is_share(unit) else unit_told(unit)
            rows.append([name_of(metric), label, f"{difference_told(pair, unit)} {points}".strip()])
    return rows


def parameters(found: list[Sourced]) -> tuple[list[Row], list[Row]]:
    """Return numbers with a source, and those that are choices: key, value, note, where they stand."""
    rows: tuple[list[Row], list[Row]] = ([], [])
    for one in found:
        rows[not one.has_source].append([one.key, f"{one.value:g}", one.note, f"{one.file}:{one.line}"])
    return rows
