"""Shipped files: scenarios and experiments that come with the simulator, `simulator:NAME` from anywhere.

They travel in the package; where it is used from its source, they are those beside it.
"""

from pathlib import Path

from simulator.scenario.errors.quoting import meant, shortened

PREFIX = "simulator:"
KINDS = ("scenarios", "experiments")
"""The folders in which a name is looked for, in this order."""
ENDING = ".yaml"
_PACKAGE = Path(__file__).resolve().parents[2]


def shipped_folder() -> Path:
    """Return the folder that holds the shipped scenarios and experiments."""
    packed = _PACKAGE / "shipped"
    return packed if packed.is_dir() else _PACKAGE.parent


def is_shipped(shown: str) -> bool:
    """Say whether a path names a shipped file."""
    return shown.startswith(PREFIX)


def shipped_file(shown: str) -> Path:
    """Return the path of a shipped file; of none that there is, a path where no file stands."""
    name = shown.removeprefix(PREFIX).removesuffix(ENDING)
    places = [shipped_folder() / kind / f"{name}{ENDING}" for kind in KINDS if is_named(name)]
    nowhere = shipped_folder() / KINDS[0] / "there is no such file"
    return next((place for place in places if place.is_file()), nowhere)


def is_named(name: str) -> bool:
    """Say whether a text can be the name of a shipped file: it names no folder."""
    return bool(name) and name not in (".", "..") and not set(name) & set("/\\:\0")


def shipped_name(path: Path) -> str | None:
    """Return how a path is named if it is that of a shipped file."""
    folder = shipped_folder()
    if path.suffix == ENDING and path.parent in [folder / kind for kind in KINDS]:
        return f"{PREFIX}{path.stem}"
    return None


def shipped_files() -> list[Path]:
    """Return all shipped scenarios, then all shipped experiments."""
    return [path for kind in KINDS for path in sorted((shipped_folder() / kind).glob(f"*{ENDING}"))]


def title_of(file: Path) -> str:
    """Return the name that a shipped file gives itself."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((line.removeprefix("name:").strip() for line in lines if line.startswith("name:")), file.stem)


def no_such_file(shown: str) -> str:
    """Say that no file is shipped under a name, and which one may be meant."""
    name = shown.removeprefix(PREFIX).removesuffix(ENDING)
    hint = (
        meant(name, [path.stem for path in shipped_files()]) or "; for all there are: simulator list shipped"
    )
    return f"no scenario or experiment '{shortened(name)}' comes with the simulator{hint}"
