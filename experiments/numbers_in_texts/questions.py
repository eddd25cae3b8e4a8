"""Questions behind the numbers in texts: read from `questions.yaml`, each with the block that it fills."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from simulator.domain.registries import METRICS
from simulator.studies.runs.questions import unit_of

FILE = Path(__file__).with_name("questions.yaml")
KEYS = {"says", "form", "of", "metric", "expression", "unit"}
FORMS = ("level", "difference", "ratio", "most", "least")


@dataclass(frozen=True)
class Row:
    """One number of every run: a play, and the metric or Python expression that its ledger answers."""

    play: str
    """Scenario and its settings, such as ``espresso_chain weeks=26``; empty for an expression of a file."""
    metric: str
    """Metric, such as ``bullwhip:tier=manufacturer``, or the expression."""
    is_expression: bool = False


@dataclass(frozen=True)
class Line:
    """One line of a block: its words, its rows, and how rows become one statement."""

    says: str
    form: str
    rows: tuple[Row, ...]
    unit: str
    weights: tuple[float, ...] = ()


@dataclass(frozen=True)
class Block:
    """A named block of a text, and what stands in it."""

    name: str
    file: str
    seeds: tuple[int, ...]
    lines: tuple[Line, ...]
    evaluates: str = ""
    """Notebook or script in which expressions are evaluated, instead of plays."""
    prints: str = ""
    """Command whose output is the block."""
    needs: str = ""
    """Package without which the block cannot be replayed."""

    @property
    def can_be_played(self) -> bool:
        """Say whether what it needs is installed."""
        return not self.needs or find_spec(self.needs) is not None

    @property
    def mark(self) -> str:
        """Return a digest of what is played and asked: stored values answer this question and no other."""
        asked = [
            list(self.seeds),
            self.evaluates,
            [[r.play, r.metric] for one in self.lines for r in one.rows],
        ]
        return sha256(json.dumps(asked).encode()).hexdigest()[:12]


def questions(file: Path = FILE) -> dict[str, Block]:
    """Read the blocks by name; ValueError for a line that makes no sense."""
    found: Mapping[str, Any] = YAML(typ="safe").load(file)
    usual = int(found["seeds"])
    return {name: _block(name, entry, usual) for name, entry in found["blocks"].items()}


def exceptions(file: Path = FILE) -> dict[str, list[str]]:
    """Read the phrases with numbers that are no results, by file."""
    told: dict[str, list[str]] = YAML(typ="safe").load(file)["no_results"]
    return told


def _block(name: str, entry: Mapping[str, Any], usual: int) -> Block:
    seeds = entry.get("seeds", usual)
    lines = tuple(_line(name, one) for one in entry.get("lines", ()))
    return Block(
        name,
        entry["in"],
        tuple(seeds) if isinstance(seeds, Sequence) else tuple(range(1, seeds + 1)),
        lines,
        entry.get("evaluates", ""),
        entry.get("prints", ""),
        entry.get("needs", ""),
    )


def _line(name: str, entry: Mapping[str, Any]) -> Line:
    if strange := set(entry) - KEYS:
        raise ValueError(f"{name}: no line has {', '.join(sorted(strange))}")
    form = entry.get("form", "level")
    if form not in FORMS:
        raise ValueError(f"{name}: '{form}' is none of {', '.join(FORMS)}")
    of = entry.get("of", "")
    plays = of if isinstance(of, Mapping) else dict.fromkeys([of] if isinstance(of, str) else of, 1.0)
    asked = entry.get("metric") or entry.get("expression")
    every = [asked] if isinstance(asked, str) else list(asked)
    every *= len(plays) if len(every) == 1 else 1
    names = list(plays) * (len(every) if len(plays) == 1 else 1)
    rows = tuple(Row(p, m, "expression" in entry) for p, m in zip(names, every, strict=True))
    weights = tuple(float(one) for one in plays.values()) if isinstance(of, Mapping) else ()
    return Line(entry["says"], form, rows, entry.get("unit") or _unit(rows[0]), weights)


def _unit(row: Row) -> str:
    """Return the unit of a metric in the scenario of the row; of an expression, a plain number."""
    if row.is_expression:
        return "index"
    from .plays import scenario_of  # noqa: PLC0415 - plays asks for rows

    return unit_of(METRICS.canonical(row.metric.partition(":")[0]), scenario_of(row.play))
