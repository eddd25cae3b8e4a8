"""File references: a file named by a scenario file, found beside it or below, or shipped.

Paths are relative to the file in which they are written. What would lead out of its folder, links
followed, is refused: a scenario that was handed over reads nothing else, but what is shipped
(`simulator:espresso`), and what stands in folders that the user names in the variable `SIMULATOR_FOLDERS`.
"""

import os
from pathlib import Path
from typing import NoReturn

from simulator.scenario.errors.quoting import shortened
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.yaml.nodes import Node, Scalar
from simulator.scenario.yaml.shipped_files import is_shipped, no_such_file, shipped_file, shipped_name

LONGEST_PATH = 400
FOLDERS = "SIMULATOR_FOLDERS"
"""The environment variable in which users name folders that scenarios may read from, as PATH names them."""


def referenced_file(node: Node, key: str, naming: str, what: str) -> str:
    """Return the file that a node under a key names, as complaints call it.

    *naming* is the file in which it is named; *what* says what kind of file it should be.
    """
    written = node.value if isinstance(node, Scalar) else None
    if not isinstance(written, str) or not 0 < len(written) <= LONGEST_PATH:
        _refuse(node, key, f"should be the path of {what}")
    quoted = f"'{shortened(written)}'"
    if is_shipped(written):
        if not shipped_file(written).is_file():
            _refuse(node, key, no_such_file(written))
        return written
    if Path(written).is_absolute() or Path(written).drive:
        _refuse(node, key, f"{quoted} is an absolute path; it must be relative to this file")
    folder = resolved(naming).parent
    try:
        found = (folder / written).resolve()
    except (OSError, ValueError, RuntimeError):
        _refuse(node, key, f"{quoted} is no path of a file")
    if not any(found.is_relative_to(allowed) for allowed in (folder, *folders_named())):
        told = f"; put a copy of it there, or name its folder in the variable {FOLDERS}"
        _refuse(node, key, f"{quoted} leads out of this file's folder, which it may not{told}")
    named = beside(naming, written)
    return named if resolved(named) == found else str(found)


def beside(naming: str, written: str) -> str:
    """Return, as complaints call it, the file that a path written in another file leads to."""
    if is_shipped(written):
        return written
    if is_shipped(naming):
        found = (shipped_file(naming).parent / written).resolve()
        return shipped_name(found) or str(found)
    return os.path.normpath(Path(naming).parent / written)


def folders_named() -> list[Path]:
    """Return the folders from which the user lets scenarios read."""
    return [resolved(folder) for folder in os.environ.get(FOLDERS, "").split(os.pathsep) if folder]


def resolved(shown: str) -> Path:
    """Return the path with all links followed, as far as that goes."""
    if is_shipped(shown):
        return shipped_file(shown)
    try:
        return Path(shown).resolve()
    except (OSError, ValueError, RuntimeError):
        return Path(shown)


def _refuse(node: Node, key: str, text: str) -> NoReturn:
    raise ScenarioError([node.place.complaint(key, text)])
