"""Write findings: values and a block put into the text of a scenario file, all else left as it stands.

A value is written over the one that stands there, at its own line and column; one that a file leaves to its
default is put first in its block. The new text is read again before it takes the place of the old one, at
once: it must say what the old one said, and what was put in.
"""

import os
import stat
from collections.abc import Mapping as Values
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from simulator.base.record import Record
from simulator.scenario.errors.scenario_error import Complaint, ScenarioError
from simulator.scenario.kept.block_text import block_text, with_block
from simulator.scenario.schema import Scenario
from simulator.scenario.yaml.file_references import resolved
from simulator.scenario.yaml.former_keys import rename_former_keys
from simulator.scenario.yaml.node_types import types_of
from simulator.scenario.yaml.nodes import Listing, Mapping, Node, Scalar, plain
from simulator.scenario.yaml.read import read_nodes
from simulator.scenario.yaml.shipped_files import is_shipped
from simulator.scenario.yaml.text_file import read_text

type Keys = tuple[str, ...]

BYTE_ORDER_MARK = "\ufeff"


def write_findings(file: str, key: str, block: Record, values: Values[Keys, float]) -> None:
    """Put values, by the keys that lead to them, and a block under a key into a scenario file.

    Raises a ScenarioError, and nothing is written, where that cannot be done.
    """
    if is_shipped(file):
        instead = "write into a file that extends it"
        raise _refusal(file, f"comes with the simulator and is not written to; {instead}")
    path = resolved(file)
    text = read_text(path, file)
    root, before = _read(text, file)
    changed = text
    wanted = plain(root)
    for keys, value in _last_first(root, values):
        changed = _with_value(changed, root, keys, value, file)
        _put(wanted, keys, value)
    told = block.model_dump(mode="json", exclude_defaults=True)
    end = _line_end(text)
    changed = with_block(changed, key, block_text(key, told, end), end)
    wanted[key] = told
    after, complaints = _read(changed, file)
    if plain(after) != wanted or len(complaints) > len(before):
        raise _refusal(file, "cannot be written into as it stands; write a key a line, without anchors")
    _replace(path, changed, file)


def _read(text: str, file: str) -> tuple[Node, list[Complaint]]:
    """Return what a text says, in today's words, and what is wrong with it."""
    root, complaints = read_nodes(text, file)
    today, twice = rename_former_keys(root, types_of(Scenario))
    return today, complaints + twice


def _last_first(root: Node, values: Values[Keys, float]) -> list[tuple[Keys, float]]:
    """Return the values so that none moves the place of another that is yet to be written."""

    def place(keys: Keys) -> tuple[int, int]:
        node = _node(root, keys)[0]
        return node.place.line, node.place.column

    return sorted(values.items(), key=lambda item: place(item[0]), reverse=True)


def _node(root: Node, keys: Keys) -> tuple[Node, Keys]:
    """Return the node that keys lead to, as far as it goes, and the keys that are left."""
    node = root
    for at, key in enumerate(keys):
        below = None
        if isinstance(node, Mapping):
            below = node.node(key)
            if below is None and key == "0":
                continue
        elif isinstance(node, Listing) and key.isdigit() and int(key) < len(node.items):
            below = node.items[int(key)]
        if below is None:
            return node, keys[at:]
        node = below
    return node, ()


def _with_value(text: str, root: Node, keys: Keys, value: float, file: str) -> str:
    node, left = _node(root, keys)
    told = ".".join(keys)
    lines = text.splitlines(keepends=True)
    line, column = node.place.line - 1, node.place.column - 1
    if isinstance(node, Scalar) and not left:
        if not lines[line].startswith(node.text, column):
            raise _refusal(file, f"{told}: the number does not stand where it is read", node.place.line)
        head, rest = lines[line][:column], lines[line][column + len(node.text) :]
        lines[line] = head + repr(value) + _in_place(rest, len(repr(value)) - len(node.text))
        return "".join(lines)
    if not isinstance(node, Mapping) or not left:
        raise _refusal(file, f"{told}: is no place for a number", node.place.line)
    entry = f"{left[-1]}: {value!r}"
    for key in reversed(left[:-1]):
        entry = f"{key}: {{{entry}}}"
    if lines[line].startswith("{", column):
        rest = lines[line][column + 1 :]
        more = ", " if node.entries else ""
        lines[line] = f"{lines[line][: column + 1]}{entry}{more}{rest}"
    else:
        first = next(iter(node.entries.values())).key
        indent = " " * (first.column - 1)
        head = lines[first.line - 1][: first.column - 1]
        rest = lines[first.line - 1][first.column - 1 :]
        lines[first.line - 1] = f"{head}{entry}{_line_end(text)}{indent}{rest}"
    return "".join(lines)


def _in_place(rest: str, longer: int) -> str:
    """Return the rest of a line behind a value that became longer, its comment in the same column."""
    gap = len(rest) - len(rest.lstrip(" "))
    is_comment = gap > 0 and rest.lstrip(" ").startswith("#")
    return " " * max(1, gap - longer) + rest.lstrip(" ") if is_comment else rest


def _put(whole: Any, keys: Keys, value: float) -> None:
    """Put a value into plain content."""
    *above, last = keys
    for key in above:
        if isinstance(whole, list):
            whole = whole[int(key)]
        elif key in whole or key != "0":
            whole = whole.setdefault(key, {})
    whole[int(last) if isinstance(whole, list) else last] = value


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _replace(path: Path, text: str, file: str) -> None:
    """Put a text in the place of a file at once: a reader sees the old one or the new one."""
    mark = BYTE_ORDER_MARK if path.read_bytes().startswith(BYTE_ORDER_MARK.encode()) else ""
    fresh: Path | None = None
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        with NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as new:
            fresh = Path(new.name)
            new.write((mark + text).encode())
            new.flush()
            os.fsync(new.fileno())
        fresh.chmod(mode)
        fresh.replace(path)
    except OSError as wrong:
        raise _refusal(file, f"cannot be written: {wrong.strerror or wrong}") from None
    finally:
        if fresh is not None:
            fresh.unlink(missing_ok=True)


def _refusal(file: str, text: str, line: int = 0) -> ScenarioError:
    return ScenarioError([Complaint(file, line, 1 if line else 0, "", text)])
