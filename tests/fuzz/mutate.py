"""Mutations: plain settings, words and bytes gone wrong in the ways in which people and programs err."""

import copy
import json
import math
import random
from collections.abc import Sequence
from typing import Any

AGAIN = "\0again"
"""What marks a key that is written a second time."""
NUMBERS = (
    *(0, -0.0, 1, -1, 2, 3, 0.5, 1e-6, 1e-12, 5e-324, 1.0000001, 0.9999999, 99, 1000, 10**6, 10**9, 2**31),
    *(2**53, 2**63 - 1, 2**63, 10**30, 1e15, 1e18, 1e300, -1e300, math.nan, math.inf, -math.inf),
)
TEXTS = (
    *("", " ", "x", "none", "null", "true", "1", "1e3", "0x1F", "1_000", "12:30", "2026-01-01", "*", "a.b.c"),
    *(
        "10 % of $5, 20 % of $6",
        "<b>bold</b>",
        "[red]bold[/red]",
        "[/]",
        "=1+1",
        "@cmd",
        "a\nb",
        "a\x1b[31mb",
    ),
    *("a\x00b", "\u202eback", "é" * 90, "😀", "\ud800", "x" * 3000, "../../etc/passwd", "/dev/zero"),
    *("{{ 7 * 7 }}", "%s %d", "a:b", "- x", "~"),
)
TAGS = ("!!python/object:os.system", "!!binary", "!!set", "!x", "!!float", "!!str", "&a", "*a", "<<:", "? ")
PIECES = (*TAGS, ": ", "- ", "[", "]", "{", "}", "\n", "\t", "  ", "#", "|\n", "'", '"', "---\n",
          ".nan", "-.inf",
          "1e400", "\\x00", "\x85", "\r", "null", "-", ",", "0", "9" * 40, "extends: x\n", "ÿ",
          "%YAML 1.1\n")  # fmt: skip


class Raw(str):
    """Text that is written as it is, without quotes."""

    __slots__ = ()


def number_near(value: float, luck: random.Random) -> Any:
    """Return a number near, beside, or far from one that is right; often it is still right."""
    near = (
        value * 2,
        value / 2,
        value + 1,
        value - 1,
        -value,
        value * 10,
        value / 10,
        value * luck.random(),
        0,
        1,
    )
    found: Any = luck.choice(near) if luck.random() < 0.6 else luck.choice(NUMBERS)
    if isinstance(value, int) and isinstance(found, float) and math.isfinite(found) and luck.random() < 0.8:
        return round(found)
    return found


