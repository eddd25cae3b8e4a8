"""Comparison page: verdict, settings that differ, and the table of means and paired differences."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from simulator.studies.comparison.comparison import Comparison, Contrast
from simulator.studies.runs.number_format import difference_text, mean_and_half_width, times
from simulator.studies.runs.runs import Line
from simulator.studies.runs.statistics import Paired
from simulator.views.output.table_lines import Heads, line_label, notes_on
from simulator.views.output.tables import new_table, show
from simulator.views.terminal.setting_values import setting_values

if TYPE_CHECKING:
    from rich.table import Table


def show_comparison(comparison: Comparison) -> None:
    """Print a comparison: the answer first, then what differs, then the numbers."""
    show(comparison.verdict(), "", *_settings(comparison), _title(comparison), _table(comparison))
    show(*_notes(comparison))


def _settings(comparison: Comparison) -> Iterator[Any]:
    for label, differing in comparison.settings.items():
        yield f"Settings that differ: {label}, against {comparison.baseline}"
        yield from (f"  {key}: {' → '.join(setting_values(one, other))}" for key, one, other in differing)
        yield "" if differing else "  none\n"


def _table(comparison: Comparison) -> "Table":
    return _side_by_side(comparison) if len(comparison.labels) == 2 else _one_below_the_other(comparison)


def _side_by_side(comparison: Comparison) -> "Table":
    """Draw two scenarios as columns, with their difference beside them."""
    table = new_table()
    table.add_column("", no_wrap=True)
    for label in (comparison.baseline, *comparison.others):
        table.add_column(label, justify="right", max_width=22)
    table.add_column("difference", justify="right")
    table.add_column("saved", justify="right")
    heads = Heads(table)
    for line, contrasts in by_line(comparison):
        before, after = contrasts[comparison.baseline], contrasts[comparison.others[0]]
        heads.above(line, before.unit)
        pair = after.against
        if pair is None:
            continue
        table.add_row(
            line_label(line, before.unit),
            mean_and_half_width(before.mean, before.unit),
            mean_and_half_width(after.mean, after.unit),
            difference_text(pair, after.unit),
            times(pair.saved),
        )
    return table


def _one_below_the_other(comparison: Comparison) -> "Table":
    """Draw any number of scenarios as rows under each line."""
    table = new_table()
    table.add_column("", max_width=44)
    for head in ("mean", "difference", "saved"):
        table.add_column(head, justify="right")
    heads = Heads(table)
    for line, contrasts in by_line(comparison):
        unit = contrasts[comparison.baseline].unit
        heads.above(line, unit)
        table.add_row(line_label(line, unit), style="bold")
        for label, contrast in contrasts.items():
            told = ("baseline", "") if contrast.against is None else _against(contrast.against, unit)
            table.add_row(f"  {label}", mean_and_half_width(contrast.mean, unit), *told)
    return table


def _against(pair: Paired, unit: str) -> tuple[str, str]:
    return difference_text(pair, unit), times(pair.saved)


def by_line(comparison: Comparison) -> Iterator[tuple[Line, dict[str, Contrast]]]:
    """Yield each line of the table with what each scenario says in it."""
    lines: dict[Line, dict[str, Contrast]] = {}
    for contrast in comparison.contrasts:
        lines.setdefault(contrast.line, {})[contrast.scenario] = contrast
    yield from lines.items()


def _title(comparison: Comparison) -> str:
    seeds = len(comparison.runs.seeds)
    return f"Means and differences to {comparison.baseline}, from {seeds} seed{'s' * (seeds != 1)}"


def _notes(comparison: Comparison) -> Iterator[str]:
    yield "± is half a 95 % interval; in brackets: no difference from zero can be told."
    yield "saved: how many times as many runs it would take without playing both on the same seeds."
    yield from notes_on(comparison.runs.questions)
    if len(comparison.runs.seeds) == 1:
        yield "One seed tells nothing of luck; play several."
