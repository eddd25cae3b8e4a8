"""Kept findings: the blocks of a scenario file and of what it extends, and whether they still fit the world.

A block of `fitted` stands where its numbers do, often in a base that many files extend; it says which of them
was played. A block of `probed` speaks of its own file alone: that of a base is not told of what extends it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator.base.record import Record
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.finding_blocks import FIT, FITTED, PROBED, Fitted, KnownTargets, Probed
from simulator.scenario.load import load
from simulator.scenario.save import fingerprint
from simulator.scenario.schema import Scenario
from simulator.scenario.validation.validate_findings import findings_in
from simulator.scenario.yaml.extends import read_layers
from simulator.scenario.yaml.file_references import beside, resolved


@dataclass(frozen=True)
class Kept:
    """Block of findings, and the world of which it speaks."""

    file: str
    """The file in which it stands, as complaints call it."""
    found: Fitted | Probed
    played: str
    """The file that was played."""
    why_not: str
    """Why it does not fit the world of that file any more; empty where it does."""
    set_otherwise: str = ""
    """A setting that was fitted and that the file in question sets otherwise; empty where none is."""


def kept_findings(file: str, scenario: Scenario | None = None) -> list[Kept]:
    """Return what is kept of a file's world: of the file itself, then of what it extends.

    *scenario* is what the file says with single values set; left out, as it stands. Plays nothing.
    """
    return list(_kept(file, scenario))


def _kept(file: str, scenario: Scenario | None) -> Iterator[Kept]:
    layers, _ = read_layers(file)
    for at, layer in enumerate(layers):
        shown = layer.place.file
        blocks, _ = findings_in(layer)
        for key, block in blocks.items():
            if key == FITTED and isinstance(block, Fitted):
                played = played_file(shown, block)
                why_not = _no_layer(played, shown) or _why_not(file, scenario, played, block.hash)
                yield Kept(shown, block, played, why_not, _set_otherwise(file, scenario, played, block))
            elif key == PROBED and isinstance(block, Probed) and at == 0:
                yield Kept(shown, block, shown, _why_not(file, scenario, shown, block.hash))


def fitted_in(file: str) -> Fitted | None:
    """Return the block of a fit that stands in a file itself; ScenarioError where the file cannot be read."""
    layers, complaints = read_layers(file)
    if complaints:
        raise ScenarioError(complaints)
    block = findings_in(layers[0])[0].get(FITTED)
    return block if isinstance(block, Fitted) else None


def known_in(file: str) -> KnownTargets | None:
    """Return what a file itself says its world is to be fitted to; ScenarioError where it cannot be read."""
    layers, complaints = read_layers(file)
    blocks, wrong = findings_in(layers[0])
    if complaints or wrong:
        raise ScenarioError([*complaints, *wrong])
    block = blocks.get(FIT)
    return block if isinstance(block, KnownTargets) else None


def yet_to_fit(file: str) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield files of a world, with what they say under 'fit' and were not fitted to."""
    for layer in read_layers(file)[0]:
        blocks, _ = findings_in(layer)
        known, found = blocks.get(FIT), blocks.get(FITTED)
        if isinstance(known, KnownTargets):
            reached = (
                {name: one.target for name, one in found.targets.items()} if isinstance(found, Fitted) else {}
            )
            if reached != known.targets:
                yield layer.place.file, dict(known.targets)


def depth(file: str) -> int:
    """Return how many files a file extends."""
    return len(read_layers(file)[0]) - 1


def played_file(file: str, block: Fitted) -> str:
    """Return the file that was played for a block, as complaints call it."""
    return beside(file, block.played)


def _no_layer(played: str, file: str) -> str:
    """Say why a file is neither the one in which a block stands nor one that extends it; else nothing."""
    try:
        layers = [resolved(layer.place.file) for layer in read_layers(played)[0]]
    except ScenarioError:
        return f"{played}, which was played, cannot be read"
    return "" if resolved(file) in layers else f"{played}, which was played, does not extend {file}"


def _why_not(file: str, scenario: Scenario | None, played: str, kept: str) -> str:
    """Say why a block does not fit the world of the file that was played; nothing where it does."""
    is_given = resolved(played) == resolved(file)
    try:
        world = scenario if is_given and scenario is not None else load(played)
    except ScenarioError:
        return f"{played} cannot be read; see: simulator check {played}"
    if fingerprint(world) != kept:
        return f"the world of {played} is another now than the one that was played"
    return ""


def _set_otherwise(file: str, scenario: Scenario | None, played: str, block: Fitted) -> str:
    """Return a setting that was fitted and that a file sets otherwise than the one that was played."""
    if resolved(played) == resolved(file):
        return ""
    try:
        mine, theirs = (world.model_dump(mode="json") for world in (scenario or load(file), load(played)))
    except ScenarioError:
        return ""
    for key in block.settings:
        for place, value in _values(theirs, tuple(key.split("."))):
            other = dict(_values(mine, place)).get(place)
            if other is not None and other != value:
                return ".".join(place)
    return ""


def _values(
    part: Any, way: tuple[str, ...], place: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield places and values of what a way leads to, in which * stands for every name."""
    if not way:
        yield place, part
    elif isinstance(part, dict):
        for key in part if way[0] == "*" else (way[0],):
            if key in part:
                yield from _values(part[key], way[1:], (*place, key))


def of_block(block: Record) -> str:
    """Return the key under which a block stands."""
    return FITTED if isinstance(block, Fitted) else PROBED
