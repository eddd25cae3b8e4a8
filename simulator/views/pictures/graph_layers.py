"""Graph layers: where members of a channel stand, so that few lines cross and none runs through a name.

Layers stand from left to right (Sugiyama, Tagawa & Toda 1981). Beside each is a column for its names, in
which a line goes level, in a row of its own; between columns it slants.
"""

from typing import NamedTuple

import networkx as nx
import numpy as np
from matplotlib.textpath import TextPath

from simulator.views.pictures.style import WIDTH, cut

type Point = tuple[float, float]
type Layers = dict[int, list[str]]

PASSAGE = "passage"
"""The kind of a node that only lets lines pass."""
SWEEPS = 8
MOST_LETTERS, LETTERS_A_LINE, NAME_SIZE = 36, 18, 7.0
"""Of a name, of one that is not broken, and how large it is written [points]."""
RADIUS, CLEAR = 4.0, 3.0
"""Of the dot of a member, and what is left free on both sides of its name [points]."""
LEAST_GAP = 36.0
"""Between columns, for lines to slant [points]."""
WIDE = 72 * WIDTH - 7
"""Of all columns, where names leave so much [points]."""


class Columns(NamedTuple):
    """Where things stand from left to right [points]."""

    members: dict[int, float]
    """The dots of each layer."""
    names_end: dict[str, float]
    """Where the name of each member ends, and a line may begin."""
    lines_slant: dict[int, float]
    """Where lines leave the column of each layer."""
    width: float


def name_lines(label: str) -> str:
    r"""Return a name in at most two lines, broken where they are as short as can be if it is long.

    >>> name_lines("northmill marketplace seller 1"), name_lines("meridian")
    ('northmill\nmarketplace seller 1', 'meridian')
    """
    name = cut(label, MOST_LETTERS)
    places = [at for at, letter in enumerate(name) if letter == " "] if len(name) > LETTERS_A_LINE else []
    if not places:
        return name
    at = min(places, key=lambda at: max(at, len(name) - at - 1))
    return f"{name[:at]}\n{name[at + 1 :]}"


def name_width(label: str) -> float:
    """Return how wide a name is as it is written [points]."""
    lines = [line for line in name_lines(label).splitlines() if line.strip()]
    boxes = (TextPath((0, 0), line, size=NAME_SIZE).get_extents() for line in lines)
    return max((float(box.width) for box in boxes), default=0.0)


def with_passages(graph: nx.DiGraph) -> nx.DiGraph:
    """Return a graph in which no line skips a layer: it passes by, with all others of its supplier.

    Nodes of the kind `PASSAGE` have no name. What goes along a common way is added up.
    """
    depth = depths(graph)
    whole = nx.DiGraph()
    whole.add_nodes_from(graph.nodes(data=True))
    for one, other, edge in graph.edges(data=True):
        stops = [one]
        for layer in range(depth[one] + 1, depth[other]):
            stop = f"{one} past {layer}{' as a host' if edge['hosts'] else ''}"
            whole.add_node(stop, label="", heat=0.0, kind=PASSAGE)
            stops.append(stop)
        for start, end in zip(stops, [*stops[1:], other], strict=True):
            if not whole.has_edge(start, end):
                whole.add_edge(start, end, units=0.0, hosts=edge["hosts"])
            whole.edges[start, end]["units"] += edge["units"]
    return whole


def depths(graph: nx.DiGraph) -> dict[str, int]:
    """Return the layer of each node: one behind the last of its suppliers.

    Outlets stand side by side, however far their suppliers are, and customers behind everybody.
    """
    depth = {node: at for at, layer in enumerate(nx.topological_generations(graph)) for node in layer}
    for kind in ("shop", "customers"):
        mine = [node for node, what in graph.nodes(data="kind") if what == kind]
        level = max((depth[node] for node in mine), default=0)
        depth |= dict.fromkeys(mine, level)
    return depth


def ordered_layers(graph: nx.DiGraph) -> Layers:
    """Return the nodes layer by layer, each sorted by barycentre, to and fro, so that few lines cross."""
    depth = depths(graph)
    layers: Layers = {}
    for node in graph:
        layers.setdefault(depth[node], []).append(node)
    layers = dict(sorted(layers.items()))
    for sweep in range(SWEEPS):
        _sort(graph, layers, forwards=sweep % 2 == 0)
    return layers


def _sort(graph: nx.DiGraph, layers: Layers, *, forwards: bool) -> None:
    height = {node: at / len(layer) for layer in layers.values() for at, node in enumerate(layer)}
    neighbours = graph.predecessors if forwards else graph.successors
    for number in sorted(layers, reverse=not forwards):
        near = {node: [height[other] for other in neighbours(node)] for node in layers[number]}
        centre = {node: float(np.mean(at)) if at else height[node] for node, at in near.items()}
        layers[number].sort(key=lambda node: centre[node])
        height |= {node: at / len(layers[number]) for at, node in enumerate(layers[number])}


def placed(layers: Layers) -> dict[str, Point]:
    """Return where each node stands: layers one apart, each spread over the height [0 … 1]."""
    return {
        node: (float(number), 1.0 - (at + 0.5) / len(layer))
        for number, layer in layers.items()
        for at, node in enumerate(layer)
    }


def columns_of(graph: nx.DiGraph, layers: Layers) -> Columns:
    """Return how far from the left members, names and lines stand; names of the first layer end at its dots.

    Where columns leave too little between them all is wider.
    """
    first = min(layers)
    wide = {node: name_width(label) for node, label in graph.nodes(data="label")}
    column = {number: _beside(max(wide[node] for node in layer)) for number, layer in layers.items()}
    gap = max(LEAST_GAP, (WIDE - sum(column.values())) / max(1, len(layers) - 1))
    members, slant, x = {}, {}, column[first]
    for number in layers:
        members[number] = x
        slant[number] = x if number == first else x + column[number]
        x = slant[number] + gap
    ends = {
        node: members[number] + (_beside(wide[node]) if number != first and wide[node] else 0.0)
        for number, layer in layers.items()
        for node in layer
    }
    return Columns(members, ends, slant, max(slant.values()))


def _beside(name: float) -> float:
    """Return how much room a name takes beside the middle of its dot."""
    return RADIUS + CLEAR + name + CLEAR
