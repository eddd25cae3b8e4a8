"""Disputes over time: the step of each outlet's dispute with each other party, review by review."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from simulator.domain.decisions.escalation import STEPS
from simulator.domain.registries import PICTURES
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.felt_conflict import told
from simulator.views.pictures.narrow import is_narrow
from simulator.views.pictures.style import HEAT, Picture, blank, cut, drawn

MOST_DISPUTES = 16
ROW = 0.27
BAR = 0.78
"""Height of a bar [rows]."""


@PICTURES.register("disputes_over_time")
@drawn
def disputes_over_time(ledger: Ledger) -> Picture:
    """Draw how far disputes went, from review to review: a row is an outlet's dispute with another.

    Colour: the step on which it stands, from complaint to exit, at the review that ends the bar. Those that
    went furthest, and stood there longest, stand first, up to sixteen. Beside a row stands the issue that was
    most held against the other, most of the time. Needs outlets with a policy of escalation; without a
    dispute the picture says so.
    """
    disputes = told(ledger, "dispute")
    disputes = disputes[disputes["step"] != STEPS[0]].assign(
        number=lambda rows: rows["step"].map(STEPS.index)
    )
    pairs = furthest_first(disputes)
    picture, (axes,) = blank(height=1.3 + ROW * max(1, len(pairs)))
    axes.set(
        title=f"{cut(ledger.header.scenario.name)}: who quarrels with whom, and how far",
        xlabel="week",
        xlim=(0, max(1, ledger.last_week)),
    )
    if not len(pairs):
        axes.set_yticks([])
        axes.text(0.5, 0.5, "nobody has a dispute", ha="center", va="center", transform=axes.transAxes)
        return picture
    _rows(axes, disputes, pairs, ledger.header.scenario.review_weeks)
    handles = [
        Patch(color=shade(number), label=STEPS[number].replace("_", " ")) for number in range(1, len(STEPS))
    ]
    picture.legend(
        handles=handles, loc="outside lower center", ncols=3 if is_narrow() else len(handles), fontsize=7.5
    )
    return picture


def furthest_first(disputes: pd.DataFrame) -> list[tuple[str, str]]:
    """Return pairs of aggrieved and other, first the disputes that went furthest and stood there longest."""
    if disputes.empty:
        return []
    pairs = disputes.groupby(["aggrieved", "other"])["number"]
    order = pd.DataFrame({"most": pairs.max(), "sum": pairs.sum()})
    order = order.sort_values(["most", "sum"], ascending=False, kind="stable")
    return order.index.tolist()[:MOST_DISPUTES]


def shade(number: int) -> tuple[float, float, float, float]:
    """Return the colour of a step."""
    return HEAT((number - 1) / (len(STEPS) - 2))


def _rows(axes: Axes, disputes: pd.DataFrame, pairs: list[tuple[str, str]], span: int) -> None:
    """Draw a row for each pair, and write its issue beside it."""
    for row, (aggrieved, other) in enumerate(pairs):
        mine = disputes[(disputes["aggrieved"] == aggrieved) & (disputes["other"] == other)]
        for week, number in zip(mine["week"], mine["number"], strict=True):
            axes.barh(row, span, left=week - span, height=BAR, color=shade(number), linewidth=0)
        issue = mine["issue"].value_counts().index[0].replace("_", " ")
        axes.annotate(
            issue, (1.0, row), (4, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
            va="center", fontsize=7.5,
        )  # fmt: skip
    axes.set_yticks(range(len(pairs)), [cut(f"{one} with {other}", 46) for one, other in pairs], fontsize=7.5)
    axes.set_ylim(len(pairs) - 0.5, -0.5)
