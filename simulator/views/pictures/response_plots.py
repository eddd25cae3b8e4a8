"""Response plots: how each number answers to each factor, as pictures with bands.

A line is the mean over seeds, its band the 95 % interval of that mean. Colours are those of Okabe and
Ito (2008), told apart by all; each line has a marker and a dash of its own besides.
"""

import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl

from simulator.studies.experiment.experiment import Experiment, Factor, short_names
from simulator.studies.experiment.response_curve import ResponsePoint
from simulator.studies.runs.metric_name import name_of
from simulator.studies.runs.number_format import is_share, unit_label
from simulator.studies.runs.questions import WEEK, Question
from simulator.studies.runs.runs import Line
from simulator.studies.runs.statistics import interval
from simulator.studies.sweep.part_files import write_whole
from simulator.studies.sweep.results import Sweep
from simulator.views.pictures.conflict_scale import ON_SCALE, bands_upwards
from simulator.views.pictures.narrow import NARROW, is_narrow, with_lines
from simulator.views.pictures.style import (
    NAMES_ARE_TEXT,
    Picture,
    show_as_text,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DASHES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 1)))
MOST_LINES = len(COLOURS)
WIDTH, HEIGHT, DOTS = 4.6, 3.6, 150
BAND, PANELS_ABREAST, DODGE = 0.18, 3, 0.08
BELOW = (0.5, -0.17)
"""Where the legend of a panel hangs, below its axis: there it covers nothing [parts of the panel]."""
CAPTION = (
    "Bands and bars: 95 % intervals of the means. Points share their seeds: differences are surer than these."
)
AVERAGED = "Where a panel names one factor alone, its points are means over the levels of the others."

type Series = tuple[str, Sequence[ResponsePoint]]


def draw_responses(sweep: Sweep, folder: Path) -> list[Path]:
    """Draw one picture a question into a folder, a panel a factor; return the files."""
    drawn = []
    for question in sweep.runs.questions if sweep.runs.ended else ():
        if not answers(sweep, question):
            continue
        with mpl.rc_context(NAMES_ARE_TEXT):
            figure = response_picture(sweep, question)
        raw = io.BytesIO()
        show_as_text(figure).savefig(raw, format="png", dpi=DOTS, metadata={"Software": None})
        name = re.sub("[^a-z0-9]+", "_", str(question).lower())
        drawn.append(write_whole(folder / f"response_{name}.png", raw.getvalue()))
    return drawn


def answers(sweep: Sweep, question: Question) -> list[Line]:
    """Return the lines that answer a question, none where nothing was varied."""
    lines = [line for line in sweep.runs.lines([str(question)]) if line.question == question]
    return lines if sweep.experiment.factors else []


