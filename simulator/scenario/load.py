"""Load: from a scenario file to a scenario, or to every complaint there is about it."""

import os
from collections.abc import Callable, Iterable

from simulator.scenario.checks.inconsistency import Inconsistency, Keys
from simulator.scenario.errors.arguments import entries_of, path_text, text_value
from simulator.scenario.errors.scenario_error import Complaint, ScenarioError
from simulator.scenario.schema import Scenario
from simulator.scenario.validation.location import locate
from simulator.scenario.validation.validate_findings import findings_in
from simulator.scenario.validation.validate_nodes import complaint_at, validate_nodes
from simulator.scenario.yaml.csv_lists import with_csv_lists
from simulator.scenario.yaml.extends import extended, read_extended, read_layers
from simulator.scenario.yaml.model_defaults import with_model_defaults
from simulator.scenario.yaml.nodes import Mapping, Place
from simulator.scenario.yaml.set_option import with_settings

MOST_SETTINGS = 10_000

type AlsoWrong = Callable[[Scenario], Iterable[Inconsistency]]


def load(
    path: str | os.PathLike[str],
    *,
    set: Iterable[str] = (),  # noqa: A002 - as `--set`
    also: AlsoWrong | None = None,
) -> Scenario:
    """Return the scenario in a file, laid over what it extends, with single values set.

    *path* is the scenario file's.
    *set* holds settings as the command line takes them: ``campaigns.0.weekly_budget=100``.
    *also* looks at a scenario that is right in itself, and yields what else is wrong, by its keys.
    Raises a `ScenarioError` that holds everything that is wrong, each with file, line and column.
    """
    layers, unread = read_layers(path_text("path", path))
    misfound = [wrong for layer in layers for wrong in findings_in(layer)[1]]
    root, passed_over = extended(layers, [*unread, *misfound])
    root, unset = with_settings(root, settings_of(set))
    return scenario_of(root, [*passed_over, *unset], also)


def settings_of(settings: Iterable[str]) -> list[str]:
    """Return settings as the command line takes them, from any list of texts."""
    given = entries_of("set", settings, "['weeks=26']", MOST_SETTINGS)
    return [text_value(f"set[{at}]", one) for at, one in enumerate(given)]


def place_in(path: str, key: str, settings: Iterable[str] = ()) -> Place:
    """Return where a file, or a setting of the command line, states what a dotted key names.

    For what is left out, the map that lacks it.
    """
    (place,) = places_in(path, [tuple(key.split("."))], settings)
    return place


def places_in(path: str, found: Iterable[Keys], settings: Iterable[str] = ()) -> list[Place]:
    """Return the same for several settings, each by its keys."""
    root, _ = with_settings(read_extended(path)[0], settings_of(settings))
    return [locate(root, keys).place for keys in found]


def scenario_of(
    root: Mapping, passed_over: Iterable[Complaint] = (), also: AlsoWrong | None = None
) -> Scenario:
    """Return the scenario that nodes describe; for what was *passed over* in making them, see `load`."""
    root, unread = with_csv_lists(root)
    scenario = validate_nodes(with_model_defaults(root), [*passed_over, *unread])
    more = [complaint_at(root, keys, text) for keys, text in also(scenario)] if also else []
    if more:
        raise ScenarioError(more)
    return scenario
