"""Conflict parts: conflict by type and by dyad."""

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from simulator.domain.registries import PICTURES
from simulator.ledger.queries.plain_words import plain_words
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import interval
from simulator.views.pictures.conflict_scale import bands_across
from simulator.views.pictures.narrow import is_narrow
from simulator.views.pictures.style import (
    BEYOND_SCENARIOS,
    COLOURS,
    Picture,
    blank,
    colour_of,
    cut,
    drawn,
    seed_dots,
)

CONFLICT = Line("conflict", "", "", None)
MOST_DYADS = 8
MOST_LETTERS = 34
"""Of the name of a member."""
THICK, THIN = 0.8, 0.4


@PICTURES.register("conflict_parts")
@drawn
def conflict_parts(runs: Runs) -> Picture:
    """Draw conflict by type for every scenario, and the dyads (source → target of harm) that add most to it.

    All in points of the index [0 … 1], means over seeds; types and dyads sum to the whole, of which each seed
    is a dot. Needs the questions ``conflict:type`` and ``conflict:dyad``.
    """
    dyads = _heaviest(runs)
    rows = max(1, sum(map(len, dyads.values())))
    picture, (types, pairs) = blank(2, 1, 2.2 + 0.34 * len(runs.scenarios) + 0.29 * rows, height_ratios=(
        0.3 + 0.34 * len(runs.scenarios), 0.6 + 0.29 * rows))  # fmt: skip
    _by_type(types, runs)
    labels = list(runs.scenarios)
    _by_dyad(pairs, dyads, labels)
    types_told, _ = types.get_legend_handles_labels()
    scenarios = [Patch(color=colour_of(labels, label), label=cut(label)) for label in dyads]
    if dyads:
        picture.legend(
            handles=[*types_told, *scenarios], loc="outside lower center", ncols=1 if is_narrow() else 2
        )
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
            height=_thick(),
            color=COLOURS[(BEYOND_SCENARIOS + number) % len(COLOURS)],
            label=_told(line.key),
        )
        left = {label: left[label] + size for label, size in zip(labels, sizes, strict=True)}
    _name_rows(axes, [cut(label) for label in labels], 9.0)
    for row, label in enumerate(labels):
        seed_dots(axes, runs.series(CONFLICT, label) if CONFLICT in runs.values else [], row)
    bands_across(axes)
    axes.set_title("conflict by type", pad=24 if is_narrow() else 16)
    axes.set_xlabel("conflict index [0 … 1]")


def _told(kind: str) -> str:
    """Return a type of conflict with what it means."""
    return f"{kind} ({plain_words('type', kind)})"


def _by_dyad(axes: Axes, dyads: dict[str, list[tuple[str, float]]], labels: list[str]) -> None:
    names, sizes, colours = [], [], []
    for label, heaviest in dyads.items():
        for dyad, size in heaviest:
            names.append(" → ".join(cut(name, MOST_LETTERS) for name in dyad.split(" → ")))
            sizes.append(size)
            colours.append(colour_of(labels, label))
    axes.barh(range(len(names)), sizes, color=colours, height=_thick())
    _name_rows(axes, names if is_narrow() else [name.replace(" → ", "\n→ ") for name in names], 7.0)
    axes.set(title="who takes from whom (who harms → whom)", xlabel="part of the conflict index [0 … 1]")
    if not names:
        axes.text(0.5, 0.5, "nobody harms anybody materially", ha="center", transform=axes.transAxes)


def _thick() -> float:
    """Return the height of a bar [rows]."""
    return THIN if is_narrow() else THICK


def _name_rows(axes: Axes, names: list[str], size: float) -> None:
    """Write a name beside each bar, or above it where there is no room beside."""
    axes.set_ylim(max(1, len(names)) - 0.4, -0.8 if is_narrow() else -0.6)
    axes.set_yticks([])
    if not is_narrow():
        axes.set_yticks(range(len(names)), names, fontsize=size)
        return
    for row, name in enumerate(names):
        axes.annotate(
            name, (0, row - THIN / 2), (1, 1), textcoords="offset points", va="bottom", fontsize=size
        )


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
