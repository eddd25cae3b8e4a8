"""Tornado: how far a number moves with each factor of a sweep, the widest on top."""

from typing import NamedTuple

from matplotlib.axes import Axes

from simulator.domain.registries import PICTURES
from simulator.scenario.errors.arguments import argument_error
from simulator.studies.experiment.experiment import short_names
from simulator.studies.experiment.response_curve import ResponsePoint
from simulator.studies.runs.metric_name import name_of, title_of
from simulator.studies.runs.number_format import is_share, unit_label
from simulator.studies.runs.runs import Line
from simulator.studies.runs.statistics import interval
from simulator.studies.sweep.results import Sweep
from simulator.views.pictures.conflict_scale import ON_SCALE, bands_across
from simulator.views.pictures.style import COLOURS, GREY, INK, Picture, blank, cut, drawn


class _Span(NamedTuple):
    """The least and the most that a number is at the levels of a factor."""

    factor: str
    least: ResponsePoint
    most: ResponsePoint

    @property
    def width(self) -> float:
        return self.most.estimate.mean - self.least.estimate.mean


@PICTURES.register("tornado")
@drawn
def tornado(sweep: Sweep, metric: str) -> Picture:
    """Draw the least and the most that a *metric* is at the levels of each factor, the widest on top.

    At each level the mean is formed over the same levels of all other factors, seed by seed; whiskers are
    95 % intervals of these means, the line is the mean over all points. Conflict has its whole scale with
    named bands. Raises ArgumentError where nothing was varied or points were sampled, or if the metric was
    cut or not answered.
    """
    line = Line(metric, "", "", None)
    if line not in sweep.runs.lines([metric]):
        raise argument_error("metric", f"'{metric}' has no single answer a run that could be drawn")
    if sweep.experiment.is_sampled or not sweep.experiment.factors:
        raise argument_error("sweep", "a tornado needs factors at chosen levels: a grid, or one at a time")
    spans = sorted(_spans(sweep, line), key=lambda one: one.width)
    if not spans:
        raise argument_error("metric", f"'{metric}' was answered by no run")
    unit = sweep.runs.unit(metric, sweep.experiment.points[0].label)
    picture, (axes,) = blank(height=1.0 + 0.55 * len(spans))
    times = 100 if is_share(unit) else 1
    for place, span in enumerate(spans):
        _bar(axes, place, span, times)
    means = [interval(sweep.runs.series(line, point.label)).mean for point in sweep.experiment.points]
    axes.axvline(times * interval(means).mean, color=GREY, linewidth=1, linestyle="--")
    axes.set_yticks(range(len(spans)), [cut(name_of(span.factor)) for span in spans])
    axes.set(xlabel=f"{title_of(metric)} [{unit_label(unit) or 'index'}]", ylim=(-0.6, len(spans) - 0.4))
    axes.use_sticky_edges = False  # room for the levels beside bars that begin at the edge
    axes.margins(x=0.18)
    if metric in ON_SCALE:
        bands_across(axes, room=0.16)
    return picture


def _spans(sweep: Sweep, line: Line) -> list[_Span]:
    short = short_names(factor.name for factor in sweep.experiment.factors)
    spans = []
    for factor in sweep.experiment.factors:
        points = [one for one in sweep.curve(line, factor.name).points if one.estimate.n]
        if points:
            ranked = sorted(points, key=lambda one: one.estimate.mean)
            spans.append(_Span(short[factor.name], ranked[0], ranked[-1]))
    return spans


def _bar(axes: Axes, place: int, span: _Span, times: float) -> None:
    least, most = (times * one.estimate.mean for one in (span.least, span.most))
    axes.barh(place, most - least, left=least, height=0.5, color=COLOURS[0], alpha=0.75)
    told = [one.estimate for one in (span.least, span.most)]
    for one in told:
        axes.plot([times * one.low, times * one.high], [place, place], color=INK, linewidth=1)
    begin, end = min(one.low for one in told), max(one.high for one in told)  # one whisker may pass the other
    for point, beyond, side, nudge in ((span.least, begin, "right", -6), (span.most, end, "left", 6)):
        axes.annotate(
            cut(str(point.level), 24), (times * beyond, place), xytext=(nudge, 0), textcoords="offset points",
            ha=side, va="center", fontsize=8,
        )  # fmt: skip
