"""Write a fit: fitted values put where the numbers stand, with the targets as their source.

All numbers of a fit must stand in one file, the played one or one that it extends: the block of the fit
stands there too, and says which file was played.
"""

import math
import os
from collections.abc import Iterable
from pathlib import Path as FilePath

from simulator.scenario.finding_blocks import FITTED, Fitted, FittedTarget, FittedValue
from simulator.scenario.kept.write_kept import write_findings
from simulator.scenario.save import fingerprint
from simulator.scenario.validation.location import locate
from simulator.scenario.yaml.extends import extended, read_layers
from simulator.scenario.yaml.file_references import resolved
from simulator.scenario.yaml.nodes import Listing, Mapping, Node
from simulator.scenario.yaml.shipped_files import is_shipped
from simulator.studies.fitting.fit_error import FitError
from simulator.studies.fitting.fit_findings import Fit
from simulator.studies.fitting.free_setting import FreeSetting, Path
from simulator.studies.runs.model_version import model_version


def file_of_settings(file: str, settings: Iterable[FreeSetting]) -> str:
    """Return the one file in which all the numbers of settings stand; FitError where there is none."""
    layers, complaints = read_layers(file)
    root, _ = extended(layers, complaints)
    stands: dict[str, list[str]] = {}
    for setting in settings:
        for path in setting.paths:
            place = locate(root, keys_in(root, path)).place
            stands.setdefault(place.file, []).append(".".join(path))
    others = [one for one in stands if one not in {layer.place.file for layer in layers}]
    if others:
        raise FitError(f"--write: {stands[others[0]][0]} stands in {others[0]}, which is no scenario file")
    if len(stands) > 1:
        told = "; ".join(f"{keys[0]} in {one}" for one, keys in stands.items())
        raise FitError(
            f"--write: the numbers stand in several files ({told}); fit those of one file at a time"
        )
    (file,) = stands
    if is_shipped(file):
        told = "say them in a file of your own, which extends it"
        raise FitError(f"--write: the numbers stand in {file}, which is not written to; {told}")
    return file


def write_fit(found: Fit, file: str) -> str:
    """Write the values and the block of a fit that played a file, and return the file that was written.

    Raises FitError or ScenarioError, and nothing is written, where they cannot be.
    """
    to = file_of_settings(file, (one.setting for one in found.settings))
    root = read_layers(to)[0][0]
    values = {keys_in(root, path): value for one in found.settings for path, value in one.values.items()}
    write_findings(to, FITTED, block_of(found, _relative(file, to)), values)
    return to


def block_of(found: Fit, played: str) -> Fitted:
    """Return the block that a fit leaves in a file."""
    settings = {
        one.key: FittedValue(
            start=_exactly(one.start),
            value=_exactly(one.estimate.mean),
            low=_end(one.estimate.low),
            high=_end(one.estimate.high),
            ends=list(one.setting.ends) if one.setting.ends else None,
        )
        for one in found.settings
    }
    targets = {
        one.target.name: FittedTarget(
            target=one.target.value,
            reached=_exactly(one.reached.mean),
            residual=_exactly(one.residual.mean),
            low=_end(one.residual.low),
            high=_end(one.residual.high),
            unit=one.target.unit,
        )
        for one in found.targets
    }
    return Fitted(
        played=played,
        hash=fingerprint(found.scenario),
        model=model_version(),
        seeds=list(found.seeds),
        tolerance=found.tolerance,
        enlarged=found.times if found.times > 1 else None,
        settings=settings,
        targets=targets,
    )


def keys_in(root: Node, path: Path) -> Path:
    """Return the keys by which a file has a setting: one distribution model stands with or without a list."""
    node: Node | None = root
    keys: list[str] = []
    for key in path:
        if isinstance(node, Listing) and not key.isdigit() and len(node.items) == 1:
            keys.append("0")
            node = node.items[0]
        keys.append(key)
        if isinstance(node, Mapping):
            node = node.node(key)
        elif isinstance(node, Listing) and key.isdigit() and int(key) < len(node.items):
            node = node.items[int(key)]
        else:
            node = None
    return tuple(keys)


def _relative(file: str, to: str) -> str:
    """Return the way from the file that is written to the one that was played."""
    return FilePath(os.path.relpath(resolved(file), resolved(to).parent)).as_posix()


def _exactly(value: float) -> float:
    """Return a number to six significant digits."""
    return float(f"{value:.6g}")


def _end(value: float) -> float | None:
    return _exactly(value) if math.isfinite(value) else None
