"""Base scenarios: scenarios of an experiment before factors are varied, as nodes with line and column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.market.setup.build_channel import channel_faults
from simulator.scenario.errors.quoting import shortened
from simulator.scenario.errors.scenario_error import Complaint, ScenarioError
from simulator.scenario.load import scenario_of
from simulator.scenario.save import to_plain
from simulator.scenario.schema import Scenario
from simulator.scenario.yaml.extends import read_extended
from simulator.scenario.yaml.file_references import beside
from simulator.scenario.yaml.nodes import Listing, Node, Place, Scalar, node_of
from simulator.scenario.yaml.nodes import Mapping as Map
from simulator.scenario.yaml.set_option import with_settings, with_value
from simulator.scenario.yaml.shipped_files import PREFIX
from simulator.studies.runs.labels import labels_of


@dataclass(frozen=True)
class BaseScenario:
    """A scenario, and the nodes that it was made of."""

    root: Map
    scenario: Scenario


def base_scenarios(root: Map, shown: str, changes: Sequence[str]) -> dict[str, BaseScenario]:
    """Return the scenarios that an experiment file names, by their labels, with its settings made.

    *shown* is the experiment file as complaints call it; *changes* are settings of the command line.
    Raises a `ScenarioError` with what is wrong with any of them.
    """
    found: dict[str, BaseScenario] = {}
    wrong = {str(one): one for one in _set_in_vain(root, changes)}
    for label, path in _named(root.node("scenario")).items():
        try:
            found[label] = _base(*_read(path, shown), root, changes)
        except ScenarioError as refusal:
            wrong |= {str(one): one for one in refusal.complaints}
    if wrong:
        raise ScenarioError(list(wrong.values()))
    return found


def _set_in_vain(root: Map, changes: Sequence[str]) -> Iterator[Complaint]:
    """Complain of settings of the command line that a factor sets anew at every point."""
    varied: dict[str, str] = {}
    factors = root.node("factors")
    for name, entry in factors.entries.items() if isinstance(factors, Map) else ():
        levels = entry.node.entries.values() if isinstance(entry.node, Map) else ()
        named = [level.node for level in levels if isinstance(level.node, Map)]
        varied |= dict.fromkeys([path for level in named for path in level.entries] or [name], name)
    for change in changes:
        path = change.partition("=")[0].strip()
        if path in varied:
            text = f"is varied by the factor '{shortened(varied[path])}'"
            yield Complaint(f"--set {shortened(change)}", 0, 0, "", text)


def base_scenarios_given(scenarios: Mapping[str, Scenario], root: Map) -> dict[str, BaseScenario]:
    """Return scenarios given in Python as bases of an experiment, with its settings made."""
    found = {}
    for label, scenario in scenarios.items():
        nodes = node_of(to_plain(scenario), Place(f"scenario '{shortened(label)}'"))
        if isinstance(nodes, Map):
            found[label] = _base(nodes, [], root, ())
    return found


def _base(scenario: Map, passed_over: list[Complaint], root: Map, changes: Sequence[str]) -> BaseScenario:
    scenario, unset = with_settings(scenario, changes)
    settings = root.node("settings")
    for path, entry in settings.entries.items() if isinstance(settings, Map) else ():
        try:
            scenario = with_value(scenario, path, entry.node)
        except ScenarioError as refusal:
            unset += refusal.complaints
    return BaseScenario(scenario, scenario_of(scenario, [*passed_over, *unset], channel_faults))


def _named(node: Node | None) -> dict[str, Scalar]:
    """Return the paths of scenarios by their labels: a name, else that of the file."""
    if isinstance(node, Map):
        return {name: e.node for name, e in node.entries.items() if isinstance(e.node, Scalar)}
    paths = list(node.items) if isinstance(node, Listing) else [node]
    scalars = [path for path in paths if isinstance(path, Scalar)]
    names = (Path(path.text.removeprefix(PREFIX)).stem for path in scalars)
    return dict(zip(labels_of(names), scalars, strict=True))


def _read(path: Scalar, shown: str) -> tuple[Map, list[Complaint]]:
    """Read a scenario file; faults of the file as a whole are reported where it is named."""
    quoted = f"'{shortened(path.text)}'"
    if Path(path.text).is_absolute() or Path(path.text).drive:
        text = f"{quoted} is an absolute path; it must be relative to this file"
        raise ScenarioError([path.place.complaint("scenario", text)])
    try:
        return read_extended(beside(shown, path.text))
    except ScenarioError as refusal:
        raise ScenarioError(
            [
                one if one.line else path.place.complaint("scenario", f"{quoted}: {one.text}")
                for one in refusal.complaints
            ]
        ) from None
