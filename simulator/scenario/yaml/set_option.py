"""Set option: single values from the command line, laid over the file as an overlay of one line each.

``--set a.b=3``: the value is read as YAML, ``campaigns.0.weekly_budget=100`` counts into a list, and
``distribution.model=other`` replaces the whole block, as it would in a file that extends.
"""

from collections.abc import Sequence

from simulator.scenario.errors.quoting import shortened
from simulator.scenario.errors.scenario_error import Complaint, ScenarioError
from simulator.scenario.finding_blocks import BLOCKS
from simulator.scenario.schema import Scenario
from simulator.scenario.yaml.extends import EXTENDS
from simulator.scenario.yaml.former_keys import rename_former_keys, rename_former_path
from simulator.scenario.yaml.node_types import Types, items_of, spelled_out, types_below, types_of
from simulator.scenario.yaml.nodes import Entry, Listing, Mapping, Node, Place, Scalar
from simulator.scenario.yaml.overlay import overlaid
from simulator.scenario.yaml.read import DEEPEST, read_nodes

LONGEST_SETTING = 10_000
ONLY_IN_FILES = (EXTENDS, *BLOCKS)
"""Keys that are no settings of a world."""


def with_settings(root: Mapping, settings: Sequence[str]) -> tuple[Mapping, list[Complaint]]:
    """Return the root with all settings made, in order, and complaints about the impossible ones."""
    complaints: list[Complaint] = []
    for setting in settings:
        try:
            root, passed_over = _with_setting(root, setting)
            complaints += passed_over
        except ScenarioError as refusal:
            complaints += refusal.complaints
    return root, complaints


def _with_setting(root: Mapping, setting: str) -> tuple[Mapping, list[Complaint]]:
    file = f"--set {shortened(setting)}"
    path, equals, written = setting.partition("=")
    keys = path.strip().split(".")
    if not equals or not all(keys) or len(keys) > DEEPEST or len(setting) > LONGEST_SETTING:
        raise ScenarioError([Complaint(file, 0, 0, "", "should be 'key.path=value'")])
    if keys[0] in ONLY_IN_FILES:
        raise ScenarioError([Complaint(file, 0, 0, keys[0], "can only be written in a file")])
    value, passed_over = read_nodes(written.strip(), file, has_lines=False)
    return _laid_into(root, keys, value), passed_over


def with_value(root: Mapping, path: str, value: Node) -> Mapping:
    """Return the root with a value put where a dotted path leads; it stands where it was written.

    Raises a `ScenarioError` if the path leads nowhere.
    """
    keys = path.split(".")
    if not all(keys) or len(keys) > DEEPEST or len(path) > LONGEST_SETTING:
        raise _refusal(value.place, (path,), "is no 'key.path' of a setting")
    if keys[0] in ONLY_IN_FILES:
        raise _refusal(value.place, (keys[0],), "can only be written in a scenario file")
    return _laid_into(root, keys, value)


def _laid_into(root: Mapping, keys: list[str], value: Node) -> Mapping:
    today, types = rename_former_path(root, keys, types_of(Scenario))
    value, said_twice = rename_former_keys(value, types)
    if said_twice:
        raise ScenarioError(said_twice)
    whole = _put(root, today, (), value, types_of(Scenario))
    if not isinstance(whole, Mapping):
        raise TypeError("a setting laid into a map leaves a map")
    return whole


def _put(given: Node | None, keys: list[str], done: tuple[str, ...], value: Node, types: Types) -> Node:
    """Return the node with the value put where the keys lead; missing maps on the way are made."""
    if not keys:
        return value
    node = None if given is None else spelled_out(types, given)
    key, rest, here = keys[0], keys[1:], (*done, keys[0])
    if isinstance(node, Listing):
        at = _index(key, node, done, value.place)
        item = _put(node.items[at], rest, here, value, items_of(types))
        return Listing(node.place, (*node.items[:at], item, *node.items[at + 1 :]))
    if isinstance(node, Scalar) and node.value is not None:
        raise _refusal(value.place, done, f"is {shortened(node.text)!r}; it has no '{shortened(key)}' to set")
    base = node if isinstance(node, Mapping) else Mapping(value.place, {})
    part = _put(base.node(key), rest, here, value, types_below(types, base, key))
    overlay = Mapping(value.place, {key: Entry(value.place, part)})
    whole = overlaid(base, overlay, types)
    if whole is overlay:
        return whole
    as_put = (
        {key: overlay.entries[key]} if rest else {}
    )  # merged below already, and what it dropped stays out
    return Mapping(base.place, {**whole.entries, **as_put})


def _index(key: str, listing: Listing, done: tuple[str, ...], place: Place) -> int:
    length = len(listing.items)
    if not (key.isascii() and key.isdigit() and len(key) <= len(str(length)) and int(key) < length):
        numbers = f"by 0 … {length - 1}" if length else "but it is empty"
        raise _refusal(place, done, f"is a list: name its parts {numbers}, not '{shortened(key)}'")
    return int(key)


def _refusal(place: Place, keys: tuple[str, ...], text: str) -> ScenarioError:
    return ScenarioError([place.complaint(".".join(keys), text)])
