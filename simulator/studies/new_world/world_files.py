"""World files: the files of a new world by name, checked as `simulator check` does before any is written."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from simulator.market.setup.build_channel import channel_faults
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from simulator.studies.new_world.known_market import AND, KnownMarket, KnownMarketError
from simulator.studies.new_world.world_size import world_size
from simulator.studies.new_world.world_text import fit_text, other_way_text, world_text


def world_files(market: KnownMarket, file: Path) -> dict[Path, str]:
    """Return the text of each file of a new world: *file* itself, and one beside it for each further way.

    Plays and writes nothing. Raises KnownMarketError for what makes no world.
    """
    size = world_size(market)
    first, *others = market.ways
    texts = {file: world_text(market, size, first) + fit_text(market, size)}
    for way in others:
        name = f"{file.stem}_{way.replace(AND, '_and_')}{file.suffix}"
        texts[file.with_name(name)] = other_way_text(market, file.name, way)
    _refuse_faults(texts)
    return texts


def write_world(texts: Mapping[Path, str]) -> None:
    """Write files that are not there yet: all of them, or none.

    Raises KnownMarketError where one is there, or cannot be written.
    """
    there = [path for path in texts if path.exists() or path.is_symlink()]
    if there:
        raise KnownMarketError(f"{there[0]}: is there already, and is not written over; name another file")
    with ExitStack() as written:
        for path, text in texts.items():
            try:
                with path.open("x", encoding="utf-8", newline="\n") as new:
                    written.callback(path.unlink, missing_ok=True)
                    new.write(text)
            except (OSError, ValueError) as wrong:
                told = getattr(wrong, "strerror", None) or wrong
                raise KnownMarketError(f"{path}: cannot be written: {told}") from None
        written.pop_all()


def _refuse_faults(texts: Mapping[Path, str]) -> None:
    """Refuse files that are no scenarios: what is wrong is then a setting of a way that no default suits."""
    with TemporaryDirectory() as folder:
        for path, text in texts.items():
            Path(folder, path.name).write_text(text, encoding="utf-8")
        for path in texts:
            try:
                load(Path(folder, path.name), also=channel_faults)
            except ScenarioError as wrong:
                told = "; ".join(f"{one.key}: {one.text}" for one in wrong.complaints)
                raise KnownMarketError(f"{path.name}: would be no scenario: {told}") from None
