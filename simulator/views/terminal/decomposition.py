"""Decomposition page: what each block of settings, or each lever of the mix, makes of a difference."""

from simulator.studies.comparison.decompose import Decomposition
from simulator.studies.comparison.lever_split import LUCK, LeverSplit
from simulator.studies.comparison.parts import OTHER_SETTINGS, TOTAL, PartsOfDifference
from simulator.studies.runs.number_format import mean_and_half_width
from simulator.views.output.table_lines import Heads, line_label
from simulator.views.output.tables import new_table, show


def show_decomposition(decomposition: Decomposition) -> None:
    """Print the parts of the difference between two scenarios that blocks of settings make."""
    _show_parts("Whose doing it is", decomposition)
    show(
        f"A column with × is what blocks do together beyond what each does alone; the {TOTAL} is the sum.",
    )
    if not decomposition.design.is_complete:
        show(f"The scenarios differ in more than these blocks: that is the column '{OTHER_SETTINGS}'.")


def show_split(split: LeverSplit) -> None:
    """Print the parts of the difference between two scenarios that levers of the mix make."""
    _show_parts("What makes it", split)
    seeds = len(split.runs.seeds)
    show(f"Exchanged one by one, averaged over all orders; {seeds} seed{'s' * (seeds != 1)}.")
    show(f"{LUCK}: outlets of other names have other draws; on average that makes nothing.")


def _show_parts(title: str, decomposition: PartsOfDifference) -> None:
    """Print a table of parts, a column each."""
    design = decomposition.design
    names = list(dict.fromkeys(part.name for part in decomposition.parts))
    table = new_table()
    table.add_column("", no_wrap=True)
    for name in names:
        table.add_column(name, justify="right")
    units = {part.line: part.unit for part in decomposition.parts}
    heads = Heads(table)
    for line, unit in units.items():
        heads.above(line, unit)
        effects = {part.name: part.effect for part in decomposition.parts if part.line == line}
        table.add_row(
            line_label(line, unit), *(mean_and_half_width(effects[name], unit, sign=True) for name in names)
        )
    show("", f"{title}: {design.other}, against {design.one}", table)
