"""Model version: package version and a digest of the code that numbers depend on.

Rooms that only play and show runs are left out of the digest, the metrics are in it: other code is another
model, and runs kept by an earlier one are played again.
"""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

NOT_THE_MODEL = ("studies", "views")
"""Rooms that play and show runs, and change nothing in them."""


@cache
def model_version() -> str:
    """Return the version of the package, and a digest of all code that a run's numbers depend on."""
    root = Path(__file__).parents[2]
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        inside = path.relative_to(root)
        if inside.parts[0] not in NOT_THE_MODEL:
            digest.update(f"{inside.as_posix()}\0".encode() + path.read_bytes())
    try:
        said = version("channel-simulator")
    except PackageNotFoundError:
        said = "unknown"
    return f"{said}+{digest.hexdigest()[:12]}"
