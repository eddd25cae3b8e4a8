"""Load: from a scenario file to a scenario, or to every complaint there is about it."""

import os
from collections.abc import Sequence

from simulator.scenario.extending import read_extended
from simulator.scenario.schema import Scenario
from simulator.scenario.setting import with_settings
from simulator.scenario.validating import validated


def load(path: str | os.PathLike[str], *, set: Sequence[str] = ()) -> Scenario:  # noqa: A002 - as `--set`
    """Return the scenario in a file, laid over what it extends, with single values set.

    *set* holds settings as the command line takes them: ``campaigns.0.weekly_budget=100``.
    Raises a `ScenarioError` that holds everything that is wrong, each with file, line and column.
    """
    root, passed_over = read_extended(os.fspath(path))
    root, unset = with_settings(root, set)
    return validated(root, [*passed_over, *unset])
