"""Content: what a report says, section by section, as plain words and numbers for the page to lay out.

It answers before it shows: the verdict, who gains and loses, where customers are lost, then the tables.
Metrics that it needs and that were not asked are measured in the same runs, played again.
"""

from typing import Any

import numpy as np

from simulator.studies.comparison.comparison import Comparison
from simulator.studies.comparison.decompose import Decomposition
from simulator.studies.comparison.parts import Part
from simulator.studies.runs.number_format import UNKNOWN, difference_text, mean_and_half_width, times
from simulator.studies.runs.runs import Line
from simulator.studies.runs.statistics import Estimate, interval, paired
from simulator.studies.runs.time_path import last_crossing, time_path
from simulator.views.output.table_lines import head_of, line_label, notes_on
from simulator.views.terminal.comparison import by_line
from simulator.views.terminal.setting_values import setting_values

type Row = list[str]

TABLED = {"units_sold", "revenue", "contribution", "channel_contribution", "return_on_sales",
          "cash_tied_up", "break_even_volume", "break_even_units",
          "sell_through_a", "sell_through_b", "margin_lost",
          "conflict", "fill_rate", "price_dispersion", "average_price", "coverage", "channel_stock",
          "customer_surplus", "experienced_surplus", "satisfaction", "brand_equity", "rating", "return_rate",
          "cost_of_returns", "claim_rate", "failure_rate", "weeks_in_repair", "contact_rate",
          "weeks_to_answer", "abandonment_rate", "units_used_up", "units_with_customers",
          "units_cross_sold"}  # fmt: skip
CUT_BY = ("", "type", "route", "channel")
"""By what lines of the main table are cut."""
WHERE_KEPT = {"brand_equity", "rating"}
"""What is not told where no scenario keeps it."""
WHERE_ANY = {"return_rate", "cost_of_returns", "claim_rate", "failure_rate", "weeks_in_repair",
             "contact_rate", "weeks_to_answer", "abandonment_rate", "units_with_customers",
             "units_cross_sold"}  # fmt: skip
"""What is told only where it is not zero in all scenarios."""
TRANSITION_WEEKS = 13
"""How many weeks at either end of a run are called its transition and its steady state."""


def settings(comparison: Comparison) -> list[tuple[str, list[Row]]]:
    """Return, for each other scenario, the settings that differ: key, baseline's, its own."""
    return [
        (label, [[key, *setting_values(one, other)] for key, one, other in differing])
        for label, differing in comparison.settings.items()
    ]


def table(comparison: Comparison) -> list[dict[str, Any]]:
    """Return the lines of the main table; a line that is cut by something is indented, below a head."""
    rows: list[dict[str, Any]] = []
    above, columns = Line("", "", "", None), len(heads(comparison))
    for line, contrasts in by_line(comparison):
        if line.metric not in TABLED or line.week is not None or line.by not in CUT_BY:
            continue
        if not is_told(line.metric, [one.mean for one in contrasts.values()]):
            continue
        unit = contrasts[comparison.baseline].unit
        if line.by and (line.metric, line.by) != above[:2]:
            head = head_of(line, unit, under=above.metric)
            rows.append({"name": head.strip(), "part": head.startswith(" "), "cells": [""] * columns})
        above = line
        told = [contrasts[label] for label in comparison.labels]
        against = [one.against for one in told if one.against is not None]
        cells = [
            *(difference_text(by, unit) for by in against),
            *(mean_and_half_width(one.mean, unit) if one.mean.n else UNKNOWN for one in told),
            *(times(by.saved) for by in against),
        ]
        rows.append({"name": line_label(line, unit).strip(), "part": bool(line.by), "cells": cells})
    return rows


def notes(comparison: Comparison) -> str:
    """Return what a reader has to know of the numbers in the main table, in sentences."""
    asked = [one for one in comparison.runs.questions if one.metric in TABLED and one.by in CUT_BY]
    return " ".join(f"{told[0].upper()}{told[1:]}" for told in notes_on(asked))


def is_told(metric: str, found: list[Estimate]) -> bool:
    """Say whether a metric is told of all scenarios, from what was found of each, or of differences."""
    if metric in WHERE_KEPT:
        return any(one.n for one in found)
    return metric not in WHERE_ANY or any(abs(one.mean) > 0 for one in found)


def heads(comparison: Comparison) -> Row:
    """Return the heads of the main table's columns: differences first, as a phone shows two columns."""
    differences = _difference_heads(comparison)
    saved = [head.replace("difference", "saved", 1) for head in differences]
    return [*differences, *comparison.labels, *saved]


