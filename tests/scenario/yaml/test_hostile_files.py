"""Files made to break a reader: each is answered with a placed complaint, soon and in little memory."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from math import inf
from pathlib import Path

import pytest

from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from tests.scenario.yaml.hostile_files import MONSTERS, K, file_of
from tests.worlds.small import small_world

SOON = 2.0
"""Seconds of work within which every answer comes."""
LITTLE = 600 * 1024
"""Memory that answering all of them takes at most [KiB]."""
HARNESS = """
import json, sys, time
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
answers = {}
try:
    load("warm_up.yaml")
except ScenarioError:
    pass
for file in json.load(sys.stdin):
    began = time.process_time()
    try:
        answer = ["loaded", repr(load(file))[:200]]
    except ScenarioError as wrong:
        answer = ["ScenarioError", str(wrong)]
    except BaseException as wrong:
        answer = [type(wrong).__name__, str(wrong)[:500]]
    answers[file] = [*answer, time.process_time() - began]
import re, resource
try:  # what a process began with counts among its own in `ru_maxrss`, be it that of who started it
    memory = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
except OSError:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
json.dump([answers, memory], sys.stdout)
"""


def faults_of(name: str, kind: str, text: str, seconds: float, patience: float) -> str:
    """Return what is wrong with an answer; nothing if it is as it should be."""
    file, lines = file_of(name), text.splitlines()
    faults = {
        f"is no complaint but {kind}: {text[:200]}": kind != "ScenarioError",
        f"says something else: {text[:200]}": MONSTERS[name][1] not in text,
        "does not name the file": not all(line.startswith((file, "… and")) for line in lines),
        "is very long": len(text) > 100 * K,
        "cannot be printed": not "".join(lines).isprintable(),
        f"took {seconds:.1f} s": seconds > patience,
    }
    return "; ".join(fault for fault, holds in faults.items() if holds)


@pytest.mark.parametrize(
    ("names", "patience", "room"),
    [
        pytest.param(list(MONSTERS)[::8], inf, inf, id="ever, an eighth"),
        pytest.param(list(MONSTERS), inf, inf, marks=pytest.mark.nightly, id="ever"),
        pytest.param(list(MONSTERS), SOON, LITTLE, marks=pytest.mark.nightly, id="soon"),
    ],
)
def test_every_monster_is_answered_in_place(
    names: list[str], patience: float, room: float, tmp_path: Path
) -> None:
    """One reader, in a process that is given up after some minutes, answers all with short complaints.

    At night it is also measured how much work and memory that takes.
    """
    for name in names:
        text, _ = MONSTERS[name]
        (tmp_path / file_of(name)).write_bytes(text if isinstance(text, bytes) else text.encode())
    (tmp_path / "warm_up.yaml").write_text("weeks: 1", encoding="utf-8")
    asked = json.dumps([file_of(name) for name in names])
    command = [sys.executable, "-c", HARNESS]
    done = subprocess.run(
        command, cwd=tmp_path, input=asked, capture_output=True, text=True, timeout=600, check=True
    )
    answers, memory = json.loads(done.stdout)
    told = {name: faults_of(name, *answers[file_of(name)], patience) for name in names}
    assert {name: fault for name, fault in told.items() if fault} == {}
    assert memory < room


def refused(path: Path | str, **options: object) -> str:
    """Return the complaints about a file."""
    with pytest.raises(ScenarioError) as caught:
        load(path, **options)  # type: ignore[arg-type]
    return str(caught.value)


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    """Folders, pipes, devices, missing files and names that cannot be are complained of, not opened."""
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    for path, why in {
        tmp_path: "it is a folder; name a file in it",
        tmp_path / "pipe.yaml": "is no ordinary file",
        "/dev/zero": "is no ordinary file",
        tmp_path / "nowhere.yaml": "there is no such file",
        tmp_path / "pipe.yaml" / "below": "cannot be read",
        tmp_path / "loop.yaml": "cannot be read",
        tmp_path / ("n" * 5000): "cannot be read",
        "nul\0byte.yaml": "cannot be read",
        "": "it is a folder; name a file in it",
    }.items():
        assert why in refused(path)


def test_a_file_that_may_not_be_read_is_complained_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permission is a matter for its owner."""

    def locked(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "locked.yaml"
    path.write_text("weeks: 3", encoding="utf-8")
    monkeypatch.setattr(os, "open", locked)
    assert refused(path) == f"{path}: cannot be read: Permission denied"


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (
            lambda tree: (tree / "base.yaml").symlink_to(tree.parent / "secret.yaml"),
            "leads out of this file's folder",
        ),
        (lambda tree: os.mkfifo(tree / "base.yaml"), "is no ordinary file"),
        (lambda tree: (tree / "base.yaml").mkdir(), "it is a folder; name a file in it"),
        (lambda tree: (tree / "base.yaml").symlink_to("base.yaml"), "base.yaml"),
        (lambda tree: (tree / "base.yaml").write_bytes(b"x" * 300 * K), "is larger than"),
    ],
)
def test_extends_reaches_no_further_than_the_folder(
    make: Callable[[Path], None], why: str, tmp_path: Path
) -> None:
    """Links are followed before it is asked where a file is; what is found there must be a file."""
    tree = tmp_path / "tree"
    tree.mkdir()
    (tmp_path / "secret.yaml").write_text("weeks: 3", encoding="utf-8")
    make(tree)
    (tree / "top.yaml").write_text("extends: base.yaml", encoding="utf-8")
    told = refused(tree / "top.yaml")
    assert why in told
    assert told.startswith(f"{tree / 'top.yaml'}:1:10: extends: ")