def value_other(value: Any, luck: random.Random, words: Sequence[str]) -> Any:
    """Return another value that may well be right: a number not far off, the other truth, another word."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return luck.choice(
            [value + 1, max(0, value - 1), value * 2, value // 2, value * 10, 0, 1, value * 10**4]
        )
    if isinstance(value, float):
        return value * luck.choice([0, 0.01, 0.5, 0.9, 1.1, 2, 10, 1e4, 1e9]) or luck.choice([0, 0.1, 1, 20])
    if isinstance(value, list) and value:
        return luck.choice([value[:-1], value[::-1], [value_other(part, luck, words) for part in value]])
    if isinstance(value, dict) and value:
        key = luck.choice(list(value))
        return {**value, key: value_other(value[key], luck, words)}
    return luck.choice([luck.choice(words), value])


def value_wrong(value: Any, luck: random.Random, words: Sequence[str] = ("x",)) -> Any:
    """Return something else for a value: near to it, of another type, longer, tagged, or markup."""
    if luck.random() < 0.15:
        return luck.choice(
            [None, True, [], {}, [value], {"x": value}, luck.choice(NUMBERS), luck.choice(TEXTS),
             Raw(f"{luck.choice(TAGS)} {as_yaml(value)}"), [[value] * 3]]
        )  # fmt: skip
    return _wrong_of_its_type(value, luck, words)


def _wrong_of_its_type(value: Any, luck: random.Random, words: Sequence[str]) -> Any:
    if isinstance(value, list):
        return list_wrong(value, luck, words)
    if isinstance(value, dict):
        return map_wrong(value, luck, words)
    if isinstance(value, bool):
        return luck.choice([not value, "yes", 1, None])
    if isinstance(value, int | float):
        return number_near(value, luck)
    if isinstance(value, str):
        return luck.choice([*luck.choices(words, k=2), value[:-1], value + "x", luck.choice(TEXTS)])
    return luck.choice([*NUMBERS, *TEXTS, *words])


def list_wrong(whole: list[Any], luck: random.Random, words: Sequence[str]) -> list[Any]:
    """Return a list that is longer, shorter, turned round, or wrong in one place."""
    found = copy.deepcopy(whole)
    if not found:
        return [luck.choice([*NUMBERS, *TEXTS, *words])]
    at = luck.randrange(len(found))
    kind = luck.random()
    if kind < 0.2:
        return found + [copy.deepcopy(found[at])] * luck.choice([1, 2, 300])
    if kind < 0.35:
        return found[:at] + found[at + 1 :]
    if kind < 0.45:
        return found[::-1]
    found[at] = value_wrong(found[at], luck, words)
    return found


def map_wrong(whole: dict[str, Any], luck: random.Random, words: Sequence[str]) -> dict[str, Any]:
    """Return a map with a key dropped, renamed, written twice or added, or with a wrong value."""
    found = copy.deepcopy(whole)
    if not found:
        return {luck.choice([*words, *TEXTS]): luck.choice(NUMBERS)}
    key = luck.choice(list(found))
    kind = luck.random()
    if kind < 0.12:
        del found[key]
    elif kind < 0.22:
        found[luck.choice([key[:-1], f"{key}s", key.upper(), luck.choice(words), luck.choice(TEXTS)])] = (
            found.pop(key)
        )
    elif kind < 0.27:
        found[key + AGAIN] = value_wrong(found[key], luck, words)
    elif kind < 0.35:
        found[luck.choice([*words, *TEXTS])] = luck.choice([*NUMBERS, copy.deepcopy(found[key])])
    elif kind < 0.4:
        found[key] = None
    else:
        found[key] = value_wrong(found[key], luck, words)
    return found


def text_wrong(text: str, luck: random.Random) -> str:
    """Return a text with pieces cut out, doubled, or put in."""
    for _ in range(luck.randint(1, 3)):
        start = luck.randrange(len(text) + 1)
        end = min(len(text), start + luck.randrange(30))
        middle = luck.choice(["", text[start:end] * 2, luck.choice(PIECES), luck.choice(TEXTS)])
        text = text[:start] + middle + text[luck.choice([start, end]) :]
    return text


def bytes_wrong(content: bytes, luck: random.Random) -> bytes:
    """Return bytes of which a few are flipped, dropped, or others."""
    found = bytearray(content)
    for _ in range(luck.randint(1, 4)):
        if found:
            at = luck.randrange(len(found))
            found[at : at + 1] = luck.choice(
                [b"", bytes([luck.randrange(256)]), bytes([found[at] ^ (1 << luck.randrange(8))])]
            )
    return bytes(found)


def as_yaml(value: Any) -> str:
    """Return a value in YAML's flow style; text is quoted unless it is `Raw`."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(
                f"{json.dumps(str(key).removesuffix(AGAIN))}: {as_yaml(part)}" for key, part in value.items()
            )
            + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    return json.dumps(value)


def as_file(whole: Any) -> str:
    """Return a map as a file, one line for each of its keys."""
    if not isinstance(whole, dict):
        return as_yaml(whole)
    return "".join(
        f"{json.dumps(str(key).removesuffix(AGAIN))}: {as_yaml(part)}\n" for key, part in whole.items()
    )
