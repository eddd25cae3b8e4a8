"""Probe page: what a world implies, what of it lies outside published ranges, and what was played."""

from simulator.studies.probing.probe_findings import Finding, Probe
from simulator.studies.runs.number_format import mean_and_half_width, unit_label
from simulator.views.output.tables import new_table, show


def show_probe(found: Probe) -> None:
    """Print the marks in sentences, then every figure with its verdict, sources and what was played."""
    count, weeks = len(found.seeds), found.scenario.weeks
    table = new_table()
    table.add_column("", no_wrap=True)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("")
    table.add_column("beside what was published")
    for one in found.findings:
        told = "—" if one.why_not else mean_and_half_width(one.estimate, one.unit)
        table.add_row(_name(one), told, unit_label(one.unit), one.verdict)
    head = f"What {found.scenario.name} implies, from {count} seed{'s' * (count != 1)} of {weeks} weeks"
    show(*marks(found), "", head, table, *_notes(found))


def marks(found: Probe) -> list[str]:
    """Return a sentence for each figure outside its published range, with the range and its source."""
    if not found.outside:
        return ["Nothing that has a published range lies outside it."]
    return [
        f"{_name(one)}: {mean_and_half_width(one.estimate, one.unit)} {unit_label(one.unit)}".rstrip()
        + f": {one.verdict}. Source: {one.published.source}."
        for one in found.outside
    ]


def _name(one: Finding) -> str:
    return f"{one.figure}, {one.part}" if one.part else one.figure


def _notes(found: Probe) -> list[str]:
    """Return what was played and from where ranges are, once a figure, and what ± is."""
    notes = []
    for figure, (played, source) in {
        one.figure: (one.played, one.published.source) for one in found.findings
    }.items():
        notes.append(f"{figure}: {played}.{f' Source: {source}.' if source else ''}")
    return [
        "",
        "What was played",
        *notes,
        "",
        "± is half a 95 % interval over seeds; λ/β is a closed form and has none.",
    ]
