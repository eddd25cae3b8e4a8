"""Fit page: what was matched to what, how near it came, and in which file it stands."""

from simulator.studies.fitting.fit_findings import Fit
from simulator.studies.runs.number_format import figure, mean_and_half_width, unit_label
from simulator.views.output.tables import new_table, show


def show_fit(found: Fit) -> None:
    """Print the settings with their start and fitted value, and the targets with what was reached."""
    count, weeks = len(found.seeds), found.scenario.weeks
    head = f"{found.scenario.name}, fitted on {count} seed{'s' * (count != 1)} of {weeks} weeks"
    head += f", of a market {found.times} times as large" if found.times > 1 else ""
    show(*outcome(found), "", head, _settings(found), _targets(found), NOTE)


NOTE = (
    "[ ] is a 95 % interval: of a setting, where other seeds would have led, by the slopes; ± is half a 95 % "
    "interval over seeds."
)


def outcome(found: Fit) -> list[str]:
    """Return a sentence on whether the targets were reached."""
    missed = found.out_of_reach
    if not missed:
        near = [one.target.name for one in found.targets if not one.is_reached]
        return [f"All targets are reached{f', within luck: {chr(44).join(near)}' if near else ''}."]
    return [f"{one.target.name}: {found.verdict(one)}." for one in missed]


def _settings(found: Fit) -> object:
    table = new_table()
    table.add_column("setting")
    for column in ("start", "fitted", "95 % interval"):
        table.add_column(column, justify="right", no_wrap=True)
    for one in found.settings:
        told = one.setting.formatted
        ends = one.estimate
        around = f"[{told(ends.low)}, {told(ends.high)}]" if ends.half > 0 else "—"
        table.add_row(one.key, told(one.start), told(ends.mean), around)
    return table


def _targets(found: Fit) -> object:
    table = new_table()
    table.add_column("target")
    for column in ("start", "target", "reached", "residual"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("")
    table.add_column("")
    for one in found.targets:
        unit = one.target.unit
        table.add_row(
            one.target.name,
            figure(one.start.mean, unit),
            figure(one.target.value, unit),
            figure(one.reached.mean, unit),
            mean_and_half_width(one.residual, unit, sign=True),
            unit_label(unit),
            found.verdict(one),
        )
    return table
