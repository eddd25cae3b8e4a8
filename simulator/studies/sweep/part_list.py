"""Part list: the names of all parts that were written to a sweep folder, kept beside them.

A part's own name vouches for its bytes, but not that it is the one that was written: whoever rewrites a part
can give it its right digest. The list can tell, and it can tell which part is gone.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from simulator.studies.sweep.part_files import write_whole

LIST = "list.json"


def write_list(folder: Path, names: Iterable[str]) -> None:
    """Write the names of the parts of a folder. OSError where the disk does not take it."""
    write_whole(folder / LIST, (json.dumps(sorted(names), indent=1) + "\n").encode())


def read_list(folder: Path) -> frozenset[str] | None:
    """Return the names of the parts that were written; None if there is no list, or a damaged one."""
    try:
        said = json.loads((folder / LIST).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        return None
    is_list = isinstance(said, list) and all(isinstance(name, str) for name in said)
    return frozenset(said) if is_list else None
