"""File references: a file named by a scenario file, found beside it or below.

Paths are relative to the file in which they are written. What would lead out of its folder, links
followed, is refused: a scenario that was handed over reads nothing else.
"""

import os
from pathlib import Path
from typing import NoReturn

from simulator.scenario.errors.quoting import shortened
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.yaml.nodes import Node, Scalar

LONGEST_PATH = 400


def referenced_file(node: Node, key: str, naming: str, what: str) -> str:
    """Return the file that a node under a key names, as complaints call it.

    *naming* is the file in which it is named; *what* says what kind of file it should be.
    """
    written = node.value if isinstance(node, Scalar) else None
    if not isinstance(written, str) or not 0 < len(written) <= LONGEST_PATH:
        _refuse(node, key, f"should be the path of {what}")
    quoted = f"'{shortened(written)}'"
    if Path(written).is_absolute() or Path(written).drive:
        _refuse(node, key, f"{quoted} is an absolute path; it must be relative to this file")
    folder = resolved(naming).parent
    try:
        found = (folder / written).resolve()
    except (OSError, ValueError, RuntimeError):
        _refuse(node, key, f"{quoted} is no path of a file")
    if not found.is_relative_to(folder):
        _refuse(
            node,
            key,
            f"{quoted} leads out of this file's folder, which it may not; put a copy of it there",
        )
    beside = os.path.normpath(Path(naming).parent / written)
    return beside if resolved(beside) == found else str(found)


def resolved(shown: str) -> Path:
    """Return the path with all links followed, as far as that goes."""
    try:
        return Path(shown).resolve()
    except (OSError, ValueError, RuntimeError):
        return Path(shown)


def _refuse(node: Node, key: str, text: str) -> NoReturn:
    raise ScenarioError([node.place.complaint(key, text)])
