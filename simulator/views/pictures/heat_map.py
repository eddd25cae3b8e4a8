"""Heat map: a number at every pair of levels of two factors of a sweep."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage

from simulator.domain.registries import PICTURES
from simulator.scenario.errors.arguments import argument_error
from simulator.studies.experiment.experiment import Experiment, Factor, short_names
from simulator.studies.runs.metric_name import name_of, title_of
from simulator.studies.runs.number_format import figure, is_share, unit_label
from simulator.studies.runs.runs import Line
from simulator.studies.runs.statistics import interval
from simulator.studies.sweep.results import Sweep
from simulator.views.pictures.conflict_scale import ON_SCALE, SCALE, scale_below
from simulator.views.pictures.style import HEAT, Grouped, Picture, blank, cut, drawn

SHADES = "cividis"
"""Its lightness rises all the way, for grey print and colour-blind eyes (Nuñez et al. 2018)."""
MOST_LEVELS = 12
LIGHTNESS = np.array([0.2126, 0.7152, 0.0722])


@PICTURES.register("heat_map")
@drawn
def heat_map(sweep: Sweep, metric: str, factors: tuple[str, str] | None = None) -> Picture:
    """Draw the mean of a *metric* at every pair of levels of two *factors*, by default the first two.

    Conflict has its whole scale with named bands. Where others were varied too, each cell is the mean over
    all their levels. Raises ArgumentError unless the sweep played the whole grid of these two, of at most
    twelve levels each.
    """
    line = Line(metric, "", "", None)
    if line not in sweep.runs.lines([metric]):
        raise argument_error("metric", f"'{metric}' has no single answer a run that could be drawn")
    across, down = _chosen(sweep.experiment, factors)
    unit = sweep.runs.unit(metric, sweep.experiment.points[0].label)
    cells = _means(sweep, line, across, down)
    picture, (axes,) = blank(height=1.6 + 0.42 * len(down.levels))
    looks: Any = {"cmap": HEAT, "norm": SCALE} if metric in ON_SCALE else {"cmap": SHADES}
    shades = axes.imshow(cells * (100 if is_share(unit) else 1), aspect="auto", origin="lower", **looks)
    told = f"{title_of(metric)} [{unit_label(unit) or 'index'}]"
    if metric in ON_SCALE:
        scale_below(picture, axes, told)
    else:
        picture.colorbar(shades, ax=axes, label=told, shrink=0.9, pad=0.02, format=Grouped())
    _write(axes, cells, unit, shades)
    names = short_names(factor.name for factor in sweep.experiment.factors)
    for factor, axis, label in ((across, axes.xaxis, axes.set_xlabel), (down, axes.yaxis, axes.set_ylabel)):
        axis.set_ticks(range(len(factor.levels)), [cut(str(level), 18) for level in factor.in_order])
        short = name_of(names[factor.name])
        label(f"{short} [{factor.unit}]" if factor.unit else short)
    return picture


def can_be_mapped(experiment: Experiment) -> bool:
    """Say whether the first two factors have a grid that can be drawn."""
    first = experiment.factors[:2]
    whole = not experiment.is_sampled and len(first) == 2
    return whole and all(2 <= len(factor.levels) <= MOST_LEVELS for factor in first) and all(
        experiment.at({first[0].name: x.value, first[1].name: y.value})
        for x in first[0].levels
        for y in first[1].levels
    )  # fmt: skip


def _chosen(experiment: Experiment, factors: tuple[str, str] | None) -> tuple[Factor, Factor]:
    known = [factor.name for factor in experiment.factors]
    names = list(factors if factors is not None else known[:2])
    if len(names) != 2 or len(set(names)) != 2 or not set(names) <= set(known):
        raise argument_error("factors", f"must be two of {', '.join(known) or 'none'}")
    one, other = (experiment.factor(name) for name in names)
    if experiment.is_sampled or max(len(one.levels), len(other.levels)) > MOST_LEVELS:
        raise argument_error("sweep", f"needs a grid of at most {MOST_LEVELS} levels each")
    return one, other


def _means(sweep: Sweep, line: Line, across: Factor, down: Factor) -> np.ndarray:
    """Return the mean at each pair of levels [levels down, levels across]."""
    cells = np.full((len(down.levels), len(across.levels)), np.nan)
    for row, y in enumerate(down.in_order):
        for column, x in enumerate(across.in_order):
            points = sweep.experiment.at({across.name: x.value, down.name: y.value})
            if not points:
                told = f"no point has {across.name} {x} and {down.name} {y}"
                raise argument_error("sweep", f"{told}; a heat map needs every pair of levels")
            cells[row, column] = np.mean(
                [interval(sweep.runs.series(line, one.label)).mean for one in points]
            )
    return cells


def _write(axes: Axes, cells: np.ndarray, unit: str, shades: AxesImage) -> None:
    """Write the number into each cell, light on dark and dark on light (Rec. 709 lightness)."""
    colours = np.asarray(shades.to_rgba(np.asarray(shades.get_array())))
    for (row, column), value in np.ndenumerate(cells):
        if np.isfinite(value):
            colour = "white" if colours[row, column, :3] @ LIGHTNESS < 0.5 else "black"
            axes.text(column, row, figure(value, unit), ha="center", va="center", fontsize=8, color=colour)
