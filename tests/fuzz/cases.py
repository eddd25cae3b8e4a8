"""Cases: what is brought to a door, drawn from a seed; each can be written on one line and brought again."""

import base64
import json
import random
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

import simulator
from simulator.scenario.load import load
from tests.fuzz.mutate import (
    Raw,
    as_file,
    as_yaml,
    bytes_wrong,
    map_wrong,
    text_wrong,
    value_other,
    value_wrong,
)

TREE = Path(__file__).resolve().parents[2]
SHIPPED = sorted(path.name for path in (TREE / "scenarios").glob("*_*.yaml"))
EXPERIMENTS = sorted(path.name for path in (TREE / "experiments").glob("*.yaml"))
ROSTER, WITH_ROSTER = "espresso_dealers.csv", "espresso_named_dealers.yaml"
NAMED = (simulator.DISTRIBUTION_MODELS, simulator.PRICING, simulator.ORDERING, simulator.INTERVENTIONS,
         simulator.DEMAND_PROCESSES, simulator.ENTRY_EXIT, simulator.ASSORTMENT)  # fmt: skip
"""Registries whose names a file may take."""
SHARES = {"scenario": 40, "--set": 25, "call": 15, "experiment": 10, "roster": 10}
"""How many of a hundred cases come to each door."""


