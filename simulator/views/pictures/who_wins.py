"""Who wins: what is left to whom, and how that differs from the baseline."""

from simulator.lab.compare import Comparison
from simulator.lab.runs import Line
from simulator.lab.statistics import interval, paired
from simulator.views.pictures.paper import GREY, Picture, blank, colour_of, cut, drawn


@drawn
def who_wins(comparison: Comparison) -> Picture:
    """Draw what is left to each tier of the focal manufacturer's channel, and to customers if that is known.

    Left what each scenario leaves to them, right the paired difference to the baseline with its 95 %
    interval [currency]. A tier that only one of the scenarios has counts as nothing in the other. Needs the
    question ``contribution:tier``; ``customer_surplus`` is drawn where it was asked for.
    """
    runs, labels = comparison.runs, comparison.labels
    currency = next(iter(runs.scenarios.values())).units.currency
    lines = runs.lines(["contribution:tier"])
    surplus = Line("customer_surplus", "", "", None)
    lines += [surplus] if surplus in runs.values else []
    picture, (left, right) = blank(1, 2, height=1.1 + 0.3 * len(lines) * (len(labels) + 0.5))
    for at, line in enumerate(lines):
        series = {label: _or_nothing(runs.series(line, label)) for label in labels}
        for number, label in enumerate(labels):
            place, colour = at * (len(labels) + 0.6) + number, colour_of(labels, label)
            told = interval(series[label])
            left.barh(place, told.mean, xerr=told.half if told.n > 1 else 0.0, color=colour, height=0.85,
                      label=cut(label) if at == 0 else None, error_kw={"linewidth": 1})  # fmt: skip
            if label != comparison.baseline:
                by = paired(series[comparison.baseline], series[label]).difference
                right.barh(place, by.mean, xerr=by.half if by.n > 1 else 0.0, color=colour, height=0.85,
                           error_kw={"linewidth": 1})  # fmt: skip
    middle, names = (len(labels) - 1) / 2, [_name(line) for line in lines]
    for axes in (left, right):
        axes.set_yticks(
            [at * (len(labels) + 0.6) + middle for at in range(len(lines))],
            names if axes is left else [""] * len(names),
        )
        axes.set_ylim((len(labels) + 0.6) * len(lines) - 0.6, -1)
        axes.axvline(0, color=GREY, linewidth=1)
        axes.ticklabel_format(axis="x", style="plain")
        axes.tick_params(axis="x", labelrotation=30)
    left.set(title="what is left to them", xlabel=f"contribution [{currency}]")
    right.set(title=f"against {cut(comparison.baseline, 30)}", xlabel=f"difference [{currency}]")
    picture.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=len(labels))
    return picture


def _name(line: Line) -> str:
    return line.key if line.by else "customers (surplus)"


def _or_nothing(values: list[float]) -> list[float]:
    """Return the values, nought where there is none: whoever is not there is left nothing."""
    return [value if value == value else 0.0 for value in values]  # noqa: PLR0124 - only NaN is not itself
