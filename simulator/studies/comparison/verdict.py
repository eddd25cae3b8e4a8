"""Verdict: the result of a comparison in a few sentences, as far as the seeds tell.

The money comes first: what the maker gains and through which way to market, what of it lies with others
(`goods_unsold`), then what others do (`gains`). Then how much more is sold, and what it costs in conflict, in
words (`conflict_bands`). At last what it would take to be wrong: luck, as far as more seeds would tell it
(`seeds_needed`), and what no seed tells.
"""

import math
from collections.abc import Iterator

from simulator.mechanisms.conflict.conflict_bands import conflict_band
from simulator.studies.comparison.comparable import mismatch_notes
from simulator.studies.comparison.gains import MAKER, group_gains, maker_gain
from simulator.studies.comparison.goods_unsold import goods_unsold
from simulator.studies.comparison.needs_met import needs_met_notes
from simulator.studies.comparison.seeds_needed import not_told
from simulator.studies.runs.number_format import figure, half_width, is_share, unit_label
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import Estimate, Paired, interval, paired
from simulator.studies.runs.written_numbers import written

CONFLICT = Line("conflict", "", "", None)
LOST = Line("margin_lost", "", "", None)
TOLD = {
    Line("units_sold", "", "", None): "sell-through",
    # rate B, of what outlets had to sell: rate A passes 100 % while opening stocks run down
    Line("sell_through_b", "", "", None): "the sell-through rate",
    CONFLICT: "conflict",
}
MOST_OTHERS = 2
"""How many other lines are told where none of these was asked for."""
VARIED = "a report varies those of people and products, not those of ways to market"
"""What a report asks of assumptions (`studies/robustness`), so that nobody takes it for all of them."""
RARE = 1000
"""In how many comparisons luck is said to make as much, at most."""


def verdict(runs: Runs, baseline: str, noted: Runs | None = None) -> str:
    """Say what the maker and others gain, how much more is sold and what conflict does, or what was asked.

    Notes follow; they and what others gain are taken from *noted*, the same runs with more questions
    answered, if given.
    """
    whole = noted or runs
    others = [label for label in runs.scenarios if label != baseline]
    sentences = [" ".join(_sentences(runs, whole, baseline, label)) for label in others]
    if runs.failures:
        of = len(runs.scenarios) * len(runs.seeds)
        sentences.append(f"{len(runs.failures)} of {of} runs failed; what is said rests on the others.")
    notes = [*needs_met_notes(whole, baseline), *mismatch_notes(runs.scenarios, baseline)]
    return "\n".join([*sentences, *notes])


def _sentences(runs: Runs, whole: Runs, baseline: str, label: str) -> Iterator[str]:
    """Yield what is said of one scenario: the money, if it was asked for, and the rest."""
    told = [maker_gain(whole, baseline, label)] if MAKER in runs.values else []
    rest = [say(whole, baseline, label) for say in (goods_unsold, group_gains)] if told else []
    lines = _told(runs)
    clauses = "; ".join(_line_told(runs, line, name, baseline, label) for line, name in lines.items())
    first, *more = [*told, *filter(None, (*rest, clauses))] or ["no run has a value of what was asked for"]
    yield f"{label}, against {baseline}: {first}."
    yield from (f"{one[0].upper()}{one[1:]}." for one in more)
    asked = {MAKER: "what the maker gains", **lines} if told else lines
    wrong = _what_it_takes(runs, asked, baseline, label)
    if wrong:
        yield f"What it would take to be wrong: {wrong}."


def _told(runs: Runs) -> dict[Line, str]:
    """Return the lines that are told, with their names: the first ones asked where none of `TOLD` was."""
    told = {line: name for line, name in TOLD.items() if line in runs.values}
    lines = [line for line in runs.values if not line.by and line.week is None] or list(runs.values)
    others = [line for line in lines[:MOST_OTHERS] if line != MAKER]
    return told or {line: line.name for line in others}


def _line_told(runs: Runs, line: Line, name: str, baseline: str, label: str) -> str:
    """Say how one line differs; of conflict also in words, and what of it is lost."""
    before, after = runs.series(line, baseline), runs.series(line, label)
    pair = paired(before, after)
    told = _clause(name, runs.unit(line.metric), interval(before), interval(after), pair)
    is_sure = pair.difference.tells_a_difference or pair.is_constant
    return told + _conflict_in_words(runs, baseline, label, is_sure=is_sure) if line == CONFLICT else told


def _conflict_in_words(runs: Runs, baseline: str, label: str, *, is_sure: bool) -> str:
    """Say in which bands conflict lies, and what others take of what outlets could earn, if it was asked.

    Where luck may have made the difference, no band is said to be left for another.
    """
    means = [interval(runs.series(CONFLICT, one)).mean for one in (baseline, label)]
    if not all(map(math.isfinite, means)):
        return ""
    one, other = map(conflict_band, means)
    if one != other and not is_sure:
        return ""
    told = f" ({one} in both" if one == other else f" (from {one} to {other}"
    if LOST not in runs.values:
        return f"{told})"
    lost = [interval(runs.series(LOST, each)) for each in (label, baseline)]
    if not all(math.isfinite(each.mean) for each in lost):  # where no outlet of others is, nothing is lost
        return f"{told})"
    took, first = (figure(each.mean, runs.unit(LOST.metric), each.half) for each in lost)
    return f"{told}: others take {took} % of what outlets could earn, instead of {first} %)"


def _what_it_takes(runs: Runs, lines: dict[Line, str], baseline: str, label: str) -> str:
    """Say what it would take for the sentences to be wrong: luck, assumptions; and what more seeds tell."""
    pairs = {
        name: paired(*(runs.series(line, one) for one in (baseline, label))) for line, name in lines.items()
    }
    unsure = [told for name, pair in pairs.items() if (told := not_told(name, pair))]
    sure = [(pair.p, name) for name, pair in pairs.items() if pair.difference.tells_a_difference]
    if sure:
        chance, name = max(sure)
        rare = f"less than 1 in {written(RARE)}" if chance < 1 / RARE else f"1 in {written(1 / chance)}"
        luck = f"luck of {rare} in {name}, or assumptions that do not hold: {VARIED}"
        unsure = [luck, *unsure]
    return "; ".join(unsure)


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
