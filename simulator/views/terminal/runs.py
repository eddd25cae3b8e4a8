"""Runs page: what was measured in one scenario."""

from simulator.studies.runs.number_format import figure, mean_and_half_width
from simulator.studies.runs.runs import Runs
from simulator.studies.runs.statistics import interval
from simulator.views.output.table_lines import Heads, line_label, notes_on
from simulator.views.output.tables import new_table, show


def show_runs(runs: Runs) -> None:
    """Print each line of what was measured, with its interval if there are several seeds."""
    (label,) = runs.scenarios
    seeds = f"seed {runs.seeds[0]}" if len(runs.seeds) == 1 else f"{len(runs.seeds)} seeds"
    table = new_table()
    table.add_column("", no_wrap=True)
    table.add_column("mean" if len(runs.seeds) > 1 else "", justify="right")
    heads = Heads(table)
    for line in runs.lines():
        unit, estimate = runs.unit(line.metric), interval(runs.series(line, label))
        heads.above(line, unit)
        told = mean_and_half_width(estimate, unit) if estimate.n > 1 else figure(estimate.mean, unit)
        if 0 < estimate.n < estimate.of:
            told += f", n = {estimate.n} of {estimate.of}"
        table.add_row(line_label(line, unit), told)
    show(f"{label}, {seeds}", table)
    if len(runs.seeds) > 1:
        show("± is half a 95 % interval of the mean.")
    if notes := list(notes_on(runs.questions)):
        show(*notes)
