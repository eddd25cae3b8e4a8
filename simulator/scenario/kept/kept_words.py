"""Kept words: what is kept of probes and fits of a world, in sentences for `check` and `describe`."""

from collections.abc import Iterator, Mapping

from simulator.scenario.errors.quoting import shortened
from simulator.scenario.finding_blocks import Fitted, FittedTarget, Probed, ProbedFigure
from simulator.scenario.kept.read_kept import Kept
from simulator.scenario.yaml.shipped_files import is_shipped


def kept_sentences(kept: Kept, model: str = "") -> list[str]:
    """Return what a block says, a sentence each: first what it is and whether it still fits its world.

    *model* is today's version of the model, which a block may not have been played by; empty: not known here,
    for the scenario's floor lies below the model's.
    """
    found = kept.found
    return [_head(kept, model), *(_fitted(found) if isinstance(found, Fitted) else _probed(found))]


def yet_to_fit_sentence(file: str, targets: Mapping[str, float]) -> str:
    """Return what a file is yet to be fitted to, and by which command."""
    told = ", ".join(f"{name} {value:g}" for name, value in targets.items())
    return f"not fitted yet to what 'fit' says, {told}; simulator fit --write {file}"


def _head(kept: Kept, model: str) -> str:
    count = len(kept.found.seeds)
    seeds = f"{count} seed{'s' * (count != 1)}"
    if isinstance(kept.found, Fitted):
        on = "" if kept.played == kept.file else f", played on {kept.played}"
        told = f"fitted in {kept.file}{on}, {seeds}"
        writes = "" if is_shipped(kept.file) else "--write "
        again = f"simulator fit --again {writes}{kept.file}"
    else:
        told, again = f"probed, {seeds}", f"simulator probe --write {kept.file}"
    if kept.set_otherwise:
        told += f"; NOT OF THIS WORLD, which sets {kept.set_otherwise} otherwise"
    if kept.why_not:
        return f"{told}; OUT OF DATE: {kept.why_not}; play it again: {again}"
    if model and kept.found.model != model:
        both = f"{shortened(kept.found.model)}, today {model}"
        return f"{told}; played by another version of the model ({both}): {again} plays it anew"
    return told


def _fitted(found: Fitted) -> Iterator[str]:
    for key, one in found.settings.items():
        yield f"{key}: {one.value:g}, from {one.start:g}{_ends(one.low, one.high)}"
    for name, target in found.targets.items():
        yield f"{name}: {_reached(target)}"


def _reached(one: FittedTarget) -> str:
    unit = f" {one.unit}" if one.unit else ""
    residual = f"residual {one.residual:+g}{_ends(one.low, one.high)}"
    return f"target {one.target:g}{unit}, reached {one.reached:g}, {residual}"


def _probed(found: Probed) -> Iterator[str]:
    for one in found.figures:
        yield f"{one.figure}{f', {one.part}' if one.part else ''}: {_implied(one)}"


def _implied(one: ProbedFigure) -> str:
    if one.value is None:
        return one.verdict
    unit = f" {one.unit}" if one.unit else ""
    verdict = f": {one.verdict}" if one.verdict else ""
    return f"{one.value:g}{unit}{_ends(one.low, one.high)}{verdict}"


def _ends(low: float | None, high: float | None) -> str:
    """Return a 95 % interval in brackets, if there is one."""
    return "" if low is None or high is None else f" [{low:g}, {high:g}]"
