"""Model version: package version and a digest of the code that numbers depend on.

Rooms that only play and show runs are left out of the digest, the metrics are in it: other code is another
model, and runs kept by an earlier one are played again. Other words in docstrings and comments are not.
"""

import hashlib
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import CodeType
from typing import Any

from simulator.base.registry import Foreign
from simulator.studies.runs.carried_entries import foreign_entries

NOT_THE_MODEL = ("studies", "views", "shipped")
"""Rooms that play and show runs, and change nothing in them, and what is shipped in an installed package."""


WORDS = re.compile(r'^[ \t]*(?:r?"""(?:[^\\]|\\.)*?"""[ \t]*|#[^\n]*)\n', re.MULTILINE | re.DOTALL)
"""Docstrings, also of attributes, and comments, where they have lines of their own."""


def code_of(text: str) -> str:
    """Return the text of a file without docstrings and comments that have lines of their own."""
    return WORDS.sub("", text)


def model_version() -> str:
    """Return the version of the package, and a digest of all code that a run's numbers depend on.

    Where entries were registered outside the simulator, a digest of their code follows: with other entries
    it is another model.
    """
    foreign = foreign_entries()
    if not foreign:
        return _own_version()
    digest = hashlib.sha256()
    for kind, one in foreign:
        digest.update(f"{kind}\0{one.name}\0".encode())
        for part in _code_of(one):
            digest.update(part)
    return f"{_own_version()}.{digest.hexdigest()[:8]}"


def _code_of(one: Foreign) -> Iterator[bytes]:
    """Yield the file that registered an entry; of an entry of a notebook, which has none, its own code.

    What that calls in other cells is not in it.
    """
    file = getattr(sys.modules.get(one.module), "__file__", None)
    if file is not None and Path(file).is_file():
        yield code_of(Path(file).read_text(encoding="utf-8")).encode()
    else:
        yield from _parts(one.entry)


def _parts(entry: Any) -> Iterator[bytes]:
    """Yield what an entry is made of: code and constants of functions, fields of records."""
    entry = getattr(entry, "function", entry)
    code = entry if isinstance(entry, CodeType) else getattr(entry, "__code__", None)
    if code is not None:
        yield code.co_code
        yield repr(code.co_names).encode()
        for constant in code.co_consts:
            yield from _parts(constant)
    elif isinstance(entry, frozenset):
        yield repr(sorted(map(repr, entry))).encode()
    elif isinstance(entry, type):
        yield repr(sorted(getattr(entry, "model_fields", {}).items())).encode()
        for name, member in sorted(vars(entry).items()):
            if hasattr(member, "__code__"):
                yield name.encode()
                yield from _parts(member)
    else:
        yield repr(entry).encode()


@cache
def _own_version() -> str:
    root = Path(__file__).parents[2]
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        inside = path.relative_to(root)
        if inside.parts[0] not in NOT_THE_MODEL:
            code = code_of(path.read_text(encoding="utf-8"))
            digest.update(f"{inside.as_posix()}\0{code}".encode())
    try:
        said = version("channel-simulator")
    except PackageNotFoundError:
        said = "unknown"
    return f"{said}+{digest.hexdigest()[:12]}"
