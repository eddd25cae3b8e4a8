"""Decomposition of a difference: the part of each block of settings, or of each lever of the mix."""

import numpy as np

from simulator.domain.registries import PICTURES
from simulator.studies.comparison.parts import TOTAL, PartsOfDifference
from simulator.studies.runs.metric_name import title_of
from simulator.studies.runs.number_format import is_share, unit_label
from simulator.views.pictures.style import GREY, PALE, Picture, blank, drawn, names_at_left, seeds_on_bar

SHOWN = ("units_sold", "contribution", "conflict")


@PICTURES.register("decomposition", formerly=("parts_of_difference",))
@drawn
def decomposition(decomposition: PartsOfDifference, metrics: tuple[str, ...] = SHOWN) -> Picture:
    """Draw what each block of settings, or each lever, makes of the difference in some numbers, side by side.

    Bars are means over seeds, dots the seeds, whiskers 95 % intervals, each number in its own unit. × is what
    blocks do together beyond what each does alone; all parts sum to the total.
    """
    parts = [
        p for p in decomposition.parts if p.line.metric in metrics and not p.line.by and p.line.week is None
    ]
    asked = list(dict.fromkeys(part.line.metric for part in parts))
    picture, columns = blank(1, max(1, len(asked)), height=2.8)
    for axes, metric in zip(columns, asked, strict=False):
        mine = [part for part in parts if part.line.metric == metric]
        times = 100 if is_share(mine[0].unit) else 1
        for at, part in enumerate(mine):
            half = times * part.effect.half if part.effect.n > 1 else 0.0
            colour = GREY if part.name == TOTAL else PALE
            axes.barh(at, times * part.effect.mean, xerr=half, color=colour, height=0.7)
            seeds_on_bar(axes, times * np.asarray(decomposition.series(part.line)[part.name]), at)
        names_at_left(axes, range(len(mine)), [p.name for p in mine])
        axes.invert_yaxis()
        axes.axvline(0, color=GREY, linewidth=1)
        unit = unit_label(mine[0].unit, difference=True) or "index"
        axes.set(title=title_of(metric), xlabel=f"difference [{unit}]")
        axes.tick_params(axis="x", labelrotation=30)
    return picture