@dataclass(frozen=True)
class Case:
    """One thing brought to a door: a file with its content, settings, or a call's key and value."""

    door: str
    opens: str
    """The file that is asked about, from the folder that holds scenarios and experiments."""
    file: str = ""
    """The file that is written first; none where a shipped one is taken as it is."""
    content: str = ""
    """What it holds, in base64 where it is no text."""
    is_text: bool = True
    words: tuple[str, ...] = ()
    """Settings, or the key and the value [JSON] of a call."""

    def line(self) -> str:
        """Return the case on one line."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, line: str) -> "Case":
        """Return the case that a line says."""
        said = json.loads(line)
        return cls(**{**{key: said[key] for key in said if key != "found"}, "words": tuple(said["words"])})

    @property
    def bytes(self) -> bytes:
        """Return what the file holds."""
        if self.is_text:
            return self.content.encode(errors="surrogatepass")
        return base64.b64decode(self.content)


@cache
def plain(name: str) -> dict[str, Any]:
    """Return all that a shipped scenario says."""
    return load(TREE / "scenarios" / name).model_dump(mode="json")


@cache
def words_of(name: str) -> tuple[str, ...]:
    """Return all keys and texts of a shipped scenario: what may be written somewhere else."""
    found: dict[str, None] = {}

    def gather(part: Any) -> None:
        if isinstance(part, dict):
            found.update(dict.fromkeys(map(str, part)))
            for below in part.values():
                gather(below)
        elif isinstance(part, list):
            for below in part:
                gather(below)
        elif isinstance(part, str) and len(part) < 40:
            found[part] = None

    gather(plain(name))
    for registry in NAMED:
        found.update(dict.fromkeys(registry.names()))
    return tuple(found)


def place_in(whole: Any, luck: random.Random) -> tuple[list[Any], Any]:
    """Return the keys that lead to some part of a tree, and the part."""
    keys: list[Any] = []
    while isinstance(whole, dict | list) and whole and (not keys or luck.random() < 0.85):
        keys.append(luck.choice(list(whole) if isinstance(whole, dict) else range(len(whole))))
        whole = whole[keys[-1]]
    return keys, whole


def laid_over(base: dict[str, Any], keys: list[Any], value: Any) -> tuple[str, Any]:
    """Return the first key and what to write there so that *value* stands at *keys*; lists are whole."""
    at: Any = base
    for depth, key in enumerate(keys):
        if isinstance(at, list):
            whole = json.loads(json.dumps(at))
            inner = whole
            for step in keys[depth:-1]:
                inner = inner[step]
            inner[keys[-1]] = value
            keys, value = keys[:depth], whole
            break
        at = at[key]
    for key in reversed(keys[1:]):
        value = {key: value}
    return str(keys[0]), value


def overlay(name: str, luck: random.Random) -> str:
    """Return a file that extends a shipped one and changes a few things at any depth."""
    whole: dict[str, Any] = {"extends": name}
    gentle = luck.random() < 0.5
    for _ in range(luck.choice([1, 2, 4] if gentle else [1, 1, 1, 2, 3])):
        keys, value = place_in(plain(name), luck)
        change = value_other if gentle else value_wrong
        key, changed = laid_over(plain(name), keys, change(value, luck, words_of(name)))
        whole[key] = changed
    return as_file(whole if gentle or luck.random() < 0.9 else map_wrong(whole, luck, words_of(name)))


def mangled(text: str, luck: random.Random) -> tuple[str, bool]:
    """Return a text with wrong pieces, or base64 of it with wrong bytes; and whether it is text."""
    if luck.random() < 0.6:
        return text_wrong(text, luck), True
    return base64.b64encode(bytes_wrong(text.encode(), luck)).decode(), False


def a_scenario(luck: random.Random) -> Case:
    """Return a shipped scenario, changed by an overlay or in its own text."""
    name = luck.choice(SHIPPED)
    file = "scenarios/mutated.yaml"
    if luck.random() < 0.75:
        return Case("scenario", file, file, overlay(name, luck))
    text = (TREE / "scenarios" / name).read_text(encoding="utf-8")
    return Case("scenario", file, file, *mangled(text, luck))


def an_experiment(luck: random.Random) -> Case:
    """Return a shipped experiment, changed in its settings or in its text."""
    file = "experiments/mutated.yaml"
    text = (TREE / "experiments" / luck.choice(EXPERIMENTS)).read_text(encoding="utf-8")
    if luck.random() < 0.3:
        return Case("experiment", file, file, *mangled(text, luck))
    whole = json.loads(json.dumps(YAML(typ="safe").load(text)))
    words = tuple(words_of(luck.choice(SHIPPED)))
    for _ in range(luck.choice([1, 1, 2])):
        whole = map_wrong(whole, luck, words) if isinstance(whole, dict) else whole
    return Case("experiment", file, file, as_file(whole))


def a_roster(luck: random.Random) -> Case:
    """Return the shipped list of members, with wrong cells, columns, rows or bytes."""
    text = (TREE / "scenarios" / ROSTER).read_text(encoding="utf-8")
    file, opens = f"scenarios/{ROSTER}", f"scenarios/{WITH_ROSTER}"
    if luck.random() < 0.3:
        return Case("roster", opens, file, *mangled(text, luck))
    rows = [line.split(",") for line in text.splitlines()]
    for _ in range(luck.choice([1, 1, 2, 3])):
        row = luck.randrange(len(rows))
        column = luck.randrange(len(rows[row]) or 1)
        kind = luck.random()
        if kind < 0.6 and rows[row]:
            cell = rows[row][column]
            value: Any = float(cell) if cell.replace(".", "").isdigit() else cell
            rows[row][column] = str(value_wrong(value, luck, words_of(WITH_ROSTER)))
        elif kind < 0.7:
            rows.insert(row, list(rows[row]) * luck.choice([1, 1, 2]))
        elif kind < 0.8:
            del rows[row][column : column + 1]
        elif kind < 0.9:
            rows = rows[:row] + rows[row + 1 :] or [[""]]
        else:
            rows += [[f"{rows[-1][0]}{n}", *rows[-1][1:]] for n in range(luck.choice([3, 400]))]
    return Case("roster", opens, file, luck.choice(["\n", "\n", "\r\n"]).join(map(",".join, rows)))


def a_setting(luck: random.Random) -> Case:
    """Return one to three settings of the command line, for a shipped scenario."""
    name = luck.choice(SHIPPED)
    words = []
    for _ in range(luck.choice([1, 1, 2, 3])):
        keys, value = place_in(plain(name), luck)
        wrong = (value_other if luck.random() < 0.5 else value_wrong)(value, luck, words_of(name))
        written = wrong if isinstance(wrong, str) and not isinstance(wrong, Raw) else as_yaml(wrong)
        word = f"{'.'.join(map(str, keys))}={written}"
        words.append(text_wrong(word, luck) if luck.random() < 0.15 else word)
    return Case("--set", f"scenarios/{name}", words=tuple(words))


def a_call(luck: random.Random) -> Case:
    """Return a shipped scenario and one of its keys with another value, for `changed` and its like."""
    name = luck.choice(SHIPPED)
    key = luck.choice(list(plain(name)))
    value = (value_other if luck.random() < 0.5 else value_wrong)(plain(name)[key], luck, words_of(name))
    return Case(
        "call",
        f"scenarios/{name}",
        words=(
            luck.choice(["changed", "changed", "set", "seed", "measure", "experiment", "using"]),
            key,
            json.dumps(value),
        ),
    )


DOORS: dict[str, Callable[[random.Random], Case]] = {
    "scenario": a_scenario,
    "--set": a_setting,
    "call": a_call,
    "experiment": an_experiment,
    "roster": a_roster,
}


def drawn(seed: int, number: int) -> Case:
    """Return a case by its number, the same every time."""
    luck = random.Random(f"{seed} {number}")
    (door,) = luck.choices(list(SHARES), list(SHARES.values()))
    return DOORS[door](luck)
