"""Paired differences: how each number differs, seed by seed, and how sure that is."""

import numpy as np
from matplotlib.axes import Axes

from simulator.domain.registries import PICTURES
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.runs.metric_name import title_of
from simulator.studies.runs.number_format import is_share, unit_label
from simulator.studies.runs.runs import Line
from simulator.studies.runs.statistics import interval
from simulator.views.pictures.style import GREY, Picture, blank, colour_of, cut, drawn, seed_dots

SHOWN = ("units_sold", "contribution", "coverage", "sell_through_b", "average_price", "price_dispersion",
         "conflict")  # fmt: skip
BELOW = 0.2
"""How far seeds lie below the mean, which would hide them, and the mean above their middle [rows]."""


@PICTURES.register("paired_differences")
@drawn
def paired_differences(comparison: Comparison, metrics: tuple[str, ...] = SHOWN) -> Picture:
    """Draw each number's difference to the baseline, each on an axis in its own unit.

    A large dot is the mean, the line its 95 % interval, the small dots below it are seeds: where the line
    keeps clear of the dashed one at zero, the difference is more than luck of the seeds.
    """
    lines = [Line(metric, "", "", None) for metric in metrics]
    lines = [line for line in lines if line in comparison.runs.values]
    others = comparison.others
    picture, columns = blank(len(lines), 1, height=0.5 + len(lines) * (0.42 + 0.2 * len(others)))
    for axes, line in zip(columns, lines, strict=True):
        for at, label in enumerate(others):
            before = np.array(comparison.runs.series(line, comparison.baseline))
            _strip(axes, at, np.array(comparison.runs.series(line, label)) - before, line, comparison, label)
        _frame(axes, line, comparison)
    picture.suptitle(f"differences to {cut(comparison.baseline, 60)}, seed by seed", x=0.01, ha="left")
    if len(others) > 1:
        named = columns[0].get_legend_handles_labels()
        picture.legend(*named, loc="outside lower center", ncols=2)
    return picture


def _strip(axes: Axes, at: int, by_seed: np.ndarray, line: Line, comparison: Comparison, label: str) -> None:
    times = 100 if is_share(comparison.runs.unit(line.metric)) else 1
    known, colour = times * by_seed[np.isfinite(by_seed)], colour_of(comparison.labels, label)
    told = interval(known)
    seed_dots(axes, known, at + BELOW, colour)
    if told.n > 1:
        axes.plot([told.low, told.high], [at - BELOW, at - BELOW], color=colour, linewidth=2)
    axes.scatter([told.mean], [at - BELOW], s=34, color=colour, zorder=3, label=cut(label))


def _frame(axes: Axes, line: Line, comparison: Comparison) -> None:
    unit = unit_label(comparison.runs.unit(line.metric), difference=True)
    axes.axvline(0, color=GREY, linewidth=1, linestyle="--")
    axes.set_ylim(len(comparison.others) - 0.3, -0.6)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_ylabel(f"{title_of(line.metric)}\n[{unit or 'index'}]", rotation=0, ha="right", va="center")
    axes.tick_params(axis="x", labelsize=7.5)
    axes.margins(x=0.08)