def pair_heads(comparison: Comparison) -> Row:
    """Return the heads of columns with differences to the baseline, and then each scenario by itself."""
    return [*_difference_heads(comparison), *comparison.labels]


def _difference_heads(comparison: Comparison) -> Row:
    others = comparison.others
    return ["difference"] if len(others) == 1 else [f"difference, {label}" for label in others]


def crossings(comparison: Comparison) -> list[str]:
    """Return for each other scenario a sentence: in which week it overtakes the baseline, or is overtaken."""
    paths = {label: time_path(comparison.runs, "units_sold", label).summed() for label in comparison.labels}
    base, told = paths[comparison.baseline], []
    for label in comparison.others:
        week = last_crossing(base, paths[label])
        lead = paths[label].mean[-1] - base.mean[-1]
        leader, other = (label, comparison.baseline) if lead > 0 else (comparison.baseline, label)
        if week is not None:
            told.append(f"In what was sold in all, {leader} overtakes {other} in week {week}.")
        elif abs(lead) > 0:
            weeks = min(len(base.weeks), len(paths[label].weeks))
            since = base.weeks[np.argmax(paths[label].mean[:weeks] != base.mean[:weeks])]
            told.append(f"In what was sold in all, {leader} is ahead of {other} from week {since} on.")
    return told


def parts(decompositions: list[Decomposition]) -> list[dict[str, Any]]:
    """Return the decomposition of each difference, one table a decomposition."""
    tables = []
    for one in decompositions:
        names = list(dict.fromkeys(part.name for part in one.parts))
        asked = [p for p in one.parts if p.line.metric in TABLED and not p.line.by and p.line.week is None]
        effects: dict[Line, dict[str, Part]] = {}
        for part in asked:
            effects.setdefault(part.line, {})[part.name] = part
        rows = [
            [line_label(line, of[names[0]].unit)]
            + [mean_and_half_width(of[name].effect, of[name].unit, sign=True) for name in names]
            for line, of in effects.items()
            if is_told(line.metric, [part.effect for part in of.values()])
        ]
        tables.append({"other": one.design.other, "names": names, "rows": rows})
    return tables


def worst_off(comparison: Comparison) -> list[Row]:
    """Return for each scenario the member with the least contribution and the one with most conflict.

    Of members for which there is anything but nought to tell.
    """
    rows = []
    for label in comparison.labels:
        least = _extreme(comparison, "contribution:firm", label, highest=False)
        heated = _extreme(comparison, "worst_conflict:member", label, highest=True)
        rows.append([label, *least, *heated])
    return rows


def _extreme(comparison: Comparison, question: str, label: str, *, highest: bool) -> Row:
    found: list[tuple[float, Estimate, str]] = []
    for line in comparison.runs.lines([question]):
        values = comparison.runs.series(line, label)
        mean = interval(values)
        if mean.n and any(values):  # what only another scenario has earns nothing in this one
            found.append((mean.mean if highest else -mean.mean, mean, line.key))
    if not found:
        return [UNKNOWN, UNKNOWN]
    _, mean, name = max(found, key=lambda one: one[0])
    unit = comparison.runs.unit(question.partition(":")[0], label)
    return [name, mean_and_half_width(mean, unit)]


def transition(comparison: Comparison) -> tuple[int, list[Row]]:
    """Return the weeks at either end that are looked at, and units a week then, scenario by scenario."""
    paths = {label: time_path(comparison.runs, "units_sold", label) for label in comparison.labels}
    weeks = min(len(path.weeks) for path in paths.values())
    span = max(1, min(TRANSITION_WEEKS, weeks // 2))
    rows = []
    for label, path in paths.items():
        row = [label]
        for first, last in ((0, span), (len(path.weeks) - span, len(path.weeks))):
            mine = path.part(first, last).tolist()
            row.append(mean_and_half_width(interval(mine), "units"))
            base = paths[comparison.baseline]
            before = base.part(*((0, span) if first == 0 else (len(base.weeks) - span, len(base.weeks))))
            by = paired(before.tolist(), mine)
            row.append("" if label == comparison.baseline else difference_text(by, "units"))
        rows.append(row)
    return span, rows


def channel_stock(comparison: Comparison) -> list[Row]:
    """Return what goods that others took in and hold cost to make, beside the maker's contribution."""
    rows = []
    for label in comparison.labels:
        row = [label]
        for metric in ("contribution", "channel_stock_growth", "channel_stock"):
            line = Line(metric, "", "", None)
            row.append(
                mean_and_half_width(
                    interval(comparison.runs.series(line, label)), comparison.runs.unit(metric)
                )
            )
        rows.append(row)
    return rows
