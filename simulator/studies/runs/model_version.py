"""Model version: package version and a digest of the code that numbers depend on.

Rooms that only play and show runs are left out of the digest, the metrics are in it: other code is another
model, and runs kept by an earlier one are played again. Other words in docstrings and comments are not.
"""

import hashlib
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

NOT_THE_MODEL = ("studies", "views")
"""Rooms that play and show runs, and change nothing in them."""


WORDS = re.compile(r'^[ \t]*(?:r?"""(?:[^\\]|\\.)*?"""[ \t]*|#[^\n]*)\n', re.MULTILINE | re.DOTALL)
"""Docstrings, those of attributes too, and comments, where they have lines of their own."""


def code_of(text: str) -> str:
    """Return the text of a file without docstrings and comments that have lines of their own."""
    return WORDS.sub("", text)


@cache
def model_version() -> str:
    """Return the version of the package, and a digest of all code that a run's numbers depend on."""
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
