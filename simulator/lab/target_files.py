"""Target files: the targets of a folder, one a file; who adds a file adds a target.

Files whose names begin with `_` are what targets share; they import them relatively. A folder is made a
package for it under a name of its own, so it need not be on Python's path.
"""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from zlib import crc32

from simulator.ground.registry import suggestion
from simulator.lab.targets import Target


class TargetFileError(ValueError):
    """A folder or a file from which no target can be had; the message says which and why."""


def targets_in(folder: str | Path, asked: Sequence[str] = ()) -> dict[str, Target]:
    """Return the targets of a folder by the names of their files: all, or those asked for, in that order.

    Raises TargetFileError for a folder without targets, a name that no file has, and a broken file.
    """
    place = Path(folder)
    names = _names_in(place)
    for name in asked:
        if name not in names:
            raise TargetFileError(f"no target called '{name}' in {place}; {suggestion(name, names)}")
    return {name: _target(place, name) for name in dict.fromkeys(asked or names)}


def _names_in(place: Path) -> list[str]:
    if not place.is_dir():
        raise TargetFileError(f"{place}: no such folder of targets; run it where one is, or give --folder")
    try:
        names = sorted(file.stem for file in place.glob("*.py") if not file.name.startswith("_"))
    except OSError as wrong:
        raise TargetFileError(f"{place}: {wrong.strerror}") from None
    if not names:
        raise TargetFileError(
            f"{place}: holds no target; each is a file name.py that says TARGET = Target(…)"
        )
    return names


def _target(place: Path, name: str) -> Target:
    """Import a file; whatever goes wrong in it is told with its place."""
    file = place / f"{name}.py"
    if not name.isidentifier():
        raise TargetFileError(f"{file}: its name is no Python name")
    try:
        target = getattr(importlib.import_module(f"{_package(place)}.{name}"), "TARGET", None)
    except SyntaxError as wrong:
        raise TargetFileError(f"{wrong.filename}:{wrong.lineno}:{wrong.offset}: {wrong.msg}") from None
    except Exception as wrong:
        raise TargetFileError(f"{file}:{_line(wrong, file)}: {type(wrong).__name__}: {wrong}") from wrong
    if not isinstance(target, Target):
        said = "says no TARGET = Target(…)" if target is None else f"TARGET is no Target but {target!r}"
        raise TargetFileError(f"{file}: {said}")
    if not target.mutants:
        raise TargetFileError(f"{file}: names no mutant, so nobody knows whether it can be missed")
    return target


def _package(place: Path) -> str:
    """Return the name of the package that stands for a folder."""
    whole = str(place.resolve())
    name = f"validation_targets_{crc32(whole.encode()):08x}"
    if name not in sys.modules:
        package = ModuleType(name)
        package.__path__ = [whole]
        sys.modules[name] = package
    return name


def _line(wrong: BaseException, file: Path) -> int:
    """Return the line of a file in which an error arose, the last one of it; 1 if none did."""
    line, trace = 1, wrong.__traceback__
    while trace is not None:
        if Path(trace.tb_frame.f_code.co_filename) == file.resolve():
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
