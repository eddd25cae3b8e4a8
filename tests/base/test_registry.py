"""Registry: a room is opened whole before anything is answered of it, in every thread."""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from simulator.base.registry import Registry

ROOM = "slow_room_of_entries"


@pytest.fixture
def registry(tmp_path, monkeypatch):
    """Return a registry of two files, the second of which takes its time."""
    room = tmp_path / ROOM
    room.mkdir()
    (room / "__init__.py").write_text("")
    for name, wait in (("one", 0.0), ("two", 0.2)):
        (room / f"{name}.py").write_text(
            f"import sys, time\ntime.sleep({wait})\nsys.modules['{ROOM}_registry'].register('{name}')(1)\n"
        )
    made = Registry("entry", room=ROOM)
    monkeypatch.setitem(sys.modules, f"{ROOM}_registry", made)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield made
    for name in made.names():
        made.forget(name)
    for name in [name for name in sys.modules if name.partition(".")[0] == ROOM]:
        del sys.modules[name]


def test_threads_that_look_at_once_all_see_every_entry(registry):
    """None is told that there is no entry which another has not come to yet."""
    together = Barrier(4)

    def look(_):
        together.wait()
        return registry.names()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(look, range(4))) == [["one", "two"]] * 4


def test_a_file_that_looks_into_its_own_room_finds_what_is_there(registry, tmp_path):
    """It is not asked to open the room that it is part of."""
    look = f"import sys\nassert sys.modules['{ROOM}_registry'].names() == ['one']\n"
    (tmp_path / ROOM / "three.py").write_text(look)

    assert registry.names() == ["one", "two"]


def test_a_room_with_a_broken_file_stays_shut(registry, tmp_path):
    """It is told each time, not once, and is never taken for the whole room."""
    (tmp_path / ROOM / "three.py").write_text("1 / 0\n")
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            registry.names()
    (tmp_path / ROOM / "three.py").unlink()
