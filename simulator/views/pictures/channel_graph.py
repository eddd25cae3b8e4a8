"""Channel graph: suppliers and buyers, the units that flow between them, and conflict."""

from collections import Counter
from typing import Any

import networkx as nx
from matplotlib.axes import Axes

from simulator.domain.registries import PICTURES
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.ledger.queries.rows import rows_of
from simulator.views.pictures.conflict_scale import heat_of, scale_below
from simulator.views.pictures.graph_layers import (
    CLEAR,
    NAME_SIZE,
    PASSAGE,
    RADIUS,
    WIDE,
    Columns,
    Layers,
    Point,
    columns_of,
    name_lines,
    ordered_layers,
    placed,
    with_passages,
)
from simulator.views.pictures.style import GREY, INK, WIDTH, Picture, blank, cut, drawn

MOST_NODES = 36
"""Outlets are drawn one by one up to so many members; more are drawn together, by kind and region."""
ROW, LEAST_HEIGHT = 0.27, 3.0
WIDEST = 7.0
LEVEL = "_level"
"""The label of lines that go level, past names; it is told nowhere."""


@PICTURES.register("channel_graph")
@drawn
def channel_graph(ledger: Ledger) -> Picture:
    """Draw the supply links, from the manufacturers on the left to the customers on the right.

    Width of a line: units that went along it [units]. Colour of a member: how heated its conflicts are,
    C_i [0 … 1], on a scale that is the same in every picture, each of its named bands as long as any.
    Dashed: a marketplace and who sells on it. In a channel of many members outlets of one kind in one
    region are drawn as one, with their number; its colour is then that of the worst.
    """
    graph = with_passages(flows(ledger))
    layers = ordered_layers(graph)
    columns = columns_of(graph, layers)
    picture, axes = canvas(layers)
    picture.set_figwidth(WIDTH * max(1.0, columns.width / WIDE))
    axes.set(xlim=(0.0, columns.width), ylim=(0.0, 1.0))
    place = {node: (columns.members[int(number)], y) for node, (number, y) in placed(layers).items()}
    _draw_lines(axes, graph, place, columns)
    _draw_members(axes, graph, place)
    axes.set_title(f"{cut(ledger.header.scenario.name)}: units (width) and conflict (colour)")
    scale_below(picture, axes, "conflict of a member [0 … 1]")
    return picture


def canvas(layers: Layers) -> tuple[Picture, Axes]:
    """Return an empty picture, without axes to read, that is high enough for the tallest layer."""
    picture, (axes,) = blank(height=max(LEAST_HEIGHT, ROW * max(map(len, layers.values())) + 1.0))
    axes.set_axis_off()
    return picture, axes


def name_beside(axes: Axes, label: str, place: Point, away: Point, **looks: Any) -> None:
    """Write the name of a member so many points away from its place; *looks* say how it is aligned."""
    axes.annotate(
        label, place, away, textcoords="offset points", fontsize=NAME_SIZE, linespacing=1.0, zorder=4, **looks
    )


def flows(ledger: Ledger) -> nx.DiGraph:
    """Return the graph that is drawn: nodes with `label`, `heat`, `kind`; edges with `units`, `hosts`."""
    header = ledger.header
    shown = nodes_shown(header)
    worst = measure(ledger, "worst_conflict", "member")
    heat = dict(worst.items()) if not isinstance(worst, float) else {}
    graph, size, people = nx.DiGraph(), Counter(shown.values()), header.people_per_customer
    for member in header.members:
        node = shown[member.name]
        label = node if size[node] == 1 else f"{size[node]} × {node}"
        before = graph.nodes[node]["heat"] if node in graph else 0.0
        kind = "supplier" if member.format is None else "shop"
        graph.add_node(node, label=label, heat=max(before, heat.get(member.name, 0.0)), kind=kind)
    for contract in header.contracts:
        if not contract.prices:
            graph.add_edge(shown[contract.supplier], shown[contract.buyer], units=0.0, hosts=True)
    shipped = rows_of(ledger, "shipment", who="buyer")
    pairs = zip(shipped["supplier"].tolist(), shipped["buyer"].tolist(), shipped.units.tolist(), strict=True)
    for supplier, buyer, units in pairs:
        _add(graph, shown[header.parties[supplier]], shown[header.parties[buyer]], units * people)
    sold = rows_of(ledger, "sale")
    regions = [header.cells[cell].region for cell in sold["cell"].tolist()]
    for outlet, region, units in zip(sold.who.tolist(), regions, sold.units.tolist(), strict=True):
        buyers = f"customers, {region}"
        if buyers not in graph:
            graph.add_node(buyers, label=buyers, heat=0.0, kind="customers")
        _add(graph, shown[header.parties[outlet]], buyers, units * people)
    return graph


def nodes_shown(header: RunHeader) -> dict[str, str]:
    """Return the node that stands for each member."""
    if len(header.members) <= MOST_NODES:
        return {member.name: member.name for member in header.members}
    return {
        m.name: m.name if m.format is None else f"{m.format}, {m.region or 'everywhere'}"
        for m in header.members
    }


def _add(graph: nx.DiGraph, one: str, other: str, units: float) -> None:
    if not graph.has_edge(one, other):
        graph.add_edge(one, other, units=0.0, hosts=False)
    graph.edges[one, other]["units"] += units


def _draw_lines(axes: Axes, graph: nx.DiGraph, place: dict[str, Point], columns: Columns) -> None:
    """Draw each link, slanting from the end of its supplier's column of names to the buyer."""
    most = max((units for *_, units in graph.edges(data="units")), default=0.0) or 1.0
    leaves = dict(zip(columns.members.values(), columns.lines_slant.values(), strict=True))
    for one, other, edge in graph.edges(data=True):
        (x, y), (to_x, to_y) = place[one], place[other]
        start = leaves[x] if to_x > x else x
        if edge["units"] or edge["hosts"]:
            axes.plot([start, to_x], [y, to_y], **_look(edge["units"], most))
    for node, (x, y) in place.items():
        sold = [edge["units"] for *_, edge in graph.out_edges(node, data=True)]
        if sold and columns.names_end[node] < leaves[x]:
            level = [columns.names_end[node], leaves[x]]
            axes.plot(level, [y, y], label=LEVEL, **_look(sum(sold), most))


def _look(units: float, most: float) -> dict[str, Any]:
    """Return how the line of so many units looks; dashed without any."""
    if not units:
        return {"color": GREY, "linewidth": 0.8, "linestyle": "--", "alpha": 0.6}
    width = min(WIDEST, max(0.4, WIDEST * units / most))
    return {"color": GREY, "linewidth": width, "alpha": 0.45, "solid_capstyle": "butt"}


def _draw_members(axes: Axes, graph: nx.DiGraph, place: dict[str, Point]) -> None:
    first = min(x for x, _ in place.values())
    for node, data in graph.nodes(data=True):
        if data["kind"] == PASSAGE:
            continue
        x, y = place[node]
        axes.scatter([x], [y], s=60, color=heat_of(data["heat"]), edgecolors=INK, linewidths=0.7, zorder=3)
        away, side = (-RADIUS - CLEAR, "right") if x == first else (RADIUS + CLEAR, "left")
        name_beside(axes, name_lines(data["label"]), (x, y), (away, 0), ha=side, va="center")
