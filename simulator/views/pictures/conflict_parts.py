"""Conflict parts: conflict by type and by dyad."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from simulator.domain.registries import PICTURES
from simulator.ledger.queries.plain_words import plain_words
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import interval
from simulator.views.pictures.conflict_scale import bands_across
from simulator.views.pictures.style import COLOURS, Picture, blank, colour_of, cut, drawn, seed_dots

MOST_DYADS = 8
FIRST_OF_TYPES = 3
"""Types have other colours than the first scenarios, which stand right below."""


@PICTURES.register("conflict_parts")
@drawn
def conflict_parts(runs: Runs) -> Picture:
    """Draw conflict by type for every scenario, and the dyads (source → target of harm) that add most to it.

    All in points of the index [0 … 1], means over seeds, which are dots at their sum of all types; types and
    dyads sum to the whole. Needs the
    questions ``conflict:type`` and ``conflict:dyad``.
    """
    dyads = _heaviest(runs)
    rows = max(1, sum(map(len, dyads.values())))
    picture, (types, pairs) = blank(2, 1, 2.2 + 0.34 * len(runs.scenarios) + 0.24 * rows, height_ratios=(
        0.3 + 0.34 * len(runs.scenarios), 0.6 + 0.24 * rows))  # fmt: skip
    _by_type(types, runs)
    labels = list(runs.scenarios)
    _by_dyad(pairs, dyads, labels)
    types_told, _ = types.get_legend_handles_labels()
    scenarios = [Patch(color=colour_of(labels, label), label=cut(label)) for label in dyads]
    if dyads:
        picture.legend(handles=[*types_told, *scenarios], loc="outside lower center", ncols=2)
    return picture


def _by_type(axes: Axes, runs: Runs) -> None:
    labels = list(runs.scenarios)
    lines = [
        line for line in runs.lines(["conflict:type"]) if any(_mean(runs, line, label) for label in labels)
    ]
    left = dict.fromkeys(labels, 0.0)
    for number, line in enumerate(lines):
        sizes = [_mean(runs, line, label) for label in labels]
        axes.barh(
            range(len(labels)),
            sizes,
            left=[left[label] for label in labels],
            color=COLOURS[(FIRST_OF_TYPES + number) % len(COLOURS)],
            label=_told(line.key),
        )
        left = {label: left[label] + size for label, size in zip(labels, sizes, strict=True)}
    axes.set_yticks(range(len(labels)), [cut(label) for label in labels])
    axes.set_ylim(len(labels) - 0.4, -0.6)
    for row, label in enumerate(labels):
        by_seed = np.nansum([runs.series(line, label) for line in lines], axis=0) if lines else np.zeros(1)
        seed_dots(axes, by_seed, row)
    bands_across(axes)
    axes.set_title("conflict by type", pad=16)
    axes.set_xlabel("conflict index [0 … 1]")


def _told(kind: str) -> str:
    """Return a type of conflict with what it means."""
    return f"{kind} ({plain_words('type', kind)})"


def _by_dyad(axes: Axes, dyads: dict[str, list[tuple[str, float]]], labels: list[str]) -> None:
    names, sizes, colours = [], [], []
    for label, heaviest in dyads.items():
        for dyad, size in heaviest:
            names.append(cut(dyad, 60))
            sizes.append(size)
            colours.append(colour_of(labels, label))
    axes.barh(range(len(names)), sizes, color=colours)
    axes.set_yticks(range(len(names)), names, fontsize=7.5)
    axes.invert_yaxis()
    axes.set(title="who takes from whom (who harms → whom)", xlabel="part of the conflict index [0 … 1]")
    if not names:
        axes.text(0.5, 0.5, "nobody harms anybody materially", ha="center", transform=axes.transAxes)


def _heaviest(runs: Runs) -> dict[str, list[tuple[str, float]]]:
    lines = runs.lines(["conflict:dyad"])
    found = {}
    for label in runs.scenarios:
        sizes = sorted(((line.key, _mean(runs, line, label)) for line in lines), key=lambda pair: -pair[1])
        found[label] = [pair for pair in sizes if pair[1] > 0][:MOST_DYADS]
    return {label: heaviest for label, heaviest in found.items() if heaviest}


def _mean(runs: Runs, line: Line, label: str) -> float:
    """Return the mean over the seeds; a dyad that did not quarrel in a seed adds nothing there."""
    values = [value if value == value else 0.0 for value in runs.series(line, label)]  # noqa: PLR0124 - NaN
    return interval(values).mean
