"""Confidence: how sure the differences are, given chance and assumptions."""

from collections.abc import Mapping, Sequence

from simulator.studies.comparison.comparison import Comparison
from simulator.studies.robustness import RANKED_DRAWS
from simulator.studies.robustness.robustness import METRICS, Robustness
from simulator.studies.runs.metric_name import title_of
from simulator.studies.runs.number_format import UNKNOWN, difference_text, figure, is_share, unit_label
from simulator.studies.runs.runs import Line
from simulator.studies.runs.statistics import Paired, paired, share_interval
from simulator.studies.runs.written_numbers import written

type Row = list[str]

OPEN = "luck alone leaves the sign open"


def luck(comparison: Comparison) -> list[Row]:
    """Return of each difference that is looked into how sure it is, as far as seeds tell."""
    rows = []
    for line in _lines(comparison):
        unit = comparison.runs.unit(line.metric)
        points = unit_label(unit, difference=True) if is_share(unit) else unit_label(unit)
        for label in comparison.others:
            pair = _pair(comparison, line, label)
            told = f"{difference_text(pair, unit)} {points}".strip()
            rows.append([title_of(line.metric), label, told + (f": {OPEN}" if _is_open(pair) else "")])
    return rows


def assumed(found: Mapping[str, Sequence[Robustness]], comparison: Comparison) -> list[tuple[str, list[Row]]]:
    """Return of each other scenario how often the signs of its differences hold in other worlds."""
    return [
        (label, [_row(one, comparison, label) for one in told if one.line in comparison.runs.values])
        for label, told in found.items()
    ]


def _row(one: Robustness, comparison: Comparison, label: str) -> Row:
    hangs_on = "nothing"
    if one.draws < RANKED_DRAWS:
        return [title_of(one.line.metric), _holds(one, _pair(comparison, one.line, label)), UNKNOWN, UNKNOWN]
    if one.most_influential is not None:
        rho = figure(one.influences[0].correlation, "index", sign=True)
        hangs_on = f"{one.most_influential} (ρ = {rho})"
    return [
        title_of(one.line.metric),
        _holds(one, _pair(comparison, one.line, label)),
        hangs_on,
        "no difference to begin with" if not one.sign
        else "not between ¼ and 4 times" if one.break_even is None
        else f"at {written(one.break_even, 2)} times what is assumed",
    ]  # fmt: skip


def _holds(one: Robustness, pair: Paired) -> str:
    """Return in how many worlds the comparison's sign holds, or both signs where it has none for sure."""
    mean = pair.difference.mean
    if not pair.difference.n or mean == 0 or not one.draws:
        return UNKNOWN
    if _is_open(pair):
        return f"{OPEN}: up in {one.rises}, down in {one.falls} of {one.draws} worlds"
    hits = one.rises if mean > 0 else one.falls
    told = share_interval(hits, one.draws)
    return f"{hits} of {one.draws} worlds (95 % interval {100 * told.low:.0f} … {100 * told.high:.0f} %)"


def _is_open(pair: Paired) -> bool:
    """Say whether luck of the seeds may have made the sign; one seed alone always may."""
    if pair.difference.n < 2:
        return pair.difference.n == 1
    return not (pair.difference.tells_a_difference or pair.is_constant)


def _pair(comparison: Comparison, line: Line, label: str) -> Paired:
    runs = comparison.runs
    return paired(runs.series(line, comparison.baseline), runs.series(line, label))


def _lines(comparison: Comparison) -> list[Line]:
    lines = [Line(metric, "", "", None) for metric in METRICS]
    return [line for line in lines if line in comparison.runs.values]
