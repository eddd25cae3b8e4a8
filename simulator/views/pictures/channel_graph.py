"""Channel graph: suppliers and buyers, the units that flow between them, and conflict."""

from collections import Counter
from typing import Any

import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import FuncNorm
from matplotlib.patheffects import withStroke

from simulator.domain.registries import PICTURES
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.ledger.queries.rows import rows_of
from simulator.mechanisms.conflict.conflict_bands import BANDS, ENDS
from simulator.views.pictures.style import GREY, HEAT, INK, Picture, blank, cut, drawn

type Point = tuple[float, float]

MOST_NODES = 36
"""Outlets are drawn one by one up to so many members; more are drawn together, by kind and region."""
ROW, LEAST_HEIGHT = 0.27, 3.0
WIDEST = 7.0
ROOM_FOR_NAMES = 0.8
"""How much further away customers stand, so that outlets' names find room [layers]."""
SWEEPS = 8
DARK = 3
"""From which band on a name is readable in white alone."""
_EDGES = (0.0, *ENDS, 1.0)
_PLACES = np.linspace(0.0, 1.0, len(_EDGES))
_SCALE = FuncNorm(
    (lambda heat: np.interp(heat, _EDGES, _PLACES), lambda place: np.interp(place, _PLACES, _EDGES)), 0.0, 1.0
)
"""Where a value of conflict lies among the colours, band by band; the names of bands run along it."""


@PICTURES.register("channel_graph")
@drawn
def channel_graph(ledger: Ledger) -> Picture:
    """Draw the supply links, from the manufacturers on the left to the customers on the right.

    Width of a line: units that went along it [units]. Colour of a member: how heated its conflicts are,
    C_i [0 … 1], on a scale that is the same in every picture, each of its named bands as long as any.
    Dashed: a marketplace and who sells on it. In a channel of many members outlets of one kind in one
    region are drawn as one, with their number; its colour is then that of the worst.
    """
    graph = flows(ledger)
    layers = ordered_layers(graph)
    picture, axes = canvas(layers)
    place = placed(layers)
    _draw_lines(axes, graph, place)
    _draw_members(axes, graph, place)
    _draw_scale(picture, axes)
    axes.set_title(
        f"{cut(ledger.header.scenario.name)}: units from makers to customers (width), conflict (colour)"
    )
    axes.margins(x=0.16, y=0.06)
    return picture


def _draw_scale(picture: Picture, axes: Axes) -> None:
    """Draw the colours of conflict beside the graph, with the names of their bands."""
    shade = ScalarMappable(_SCALE, HEAT)
    bar = picture.colorbar(shade, ax=axes, label="conflict of a member, C_i [0 … 1]", shrink=0.7, pad=0.01)
    bar.set_ticks(list(_EDGES), labels=[f"{edge:g}" for edge in _EDGES])
    for number, name in enumerate(BANDS):
        middle = (number + 0.5) / len(BANDS)
        bar.ax.text(
            0.5,
            middle,
            name,
            transform=bar.ax.transAxes,
            rotation=90,
            fontsize=7,
            ha="center",
            va="center",
            color=INK if number < DARK else "white",
        )


def canvas(layers: dict[int, list[str]]) -> tuple[Picture, Axes]:
    """Return an empty picture, without axes to read, that is high enough for the tallest layer."""
    picture, (axes,) = blank(height=max(LEAST_HEIGHT, ROW * max(map(len, layers.values())) + 1.0))
    axes.set_axis_off()
    return picture, axes


def name_beside(axes: Axes, label: str, place: Point, away: Point, **looks: Any) -> None:
    """Write the name of a member so many points away from its place; *looks* say how it is aligned."""
    halo = [withStroke(linewidth=2.5, foreground="white", alpha=0.85)]  # lines stay away from names
    axes.annotate(
        label, place, away, textcoords="offset points", fontsize=7.5, zorder=4, path_effects=halo, **looks
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


def ordered_layers(graph: nx.DiGraph) -> dict[int, list[str]]:
    """Return the nodes layer by layer, each layer sorted so that few lines cross.

    A node stands one layer behind the last of its suppliers; outlets stand side by side, and customers behind
    everybody. Sorted by barycentre, to and fro (Sugiyama, Tagawa & Toda 1981).
    """
    depth = {node: at for at, layer in enumerate(nx.topological_generations(graph)) for node in layer}
    for kind in ("shop", "customers"):  # all of them side by side, however far their suppliers are
        mine = [node for node, what in graph.nodes(data="kind") if what == kind]
        level = max((depth[node] for node in mine), default=0)
        depth |= dict.fromkeys(mine, level)
    layers: dict[int, list[str]] = {}
    for node in graph:
        layers.setdefault(depth[node], []).append(node)
    layers = dict(sorted(layers.items()))
    for sweep in range(SWEEPS):
        _sort(graph, layers, forwards=sweep % 2 == 0)
    return layers


def _sort(graph: nx.DiGraph, layers: dict[int, list[str]], *, forwards: bool) -> None:
    height = {node: at / len(layer) for layer in layers.values() for at, node in enumerate(layer)}
    neighbours = graph.predecessors if forwards else graph.successors
    for number in sorted(layers, reverse=not forwards):
        near = {node: [height[other] for other in neighbours(node)] for node in layers[number]}
        centre = {node: float(np.mean(at)) if at else height[node] for node, at in near.items()}
        layers[number].sort(key=lambda node: centre[node])
        height |= {node: at / len(layers[number]) for at, node in enumerate(layers[number])}


def placed(layers: dict[int, list[str]]) -> dict[str, Point]:
    """Return where each node stands: layers from left to right, each spread over the height."""
    last = max(layers)
    return {
        node: (number + (ROOM_FOR_NAMES if number == last else 0.0), 1.0 - (at + 0.5) / len(layer))
        for number, layer in layers.items()
        for at, node in enumerate(layer)
    }


def _draw_lines(axes: Axes, graph: nx.DiGraph, place: dict[str, Point]) -> None:
    most = max((units for *_, units in graph.edges(data="units")), default=0.0) or 1.0
    for one, other, edge in graph.edges(data=True):
        (x, y), (to_x, to_y) = place[one], place[other]
        if edge["units"]:
            width = max(0.4, WIDEST * edge["units"] / most)
            axes.plot([x, to_x], [y, to_y], color=GREY, linewidth=width, alpha=0.45, solid_capstyle="round")
        elif edge["hosts"]:
            axes.plot([x, to_x], [y, to_y], color=GREY, linewidth=0.8, linestyle="--", alpha=0.6)


def _draw_members(axes: Axes, graph: nx.DiGraph, place: dict[str, Point]) -> None:
    last = max(x for x, _ in place.values())
    for node, data in graph.nodes(data=True):
        x, y = place[node]
        axes.scatter(
            [x], [y], s=60, color=HEAT(float(_SCALE(data["heat"]))), edgecolors=INK, linewidths=0.7, zorder=3
        )
        is_end = x in (0, last)
        side = "right" if x == 0 else "left" if x == last or data["kind"] == "shop" else "center"
        away = {"right": -7, "left": 7, "center": 0}[side]
        above, level = (0, "center") if is_end else (6, "bottom")
        name_beside(axes, cut(data["label"], 30), (x, y), (away, above), ha=side, va=level)
