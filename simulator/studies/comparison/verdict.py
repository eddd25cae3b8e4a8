"""Verdict: the result of a comparison in a sentence, as far as the seeds tell."""

import math

from simulator.studies.comparison.comparable import mismatch_notes
from simulator.studies.comparison.needs_met import needs_met_notes
from simulator.studies.runs.number_format import figure, half_width, is_share, unit_label
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import Estimate, Paired, interval, paired

TOLD = {
    Line("units_sold", "", "", None): "sell-through",
    # rate B, of what outlets had to sell: rate A passes 100 % while opening stocks run down
    Line("sell_through_b", "", "", None): "the sell-through rate",
    Line("conflict", "", "", None): "conflict",
}
MOST_OTHERS = 2
"""How many other lines are told where none of these was asked for."""


def verdict(runs: Runs, baseline: str, noted: Runs | None = None) -> str:
    """Say how each other scenario's sell-through and conflict differ from the baseline's, or what was asked.

    Notes follow; they are taken from *noted*, the same runs with more questions answered, if given.
    """
    sentences = [_sentence(runs, baseline, label) for label in runs.scenarios if label != baseline]
    if runs.failures:
        of = len(runs.scenarios) * len(runs.seeds)
        sentences.append(f"{len(runs.failures)} of {of} runs failed; what is said rests on the others.")
    notes = [*needs_met_notes(noted or runs, baseline), *mismatch_notes(runs.scenarios, baseline)]
    return "\n".join([*sentences, *notes])


def _sentence(runs: Runs, baseline: str, label: str) -> str:
    clauses = []
    for line, name in _told(runs).items():
        before, after = runs.series(line, baseline), runs.series(line, label)
        pair = paired(before, after)
        clauses.append(_clause(name, runs.unit(line.metric), interval(before), interval(after), pair))
    if not clauses:
        return f"{label}, against {baseline}: no run has a value of what was asked for."
    return f"{label}, against {baseline}: {'; '.join(clauses)}."


def _told(runs: Runs) -> dict[Line, str]:
    """Return the lines that are told, with their names: the first ones asked where none of `TOLD` was."""
    told = {line: name for line, name in TOLD.items() if line in runs.values}
    lines = [line for line in runs.values if not line.by and line.week is None] or list(runs.values)
    return told or {line: line.name for line in lines[:MOST_OTHERS]}


def _clause(name: str, unit: str, before: Estimate, after: Estimate, pair: Paired) -> str:
    """Say how one number differs, or that it cannot be told."""
    by, seeds = pair.difference, f"{pair.difference.n} seed{'s' * (pair.difference.n != 1)}"
    if by.n == 0:
        return f"{name} cannot be compared, there is no run in which both have one"
    shown = max(before.half, after.half)
    span = f"from {figure(before.mean, unit, shown)} to {figure(after.mean, unit, shown)}"
    span = f"{span} {unit_label(unit)}".strip()
    if by.n == 1:
        return f"{name} goes {span} in the one seed played, which tells no difference from luck"
    said = "" if unit.startswith("units") else unit_label(unit, difference=True)
    size = f"{figure(abs(by.mean), unit, by.half)} {said * is_share(unit)}".strip()
    if pair.is_constant:
        direction = "higher" if by.mean > 0 else "lower"
        size = f"{figure(abs(by.mean), unit, by.half)} {said}".strip()
        return f"{name} is {size} {direction} in every run" if by.mean else f"{name} is the same in every run"
    if math.isnan(by.half):
        return f"{name} cannot be compared, it is infinite in a run"
    around = f"± {half_width(by, unit)}"
    if not by.tells_a_difference:
        mean = figure(by.mean, unit, by.half, sign=True)
        return f"no difference in {name} can be told from {seeds} ({mean} {around} {said}".strip() + ")"
    return f"{name} {'rises' if by.mean > 0 else 'falls'} by {size} {around}, {span}"
