"""Extends: a file laid over the file it extends, and so on down.

``extends:`` is a relative path to a file in the same folder or below it. What would lead out of the
folder, links followed, is refused: a scenario that was handed over reads nothing else.
"""

from pathlib import Path

from simulator.scenario.errors.quoting import shortened
from simulator.scenario.errors.scenario_error import Complaint, ScenarioError
from simulator.scenario.finding_blocks import BLOCKS
from simulator.scenario.schema import Scenario
from simulator.scenario.yaml.csv_lists import with_csv_lists
from simulator.scenario.yaml.file_references import referenced_file, resolved
from simulator.scenario.yaml.former_keys import rename_former_keys
from simulator.scenario.yaml.node_types import types_of
from simulator.scenario.yaml.nodes import Mapping, Node, Scalar
from simulator.scenario.yaml.overlay import overlaid
from simulator.scenario.yaml.read import read_nodes
from simulator.scenario.yaml.text_file import read_text

EXTENDS, EXPERIMENT = "extends", "experiment_version"
LONGEST_CHAIN = 10
"""How many files deep ``extends`` may go."""


def read_extended(given: str) -> tuple[Mapping, list[Complaint]]:
    """Return what a file and all it extends say together, and what had to be passed over."""
    return extended(*read_layers(given))


def extended(layers: list[Mapping], complaints: list[Complaint]) -> tuple[Mapping, list[Complaint]]:
    """Return what layers say of a world, the first laid over the others, and what had to be passed over."""
    try:
        root, unread = with_csv_lists(_laid_together([_of_the_world(layer) for layer in layers]))
    except ScenarioError as refusal:
        raise ScenarioError([*complaints, *refusal.complaints]) from None
    return root, complaints + unread


def read_layers(given: str) -> tuple[list[Mapping], list[Complaint]]:
    """Return a file and all it extends, each as it stands, the given one first, and what was passed over."""
    complaints: list[Complaint] = []
    layers: list[Mapping] = []
    chain: list[Path] = []
    shown, extends = given, None
    while True:
        chain.append(resolved(shown))
        try:
            layer, passed_over = _layer(chain[-1], shown)
            complaints += passed_over
            layers.append(layer)
            extends = layer.node(EXTENDS)
            if extends is None:
                return layers, complaints
            shown = _base(extends, shown, chain)
        except ScenarioError as refusal:
            raise ScenarioError([*complaints, *_blamed_on(extends, refusal)]) from None


def _of_the_world(layer: Mapping) -> Mapping:
    """Return what a file says of its world: neither what it extends nor what was found of it."""
    kept = {key: entry for key, entry in layer.entries.items() if key != EXTENDS and key not in BLOCKS}
    return Mapping(layer.place, kept)


def _laid_together(layers: list[Mapping]) -> Mapping:
    *above, whole = layers
    for layer in reversed(above):
        whole = overlaid(whole, layer, types_of(Scenario))
    return whole


def _blamed_on(extends: Node | None, refusal: ScenarioError) -> list[Complaint]:
    """Place what is wrong with a file as a whole where that file is named."""
    if not isinstance(extends, Scalar):
        return refusal.complaints
    return [
        wrong
        if wrong.line
        else extends.place.complaint(EXTENDS, f"'{shortened(extends.text)}': {wrong.text}")
        for wrong in refusal.complaints
    ]


def _layer(path: Path, shown: str) -> tuple[Mapping, list[Complaint]]:
    node, passed_over = read_nodes(read_text(path, shown), shown)
    node, said_twice = rename_former_keys(node, types_of(Scenario))
    if isinstance(node, Mapping):
        _refuse_experiment(node)
        return node, passed_over + said_twice
    what = "is empty" if isinstance(node, Scalar) and node.value is None else "is no map"
    told = f"{what}; a scenario file holds settings, as 'key: value'"
    if path.suffix.lower() == ".csv":
        told = f"{told}; one names a CSV list of members or campaigns as 'members: FILE.csv'"
    wrong = node.place.complaint("", told)
    raise ScenarioError([*passed_over, wrong])


def _refuse_experiment(node: Mapping) -> None:
    """Refuse an experiment, with the command that plays it, rather than each of its settings."""
    entry = node.entries.get(EXPERIMENT)
    if entry is not None and not node.entries.keys() & {EXTENDS, "schema_version", "distribution"}:
        told = "this file is an experiment, not a scenario; play it by: simulator sweep"
        raise ScenarioError([entry.key.complaint(EXPERIMENT, f"{told} {shortened(node.place.file)}")])


def _base(extends: Node, shown: str, chain: list[Path]) -> str:
    """Return the file that the last of the chain extends, as complaints are to call it."""
    found = referenced_file(extends, EXTENDS, shown, "a scenario file")
    base = resolved(found)
    if base in chain:
        circle = " → ".join(path.name for path in (*chain[chain.index(base) :], base))
        raise _refusal(extends, f"runs in a circle: {circle}")
    if len(chain) > LONGEST_CHAIN:
        raise _refusal(extends, f"goes more than {LONGEST_CHAIN} files deep")
    return found


def _refusal(extends: Node, text: str) -> ScenarioError:
    return ScenarioError([extends.place.complaint(EXTENDS, text)])
