"""Kept: what was measured for each block, run by run, and which question it answers."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from .plays import Values
from .questions import Block, questions

FILE = Path(__file__).with_name("measured.json")
FIGURES = 12


def kept(file: Path = FILE) -> dict[str, Values]:
    """Read the values of each block, none for a question that has changed since."""
    if not file.exists():
        return {}
    found: dict[str, Values] = {}
    stored = json.loads(file.read_text(encoding="utf-8"))
    for name, block in questions().items():
        entry = stored.get(name)
        if entry is not None and entry["question"] == block.mark:
            rows = dict.fromkeys(row for line in block.lines for row in line.rows)
            found[name] = dict(zip(rows, entry["values"], strict=True))
    return found


def keep(blocks: Iterable[Block], values: Mapping[str, Values], file: Path = FILE) -> None:
    """Write the values of blocks that were played; what is kept of others stays while they are asked for."""
    stored = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    for block in blocks:
        if block.name in values:
            rows = [[float(f"{v:.{FIGURES}g}") for v in own] for own in values[block.name].values()]
            stored[block.name] = {"question": block.mark, "values": rows}
    told = {name: stored[name] for name in sorted(questions()) if name in stored}
    lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(entry)}" for name, entry in told.items())
    file.write_text("{\n" + lines + "\n}\n", encoding="utf-8")
