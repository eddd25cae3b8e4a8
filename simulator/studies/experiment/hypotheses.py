"""Hypotheses: checks of a prediction as sums and differences of means over design points.

Two sets of points are compared only where they agree in all factors that the check does not name, so
that nothing but what it names makes the difference.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

from simulator.studies.experiment.experiment import Experiment, Point, same, short_names
from simulator.studies.experiment.plan import Change, Check

type Where = Mapping[str, Any]


@dataclass(frozen=True)
class Hypothesis:
    """Mean over *plus* − mean over *minus* lies above a bound (or: below it, or within a margin of it)."""

    text: str
    """What is compared, in a few words."""
    plus: tuple[tuple[Point, ...], ...]
    minus: tuple[tuple[Point, ...], ...] = ()
    sign: int = 1
    """1: said to lie above the bound; −1: below it."""
    bound: float = 0.0
    within: float | None = None
    slope: tuple[float, ...] = ()
    """Of a sampled design: weights of all points that give the slope of a straight line through them."""

    @property
    def is_level(self) -> bool:
        """Say whether it is about a mean itself, not about a difference or a slope."""
        return not self.minus and not self.slope


def hypotheses_of(check: Check, experiment: Experiment) -> list[Hypothesis]:
    """Return the hypotheses that confirm a check; none if there are no points to compare."""
    rising, falling = check.rises_with, check.falls_with
    if rising or falling:
        name = str(rising or falling)
        sign = 1 if rising else -1
        if experiment.is_sampled and experiment.factor(name).is_numeric:
            return list(_slope(name, sign, check.where, experiment))
        return list(_ordered(name, sign, check.where, experiment))
    if check.highest_at is not None or check.lowest_at is not None:
        peak = check.highest_at if check.highest_at is not None else check.lowest_at
        return list(_extreme(peak or {}, 1 if check.highest_at is not None else -1, check.where, experiment))
    return list(_compared(check, experiment))


def _ordered(name: str, sign: int, where: Where, experiment: Experiment) -> Iterator[Hypothesis]:
    """State each level against the one before."""
    short = short_names(factor.name for factor in experiment.factors)[name]
    for before, after in pairwise(experiment.factor(name).in_order):
        later, earlier = {**where, name: after.value}, {**where, name: before.value}
        yield from _stated(f"{short} {before} → {after}", [later], [earlier], experiment, sign)


def _extreme(peak: Where, sign: int, where: Where, experiment: Experiment) -> Iterator[Hypothesis]:
    """State the points named against every other combination of levels of the factors named."""
    levels = [[level.value for level in experiment.factor(name).levels] for name in peak]
    for values in product(*levels):
        other = dict(zip(peak, values, strict=True))
        if all(same(other[name], value) for name, value in peak.items()):
            continue
        text = f"against {_points_text(other, experiment)}"
        yield from _stated(text, [{**where, **peak}], [{**where, **other}], experiment, sign)


def _compared(check: Check, experiment: Experiment) -> Iterator[Hypothesis]:
    other = next(one for one in (check.above, check.below, check.equals) if one is not None)
    plus, minus = _sides(check.change if check.change is not None else check.at or {})
    sign = 1 if check.below is None else -1
    bound = sign * check.by
    if isinstance(other, float):
        bound += other
    else:
        less, more = _sides(other)
        plus, minus = [*plus, *more], [*minus, *less]
    text = _points_text(check.at, experiment) if check.at is not None else "the change"
    if not isinstance(other, float):
        text += f" against {'the other' if isinstance(other, Change) else _points_text(other, experiment)}"
    yield from _stated(text, plus, minus, experiment, sign, bound, check.within)


def _sides(of: Where | Change) -> tuple[list[Where], list[Where]]:
    return ([of.to], [of.start]) if isinstance(of, Change) else ([of], [])


def _stated(
    text: str,
    plus: Sequence[Where],
    minus: Sequence[Where],
    experiment: Experiment,
    sign: int = 1,
    bound: float = 0.0,
    within: float | None = None,
) -> Iterator[Hypothesis]:
    groups = matched_points([*plus, *minus], experiment)
    if groups:
        yield Hypothesis(text, groups[: len(plus)], groups[len(plus) :], sign, bound, within)


def matched_points(wheres: Sequence[Where], experiment: Experiment) -> tuple[tuple[Point, ...], ...]:
    """Return for each of several sets of levels its points, where all have one for the same other levels.

    Nothing if they have no other levels in common.
    """
    named = {name for where in wheres for name in where}
    rest = [factor.name for factor in experiment.factors if factor.name not in named]
    found: list[dict[tuple[Any, ...], list[Point]]] = []
    for where in wheres:
        groups: dict[tuple[Any, ...], list[Point]] = {}
        for point in experiment.at(where):
            groups.setdefault(tuple(str(point.levels[name]) for name in rest), []).append(point)
        found.append(groups)
    common = [key for key in found[0] if all(key in groups for groups in found)]
    if not common:
        return ()
    return tuple(tuple(point for key in common for point in groups[key]) for groups in found)


def _slope(name: str, sign: int, where: Where, experiment: Experiment) -> Iterator[Hypothesis]:
    """State the slope of a straight line through a sample: Σ (x − x̄) y / Σ (x − x̄)²."""
    points = experiment.at(where)
    places = [float(point.levels[name].value) for point in points]
    mean = sum(places) / max(len(places), 1)
    spread = sum((place - mean) ** 2 for place in places)
    if spread > 0:
        weights = tuple((place - mean) / spread for place in places)
        short = short_names(factor.name for factor in experiment.factors)[name]
        yield Hypothesis(f"slope along {short}", (tuple(points),), sign=sign, slope=weights)


def _points_text(where: Where, experiment: Experiment) -> str:
    short = short_names(factor.name for factor in experiment.factors)
    return ", ".join(f"{short[name]}={value}" for name, value in where.items()) or "all points"