def response_picture(sweep: Sweep, question: Question) -> Picture:
    """Return the picture of one question to which there are answers."""
    lines, factors = answers(sweep, question), sweep.experiment.factors
    by_week = question.by == WEEK
    panels = 1 if by_week else len(factors)
    columns = 1 if is_narrow() else min(panels, PANELS_ABREAST)
    rows = -(-panels // columns)
    figure = Picture(
        figsize=(NARROW if is_narrow() else max(WIDTH * columns, 6.4), HEIGHT * rows + 0.6),
        layout="constrained",
    )
    axes = figure.subplots(rows, columns, squeeze=False, sharey=True).flatten().tolist()
    unit = sweep.runs.unit(question.metric)
    if by_week:
        _weeks(axes[0], sweep, lines, unit)
    else:
        for panel, factor in zip(axes, factors, strict=False):
            _panel(panel, sweep, lines, factor, unit)
    for panel in axes[panels:]:
        panel.set_visible(False)
    if question.metric in ON_SCALE and question.by in ("", WEEK):
        for panel in axes[:panels]:
            bands_upwards(panel)
    for row in range(rows):
        axes[row * columns].set_ylabel(_axis_title(question, unit))
    figure.suptitle(f"{sweep.experiment.name}: {_title(question)}", fontsize=11)
    averaged = (
        len(factors) > 1 and not by_week and (lines[0].by or _other(sweep.experiment, factors[0]) is None)
    )
    told = [CAPTION, AVERAGED if averaged else "", _left_out(sweep.experiment, lines, by_week=by_week)]
    figure.supxlabel("\n".join(filter(None, told)), fontsize=7, color="#555555")
    return with_lines(figure)


def _left_out(experiment: Experiment, lines: Sequence[Line], *, by_week: bool) -> str:
    """Say how many of the lines there would be are drawn, if not all: colours would come again."""
    number, what = (len(experiment.points), "points") if by_week else (len(lines), "parts")
    return f"Of {number} {what} the first {MOST_LINES} are drawn." if number > MOST_LINES else ""


def _panel(panel: "Axes", sweep: Sweep, lines: Sequence[Line], factor: Factor, unit: str) -> None:
    """Draw the answer to one factor."""
    series = list(_series(sweep, lines, factor))
    joined = factor.is_numeric and not sweep.experiment.is_sampled
    levels = [str(level) for level in factor.in_order]
    for at, (label, spots) in enumerate(series):
        aside = DODGE * (at - (len(series) - 1) / 2)  # so that bars do not hide one another
        places = [
            float(spot.level.value) if factor.is_numeric else levels.index(str(spot.level)) + aside
            for spot in spots
        ]
        _draw(panel, places, [spot.estimate for spot in spots], at, label, unit, joined=joined)
    if not factor.is_numeric:
        panel.set_xticks(range(len(levels)), levels, rotation=20 if len(levels) > 3 else 0)
        panel.margins(x=0.15)
    elif all(float(level.value).is_integer() for level in factor.levels) and len(levels) <= 12:
        panel.set_xticks([float(level.value) for level in factor.in_order])
    short = name_of(short_names(f.name for f in sweep.experiment.factors)[factor.name])
    panel.set_xlabel(f"{short} [{factor.unit}]" if factor.unit else short)
    _finish(panel, legend=len(series) > 1)


def _series(sweep: Sweep, lines: Sequence[Line], factor: Factor) -> Iterator[Series]:
    """Yield the lines of a panel: the parts of a cut, else the levels of the one other factor."""
    other = _other(sweep.experiment, factor)
    if lines[0].by or other is None:
        for line in lines[:MOST_LINES]:
            yield line.key, sweep.curve(line, factor.name).points
        return
    short = name_of(short_names(f.name for f in sweep.experiment.factors)[other.name])
    for level in other.in_order:
        yield f"{short} {level}", sweep.curve(lines[0], factor.name, **{other.name: level.value}).points


def _other(experiment: Experiment, factor: Factor) -> Factor | None:
    """Return the other factor, if there is one and its levels can be told apart as lines."""
    others = [one for one in experiment.factors if one != factor]
    is_one = len(others) == 1 and len(others[0].levels) <= MOST_LINES and experiment.method == "grid"
    return others[0] if is_one else None


def _weeks(panel: "Axes", sweep: Sweep, lines: Sequence[Line], unit: str) -> None:
    """Draw a number week by week, a line a point."""
    for at, point in enumerate(sweep.experiment.points[:MOST_LINES]):
        estimates = [interval(sweep.runs.series(line, point.label)) for line in lines]
        _draw(
            panel, [float(line.week or 0) for line in lines], estimates, at, point.label, unit, marked=False
        )
    panel.set_xlabel("week")
    _finish(panel, legend=len(sweep.experiment.points) > 1)


def _draw(
    panel: "Axes",
    places: Sequence[float],
    estimates: Sequence[Any],
    at: int,
    label: str,
    unit: str,
    *,
    joined: bool = True,
    marked: bool = True,
) -> None:
    times = 100 if is_share(unit) else 1
    means, low, high = ([getattr(one, name) * times for one in estimates] for name in ("mean", "low", "high"))
    colour, marker = COLOURS[at % MOST_LINES], MARKERS[at % MOST_LINES] if marked else ""
    if not joined:
        below = [mean - end for mean, end in zip(means, low, strict=True)]
        above = [end - mean for mean, end in zip(means, high, strict=True)]
        style: dict[str, Any] = {
            "fmt": marker,
            "color": colour,
            "markersize": 5,
            "linewidth": 1.2,
            "capsize": 3,
        }
        panel.errorbar(places, means, yerr=[below, above], label=label, **style)
        return
    panel.plot(places, means, marker=marker, linestyle=DASHES[at % MOST_LINES], color=colour, label=label)
    panel.fill_between(places, low, high, color=colour, alpha=BAND, linewidth=0)


def _finish(panel: "Axes", *, legend: bool) -> None:
    panel.grid(visible=True, color="#dddddd", linewidth=0.6)
    panel.set_axisbelow(True)
    for side in ("top", "right"):
        panel.spines[side].set_visible(False)
    if legend:
        panel.legend(
            fontsize=8,
            frameon=False,
            handlelength=3.2,
            ncols=1 if is_narrow() else 2,
            loc="upper center",
            bbox_to_anchor=BELOW,
        )


def _title(question: Question) -> str:
    return f"{name_of(question.metric)} by {question.by}" if question.by else name_of(question.metric)


def _axis_title(question: Question, unit: str) -> str:
    told = unit_label(unit) or unit
    name = name_of(question.metric)
    return f"{name} [{told}]" if told and told != name else name