def test_a_chain_of_files_may_be_ten_deep(tmp_path: Path) -> None:
    """The eleventh is refused, at the place that names it; a longer circle is told as a circle."""
    for number in range(14):
        text = f"extends: f{number + 1}.yaml\nname: n{number}\n" if number < 10 else json.dumps(small_world())
        (tmp_path / f"f{number}.yaml").write_text(text, encoding="utf-8")
    assert load(tmp_path / "f0.yaml").name == "n0"
    (tmp_path / "f10.yaml").write_text("extends: f11.yaml", encoding="utf-8")
    assert "f10.yaml:1:10: extends: goes more than 10 files deep" in refused(tmp_path / "f0.yaml")
    (tmp_path / "f3.yaml").write_text("extends: f1.yaml", encoding="utf-8")
    assert "runs in a circle: f1.yaml → f2.yaml → f3.yaml → f1.yaml" in refused(tmp_path / "f0.yaml")


@pytest.mark.parametrize(
    "setting",
    ["", "=", "weeks", "=3", "a..b=3", ".a=3", "weeks=[", "weeks=&a [*a]", "extends=x.yaml",
     "weeks=" + "[" * 9_000, "a." * 4_000 + "a=1", "weeks=" + "9" * 9_000, "w\x1b=1", "weeks=\x00",
     "weeks=\ud800", "weeks=3\n---\n4", "campaigns.0=" + "[1," * 20, "campaigns.99999999999999999999=1",
     "campaigns.-1=1", "campaigns.²=1", "campaigns.x=1", "weeks.a=1", "weeks={a: 1, a: 2}",
     "weeks=!!python/name:os.system 3", "weeks=20_000_000"],
)  # fmt: skip
def test_hostile_settings_are_answered_as_settings(setting: str, tmp_path: Path) -> None:
    """A setting from the command line is placed by itself, on one short line."""
    path = tmp_path / "world.yaml"
    path.write_text(json.dumps(small_world()), encoding="utf-8")
    told = refused(path, set=[setting])
    assert all(line.startswith("--set ") for line in told.splitlines())
    assert len(told) < 2 * K
    assert told.replace("\n", "").isprintable()
