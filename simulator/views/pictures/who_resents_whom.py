"""Grievances as arrows: felt conflict on the channel graph, with its issue and its amount."""

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from simulator.domain.registries import PICTURES
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.felt_conflict import reviews, told
from simulator.studies.runs.written_numbers import written
from simulator.views.pictures.channel_graph import canvas, flows, name_beside, nodes_shown
from simulator.views.pictures.graph_layers import Point, ordered_layers, placed
from simulator.views.pictures.style import COLOURS, GREY, INK, PALE, Picture, cut, drawn

WIDEST = 5.0
BEND = 0.15
UNDER = {"facecolor": "white", "alpha": 0.7, "linewidth": 0, "pad": 0.5}
"""Names can be read where lines run below them."""
KEYS = ["aggrieved", "other", "issue"]


@PICTURES.register("who_resents_whom")
@drawn
def who_resents_whom(ledger: Ledger) -> Picture:
    """Draw what outlets hold against others, as arrows from the aggrieved to the blamed.

    Width: grievance at a review, in the mean of all reviews after the warm-up. Colour: over which issue most
    is held. Pale lines are who supplies whom. In a channel of many members outlets of one kind in one region
    are drawn as one, and what they feel added up. Needs outlets with a policy of escalation; where none
    feels anything there is no arrow, and the title says so.
    """
    graph = flows(ledger)
    graph.remove_nodes_from([node for node, kind in graph.nodes(data="kind") if kind == "customers"])
    layers = ordered_layers(graph)
    picture, axes = canvas(layers)
    place = placed(layers)
    held = resentments(ledger)
    _draw_supply(axes, graph, place)
    _draw_arrows(axes, held, place)
    what = "who resents whom" if len(held) else "nobody holds anything against anybody"
    axes.set_title(f"{cut(ledger.header.scenario.name)}: {what}")
    axes.margins(x=0.3, y=0.08)
    _legend(picture, held)
    return picture


def resentments(ledger: Ledger) -> pd.DataFrame:
    """Return grievance at a review by aggrieved, other and issue, members as they are drawn [mean]."""
    rows = told(ledger, "grievance")
    drawn_as = nodes_shown(ledger.header)
    rows = rows.assign(**{name: rows[name].map(drawn_as) for name in ("aggrieved", "other")})
    return rows.groupby(KEYS, sort=False)["amount"].sum().div(max(1, reviews(ledger))).reset_index()


def _draw_supply(axes: Axes, graph: nx.DiGraph, place: dict[str, Point]) -> None:
    for one, other in graph.edges:
        (x, y), (to_x, to_y) = place[one], place[other]
        axes.plot([x, to_x], [y, to_y], color=PALE, linewidth=1.0, zorder=1)
    for node, data in graph.nodes(data=True):
        (x, y), is_shop = place[node], data["kind"] == "shop"
        axes.scatter([x], [y], s=45, color="white", edgecolors=INK, linewidths=0.8, zorder=3)
        away, side = ((8, 0), "left") if is_shop else ((-8, 0), "right") if x == 0 else ((0, 9), "center")
        name_beside(axes, cut(data["label"], 34), (x, y), away, ha=side, va="center", bbox=UNDER)


def _draw_arrows(axes: Axes, held: pd.DataFrame, place: dict[str, Point]) -> None:
    """Draw one arrow for each pair, in the colour of the issue over which most is held."""
    pairs = [(pair, rows) for pair, rows in held.groupby(["aggrieved", "other"], sort=False)]
    most = max((rows["amount"].sum() for _, rows in pairs), default=1.0)
    for (aggrieved, other), rows in pairs:
        start, end, amount = place[str(aggrieved)], place[str(other)], rows["amount"].sum()
        issue = next(iter(issues_held(rows)))
        bend = -BEND if start[0] == end[0] and start[1] < end[1] else BEND  # to the left, away from names
        arrow = FancyArrowPatch(
            start, end, arrowstyle="-|>", mutation_scale=9, shrinkA=5, shrinkB=5, alpha=0.8, zorder=2,
            linewidth=max(0.5, WIDEST * amount / most), color=_colour(held, issue),
            connectionstyle=f"arc3,rad={bend}",
        )  # fmt: skip
        axes.add_patch(arrow)


def issues_held(held: pd.DataFrame) -> dict[str, float]:
    """Return how much is held over each issue in all, the most first."""
    sums = held.groupby("issue")["amount"].sum().sort_values(ascending=False, kind="stable")
    return {str(issue): float(amount) for issue, amount in sums.items()}


def _colour(held: pd.DataFrame, issue: str) -> str:
    """Return the colour of an issue: the more is held over it in all, the sooner in the list."""
    return COLOURS[list(issues_held(held)).index(issue) % len(COLOURS)]


def _legend(picture: Picture, held: pd.DataFrame) -> None:
    """Tell which colour is which issue, and how much is held over it."""
    sums = issues_held(held)
    lines = [Line2D([], [], color=_colour(held, issue), linewidth=3) for issue in sums]
    names = [
        f"{issue.replace('_', ' ')} ({written(amount, 1)} at a review)" for issue, amount in sums.items()
    ]
    lines.append(Line2D([], [], color=GREY, linewidth=1))
    picture.legend(lines, [*names, "supplies"], loc="outside lower center", ncols=3, fontsize=7.5)
