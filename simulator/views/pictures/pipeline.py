"""Pipeline: where the goods are, step by step, and what is owed."""

import numpy as np
from matplotlib.axes import Axes

from simulator.domain.registries import PICTURES
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.pipeline import PipelineStep, pipeline_steps
from simulator.views.pictures.style import COLOURS, INK, Picture, blank, cut, drawn

ON_HAND, UNDER_WAY, OWED = COLOURS[0], COLOURS[5], COLOURS[1]


@PICTURES.register("pipeline")
@drawn
def pipeline(ledger: Ledger) -> Picture:
    """Draw what each step has on hand and under way to it, stacked; below, what it owes buyers and customers.

    At the end of each week, of the focal manufacturer's products [units], from the manufacturer down to the
    outlets; under way to a manufacturer is what it has begun to make. Wholesalers one behind the other are
    steps of their own. The upright scale is each step's.
    """
    found = pipeline_steps(ledger)
    picture, axes = blank(max(1, len(found)), 1, height=1.2 + 1.4 * max(1, len(found)))
    weeks = np.arange(1, ledger.last_week + 1)
    for panel, (name, pipe) in zip(axes, found.items(), strict=False):
        _step(panel, name, pipe, weeks)
    for panel in axes[:-1]:
        panel.tick_params(labelbottom=False)
    axes[-1].set_xlabel("week")
    picture.suptitle(cut(ledger.header.scenario.name, 60), fontsize=10)
    picture.supylabel("focal products at the week's end [units]", fontsize=9, color=INK)
    if found:
        picture.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    return picture


def _step(panel: Axes, name: str, pipe: PipelineStep, weeks: np.ndarray) -> None:
    top = pipe.on_hand + pipe.under_way
    panel.fill_between(weeks, 0, pipe.on_hand, step="mid", color=ON_HAND, linewidth=0, label="on hand")
    panel.fill_between(
        weeks, pipe.on_hand, top, step="mid", color=UNDER_WAY, linewidth=0, label="under way to it"
    )
    panel.fill_between(weeks, -pipe.owed, 0, step="mid", color=OWED, linewidth=0, label="owed to its buyers")
    panel.axhline(0, color=INK, linewidth=0.8)
    panel.set_xlim(0.5, max(1.5, len(weeks) + 0.5))
    panel.set_title(name.replace("_", " "))
