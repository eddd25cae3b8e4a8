"""Target files: the targets of a folder, one a file.

Files whose names begin with `_` are what targets share; they import them relatively. A folder is made a
package for it under a name of its own, so it need not be on Python's path.
"""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from zlib import crc32

from simulator.base.input_error import InputError
from simulator.base.registry import suggestion
from simulator.studies.validation.targets import NotBuilt, Target

MISSING = "_not_built"
"""The file that says which published results the simulator has no mechanism for."""


class TargetFileError(InputError, ValueError):
    """A folder or a file from which no target can be had; the message says which and why."""


def targets_in(folder: str | Path, asked: Sequence[str] = ()) -> dict[str, Target]:
    """Return the targets of a folder by the names of their files: all, or some, in the order asked.

    Raises TargetFileError for a folder without targets, a name that no file has, and a broken file.
    """
    place = Path(folder)
    names = names_in(place)
    for name in asked:
        if name not in names:
            raise TargetFileError(f"no target called {name!r} in {place}; {suggestion(name, names)}")
    return {name: _target(place, name) for name in dict.fromkeys(asked or names)}


def names_in(place: Path) -> list[str]:
    """Return the names of a folder's target files, in order; names that begin with `_` do not count."""
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
    target = said_in(place, name, "TARGET", Target)
    if not target.mutants:
        raise TargetFileError(f"{place / name}.py: names no mutant, so nobody knows whether it can be missed")
    return target


def not_built_in(folder: str | Path) -> tuple[NotBuilt, ...]:
    """Return the results that the folder's file `_not_built.py` lists; none without such a file."""
    place = Path(folder)
    if not (place / f"{MISSING}.py").is_file():
        return ()
    return tuple(said_in(place, MISSING, "NOT_BUILT", tuple))


def said_in[T](place: Path, name: str, what: str, kind: type[T]) -> T:
    """Import a file and return the object of a name; errors are reported with their place."""
    file = place / f"{name}.py"
    if not name.isidentifier():
        raise TargetFileError(f"{file}: its name is no Python name")
    try:
        said = getattr(importlib.import_module(f"{_package(place)}.{name}"), what, None)
    except SyntaxError as wrong:
        raise TargetFileError(f"{wrong.filename}:{wrong.lineno}:{wrong.offset}: {wrong.msg}") from None
    except Exception as wrong:
        raise TargetFileError(f"{file}:{_line(wrong, file)}: {type(wrong).__name__}: {wrong}") from wrong
    if not isinstance(said, kind):
        fault = (
            f"says no {what} = {kind.__name__}(…)"
            if said is None
            else f"{what} is no {kind.__name__} but {said!r}"
        )
        raise TargetFileError(f"{file}: {fault}")
    return said


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
