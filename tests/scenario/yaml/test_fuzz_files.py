"""Whatever is in a file, the answer is a scenario or a `ScenarioError`, never anything else."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from simulator.scenario.save import to_yaml
from tests.worlds.small import small_scenario, small_world

pytestmark = pytest.mark.usefixtures("stalls")

PIECES = ["&a ", "*a", "!t ", "<<: *a\n", "? ", ": ", "- ", "[", "]", "{", "}", "\n", "\t", "  ", "#", "|\n",
          ">\n", "'", '"', "---\n", "...\n", "%YAML 1.1\n", "null", "~", ".nan", "-.inf", "1e400", "-1", "0x",
          "9" * 50, "\\", "\\x00", "é", "😀", "\u2028", "\x85", "\r", "extends: x\n", "model: ", "weeks",
          "true", "[]", "{}", "=", "@", "`", ","]  # fmt: skip
WORDS = st.text(max_size=5) | st.sampled_from(["craft", "stalls", "acme"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3),
    max_leaves=6,
)  # fmt: skip
SETTINGS = st.lists(st.sampled_from([*PIECES, *small_world(), ".", "0", "="]), max_size=8).map("".join)
slowly = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def answered(path: Path, content: bytes, *settings_made: str) -> None:
    """Load a file; anything but a scenario and a `ScenarioError` escapes."""
    path.write_bytes(content)
    try:
        load(path, set=settings_made)
    except ScenarioError as wrong:
        told = str(wrong)
        assert told
        assert all(line.startswith((str(path)[:100], "--set", "… and")) for line in told.split("\n"))


@slowly
@given(content=st.binary(max_size=300))
def test_any_bytes(content: bytes, tmp_path: Path) -> None:
    """Bytes that mean nothing."""
    answered(tmp_path / "any.yaml", content)


@slowly
@given(content=st.text(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text(content: str, tmp_path: Path) -> None:
    """Text that means little."""
    answered(tmp_path / "any.yaml", content.encode(errors="surrogatepass"))


@slowly
@given(
    seed=st.integers(0, 10**9), cuts=st.integers(1, 4), pieces=st.lists(st.sampled_from(PIECES), max_size=4)
)
def test_a_right_file_gone_wrong(seed: int, cuts: int, pieces: list[str], tmp_path: Path) -> None:
    """Text that is almost right: pieces are cut out, doubled, or put in."""
    luck = random.Random(seed)
    text = to_yaml(small_scenario()) if luck.random() < 0.7 else json.dumps(small_world(), indent=1)
    for _ in range(cuts):
        start = luck.randrange(len(text))
        end = min(len(text), start + luck.randrange(30))
        text = text[:start] + luck.choice(["", text[start:end] * 2]) + text[end:]
    for piece in pieces:
        at = luck.randrange(len(text) + 1)
        text = text[:at] + piece + text[at:]
    answered(tmp_path / "any.yaml", text.encode())


@slowly
@given(value=VALUES, other=VALUES, seed=st.integers(0, 10**9))
def test_a_right_file_with_a_wrong_value(value: object, other: object, seed: int, tmp_path: Path) -> None:
    """Anything may stand where something else should, at any depth, as a value or as a key."""
    luck = random.Random(seed)
    world = small_world()
    for replacement in (value, other):
        at: object = world
        while isinstance(at, dict | list) and at:
            key = luck.choice(list(at) if isinstance(at, dict) else range(len(at)))
            below = at[key]
            if not isinstance(below, dict | list) or not below or luck.random() < 0.4:
                at[key] = replacement
                break
            at = below
    answered(tmp_path / "any.yaml", json.dumps(world).encode())


@slowly
@given(setting=st.text(max_size=40) | SETTINGS)
def test_any_setting(setting: str, tmp_path: Path) -> None:
    """The command line is no safer than a file."""
    answered(tmp_path / "any.yaml", json.dumps(small_world()).encode(), setting)
