"""Validate values: turn values of a Python call into a scenario, with the sentences that files get.

NumPy's numbers and arrays are read as Python's numbers and lists, entries of registries as their names and
parameters. What no file could hold (a set, an object, a map with other keys than text) is refused.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from pydantic import ValidationError

from simulator.base.record import Record
from simulator.domain.channel.distribution_model import DistributionModel
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.scenario.errors.arguments import ArgumentError, entries_of, quoted_value
from simulator.scenario.errors.scenario_error import Complaint, ScenarioError
from simulator.scenario.schema import Scenario
from simulator.scenario.validation.validate_nodes import validate_nodes
from simulator.scenario.yaml.nodes import Mapping as Map
from simulator.scenario.yaml.nodes import Place, node_of
from simulator.scenario.yaml.read import DEEPEST

MOST_BITS = 1000


def scenario_of_values(values: Mapping[str, Any], place: str, given: Scenario | None = None) -> Scenario:
    """Return the scenario that values say, laid over a *given* one; complaints name the *place*, as a call.

    Raises an `ArgumentError` with everything that is wrong.
    """
    whole = {} if given is None else given.model_dump(mode="json")
    whole |= {key: plain_value(value, place, (key,)) for key, value in values.items()}
    try:
        return Scenario.model_validate_json(json.dumps(whole))
    except ValidationError:
        pass  # the same once more, in the words of files
    try:
        root = node_of(whole, Place(place))
        if isinstance(root, Map):
            return validate_nodes(root, [])
    except ScenarioError as wrong:
        raise ArgumentError(wrong.complaints, wrong.unsaid) from None
    raise TypeError("a map of values makes a map")


def plain_value(value: Any, place: str, keys: tuple[str, ...]) -> Any:
    """Return a value as a file would say it.

    >>> plain_value({"weeks": np.int64(26), "weights": (0.5, 1)}, "here", ())
    {'weeks': 26, 'weights': [0.5, 1]}
    """
    if isinstance(value, DistributionModel):
        return {"model": DISTRIBUTION_MODELS.name_of(type(value)), **value.model_dump(mode="json")}
    if isinstance(value, Record):
        return value.model_dump(mode="json")
    if isinstance(value, np.generic | np.ndarray):
        value = value.tolist()
    if value is None or isinstance(value, str | bool | float):
        return value
    if isinstance(value, int) and value.bit_length() <= MOST_BITS:
        return value
    if len(keys) > DEEPEST:
        raise _refusal(value, place, keys[:3])
    if isinstance(value, Mapping):
        if any(not isinstance(key, str) for key in value):
            raise _refusal(next(key for key in value if not isinstance(key, str)), place, keys)
        return {str(key): plain_value(part, place, (*keys, key)) for key, part in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, bytes | bytearray | set | frozenset):
        parts = entries_of(f"{place}: {'.'.join(keys)}", value, "[1, 2, 3]")
        return [plain_value(part, place, (*keys, str(at))) for at, part in enumerate(parts)]
    raise _refusal(value, place, keys)


def _refusal(value: object, place: str, keys: tuple[str, ...]) -> ArgumentError:
    text = f"{quoted_value(value)} cannot stand in a scenario"
    return ArgumentError([Complaint(place, 0, 0, ".".join(keys), text)])
