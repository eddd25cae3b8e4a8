"""Gains: what the maker gains and through which way to market, and what every group in both worlds does.

A group is a way to market as a manager names it (`channel`). Of a group that only one of the worlds has
nothing is gained or lost: it is there, or it is not. Members are told by name where both worlds have them.
"""

import math
from collections.abc import Sequence

from simulator.ledger.queries.profit_and_loss import IN_COMMON
from simulator.scenario.describe.number_words import listed
from simulator.studies.runs.number_format import figure, half_width
from simulator.studies.runs.questions import Question
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import Paired, interval, paired

MAKER = Line("contribution", "", "", None)
ROUTES = Question("contribution", "route")
GROUPS = Question("channel_contribution", "channel")
MEMBERS = Question("channel_contribution", "channel_member")
ASKED = (ROUTES, GROUPS, MEMBERS)
"""The questions with answers that are told here, beside what the maker gains."""
MOST_ROUTES = 3
"""How many ways to market are told through which the maker gains or loses most."""
BETWEEN = " · "
"""What stands between the group and the name of a member."""


def maker_gain(runs: Runs, baseline: str, label: str) -> str:
    """Say what the maker gains or loses, in how many seeds, and through which ways to market."""
    unit, pair = runs.unit(MAKER.metric, label), _pair(runs, MAKER, baseline, label)
    by = pair.difference
    if by.n == 0:
        return "what the maker gains cannot be said, there is no run in which both have a number"
    before, after = (interval(runs.series(MAKER, one)).mean for one in (baseline, label))
    span = f"from {figure(before, unit, by.half)} to {figure(after, unit, by.half)} {unit}"
    if by.n == 1:
        return f"the maker's contribution goes {span} in the one seed played, which tells no gain from luck"
    size = _size(pair, unit)
    if pair.is_constant and by.mean == 0:
        return "the maker gains and loses nothing, in every run"
    if not (by.tells_a_difference or pair.is_constant):
        return f"whether the maker gains cannot be told from {by.n} seeds ({size}, {span})"
    does = "gains" if by.mean > 0 else "loses"
    through = _through(runs, baseline, label)
    return f"the maker {does} {size.lstrip('+−')}, {span}, {_in_how_many(runs, baseline, label)}{through}"


def group_gains(runs: Runs, baseline: str, label: str) -> str:
    """Say what each group but the maker gains or loses that both worlds have; nothing where none is asked."""
    both: list[str] = []
    only: dict[str, list[str]] = {baseline: [], label: []}
    for line in _lines(runs, GROUPS):
        here = [one for one in (baseline, label) if _is_there(runs, line.key, one)]
        if len(here) == 2 and line.key != _makers_own(runs):
            both.append(_group_told(runs, line, baseline, label))
        elif len(here) == 1:
            only[here[0]].append(line.key)
    moved = (("new", only[label]), ("gone", only[baseline]))
    return "; ".join([*both, *(f"{what}: {listed(names)}" for what, names in moved if names)])


def _pair(runs: Runs, line: Line, baseline: str, label: str) -> Paired:
    return paired(runs.series(line, baseline), runs.series(line, label))


def _size(pair: Paired, unit: str) -> str:
    """Return a difference with its sign and ±, and the currency."""
    by = pair.difference
    told = figure(by.mean, unit, by.half, sign=True)
    return f"{told} ± {half_width(by, unit)} {unit}" if by.half > 0 else f"{told} {unit}"


def _in_how_many(runs: Runs, baseline: str, label: str) -> str:
    """Say in how many of the seeds the difference has the sign of the mean."""
    pairs = zip(runs.series(MAKER, baseline), runs.series(MAKER, label), strict=True)
    each = [after - before for before, after in pairs if not math.isnan(after - before)]
    same = sum((one > 0) == (sum(each) > 0) for one in each)
    return f"in all {len(each)} seeds" if same == len(each) else f"in {same} of {len(each)} seeds"


def _through(runs: Runs, baseline: str, label: str) -> str:
    """Say through which ways to market it comes, the largest first; what is in common is one of them."""
    unit = runs.unit(MAKER.metric, label)
    found: list[tuple[float, str, str]] = []
    for line in _lines(runs, ROUTES):
        pair = _pair(runs, line, baseline, label)
        if pair.difference.tells_a_difference or (pair.is_constant and pair.difference.mean):
            found.append((abs(pair.difference.mean), _size(pair, unit), line.key))
    told = [
        f"{size} {key if key == IN_COMMON else f'through {key}'}"
        for _, size, key in sorted(found, reverse=True)[:MOST_ROUTES]
    ]
    return f": {listed(told)}" if told else ""


def _group_told(runs: Runs, line: Line, baseline: str, label: str) -> str:
    """Say what a group gains or loses, absolute and per cent, and of its members the worst off by name."""
    unit, pair = runs.unit(line.metric, label), _pair(runs, line, baseline, label)
    by, before = pair.difference, interval(runs.series(line, baseline)).mean
    if by.n < 2 or not (by.tells_a_difference or pair.is_constant):
        told = " from one seed" if by.n < 2 else f" ({_size(pair, unit)})"
        return f"whether {line.key} gain or lose cannot be told{told}"
    if by.mean == 0:
        return f"{line.key} gain and lose nothing"
    share = f" ({100 * by.mean / before:+.0f} %)".replace("-", "−") if before > 0 else ""
    does = "gain" if by.mean > 0 else "lose"
    return (
        f"{line.key} {does} {_size(pair, unit).lstrip('+−')}{share}{_worst(runs, line.key, baseline, label)}"
    )


def _worst(runs: Runs, group: str, baseline: str, label: str) -> str:
    """Say which of several members of a group that both worlds have is worst off, and by how much."""
    unit = runs.unit(GROUPS.metric, label)
    found: list[tuple[float, str]] = []
    for line in _lines(runs, MEMBERS):
        of, _, name = line.key.partition(BETWEEN)
        if of == group and all(_trades(runs, line, one) for one in (baseline, label)):
            found.append((_pair(runs, line, baseline, label).difference.mean, name))
    if len(found) < 2:
        return ""
    least, name = min(found)
    return f", worst off {name} ({figure(least, unit, sign=True)} {unit})"


def _lines(runs: Runs, question: Question) -> Sequence[Line]:
    return [line for line in runs.values if line.question == question]


def _is_there(runs: Runs, group: str, label: str) -> bool:
    """Say whether a world has a member of a group with something earned or lost."""
    lines = [line for line in _lines(runs, MEMBERS) if line.key.partition(BETWEEN)[0] == group]
    whole = Line(*GROUPS, group, None)
    return any(_trades(runs, line, label) for line in lines or [whole])


def _trades(runs: Runs, line: Line, label: str) -> bool:
    return any(value != 0 for value in runs.series(line, label) if value == value)  # noqa: PLR0124 - no NaN


def _makers_own(runs: Runs) -> str:
    """Return the group of the focal manufacturer itself."""
    focal = next(iter(runs.scenarios.values())).focal_maker
    groups = (line.key.partition(BETWEEN) for line in _lines(runs, MEMBERS))
    return next((group for group, _, name in groups if name == focal), "maker")
