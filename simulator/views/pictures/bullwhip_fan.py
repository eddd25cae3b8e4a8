"""Bullwhip fan: the orders of every step, from the customers up, and how much more each varies."""

import numpy as np

from simulator.domain.registries import PICTURES
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.order_flows import variance
from simulator.ledger.queries.pipeline import customers_demand, pipeline_steps
from simulator.ledger.queries.rows import Numbers, window
from simulator.studies.runs.written_numbers import rewritten
from simulator.views.pictures.style import COLOURS, GREY, INK, Picture, blank, cut, drawn

CUSTOMERS = "customers"


@PICTURES.register("bullwhip_fan")
@drawn
def bullwhip_fan(ledger: Ledger) -> Picture:
    """Draw what customers ask for and every step orders, week by week, and the variances side by side.

    Left units ordered of the focal manufacturer's products a week [units per week]; a manufacturer's are
    what it puts into production. Right the variance of each over the weeks after the warm-up, against that
    of what customers ask for [ratio]; where that does not vary, there is none.
    """
    rows: dict[str, Numbers] = {CUSTOMERS: customers_demand(ledger)}
    rows |= {name: pipe.ordered for name, pipe in reversed(pipeline_steps(ledger).items())}
    picture, (lines, bars) = blank(1, 2, height=3.4, width_ratios=(3, 1.4))
    weeks, first = np.arange(1, ledger.last_week + 1), window(ledger)[0]
    looked_at = {name: variance(row[None, first - 1 :])[0].item() for name, row in rows.items()}
    base = looked_at[CUSTOMERS]
    for at, (name, row) in enumerate(rows.items()):
        colour = INK if name == CUSTOMERS else COLOURS[(at - 1) % 7]
        lines.plot(weeks, row, color=colour, linewidth=2 if name == CUSTOMERS else 1.3, drawstyle="steps-mid",
                   label=name.replace("_", " "), zorder=10 - at)  # fmt: skip
        if base > 0:
            bars.barh(at, looked_at[name] / base, color=colour)
            bars.annotate(
                rewritten(f" {looked_at[name] / base:.3g}"), (looked_at[name] / base, at), va="center"
            )
    lines.set(
        title=cut(ledger.header.scenario.name, 50),
        xlabel="week",
        ylabel="asked for or ordered [units per week]",
    )
    lines.set_ylim(bottom=0)
    bars.set(title="variance", xlabel="of customers' [ratio]", yticks=range(len(rows)))
    bars.set_yticklabels([name.replace("_", " ") for name in rows])
    bars.axvline(1, color=GREY, linewidth=1, linestyle="--")
    bars.margins(x=0.25)
    picture.legend(*lines.get_legend_handles_labels(), loc="outside lower center", ncols=len(rows))
    return picture
