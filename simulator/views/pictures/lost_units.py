"""Lost units: from all needs down to what was sold, step by step."""

from math import isnan

from simulator.domain.registries import PICTURES
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import interval
from simulator.studies.runs.written_numbers import written
from simulator.views.pictures.narrow import is_narrow
from simulator.views.pictures.style import (
    COLOURS,
    GREY,
    PALE,
    Picture,
    blank,
    colour_of,
    cut,
    drawn,
    names_at_left,
)

TOLD = {
    "unaware": "did not know it",
    "nothing at hand": "not at hand",
    "out of stock": "out of stock",
    "message": "not believed",
    "fit": "outlet did not fit",
    "dearer than remembered": "dearer than remembered",
    "not worth its price": "not worth its price",
    "preferred a rival": "preferred a rival's",
    "overtaken": "overtaken by the next",
}
"""How reasons are called where people read them."""
ABREAST = 3
"""How many scenarios stand beside each other."""


@PICTURES.register("lost_units")
@drawn
def lost_units(runs: Runs) -> Picture:
    """Draw, for every scenario, how all needs of the category fall away until its own sales are left.

    Means over seeds [needs]. Needs the questions ``lost_demand:reason`` and ``lost_demand``, and what was
    sold in quantity steps, one of which is bought per need.
    """
    labels = tuple(runs.scenarios)
    lines = runs.lines(["lost_demand:reason"])
    abreast = 1 if is_narrow() else 2 if len(labels) == 4 else min(len(labels), ABREAST)
    deep = -(-len(labels) // abreast)
    picture, places = blank(deep, abreast, height=3.0 * deep)
    for empty in places[len(labels) :]:
        empty.set_axis_off()
    for axes, label in zip(places, labels, strict=False):
        means = [interval(runs.series(line, label)).mean for line in lines]
        losses = [0.0 if isnan(mean) else mean for mean in means]  # what cannot be lost there is not told
        step = runs.scenarios[label].units.quantity_step
        sold = interval(runs.series(Line("units_sold", "", "", None), label)).mean / step
        told = [TOLD.get(line.key, line.key) for line in lines]
        names, left = ["all needs", *told, "sold"], sum(losses) + sold
        axes.barh(0, left, color=PALE)
        for at, loss in enumerate(losses, start=1):
            left -= loss
            axes.barh(at, loss, left=left, color=GREY if loss else PALE)
            lost = f"−{written(loss)}" if loss >= 0.5 else "0"
            axes.annotate(lost, (left + loss, at), (3, 0), textcoords="offset points", va="center",
                          fontsize=7.5)  # fmt: skip
        axes.barh(len(names) - 1, sold, color=colour_of(labels, label) if len(labels) > 1 else COLOURS[0])
        axes.annotate(written(sold), (sold, len(names) - 1), (3, 0), textcoords="offset points", va="center")
        names_at_left(axes, range(len(names)), names)
        axes.invert_yaxis()
        axes.margins(x=0.18)
        axes.set(title=cut(label, 2 * (60 // abreast)), xlabel="needs")
    return picture
