"""Free setting: one number that a fit may move, wherever in a scenario it stands.

products.machine.appeal                    the value itself
segments.*.price_sensitivity               all of them, by one multiple
products.a.appeal,products.b.appeal        those named, by one multiple or one addition
response.learning=0.1..0.6                 between two ends; of several values ends of what moves them

A search moves u, which is 0 at the start: a value that can only be positive is start × e^u, any other
start + u × a step of its own size, so that an equal step means about as much for all.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.base.registry import suggestion
from simulator.scenario.errors.quoting import shortened
from simulator.scenario.save import to_plain
from simulator.scenario.schema import Scenario
from simulator.scenario.validation.known_fields import Fields
from simulator.scenario.validation.validate_values import scenario_of_values
from simulator.scenario.yaml.former_keys import rename_former_path
from simulator.scenario.yaml.node_types import types_of
from simulator.scenario.yaml.nodes import Listing, Mapping, Node, Place, node_of
from simulator.scenario.yaml.read import DEEPEST
from simulator.studies.fitting.fit_error import FitError

EACH = "*"
MOST_PLACES = 1000
WIDEST = 20.0
"""How many times larger or smaller a positive value may get where no ends are given [multiple]."""
FARTHEST = 4.0
"""How many steps of its own size any other value may go [steps]."""
DIGITS = 4
"""Significant digits to which fitted values are written."""

type Path = tuple[str, ...]


@dataclass(frozen=True)
class FreeSetting:
    """Setting that is fitted: where it stands, its values at the start, and how far it may go."""

    key: str
    paths: tuple[Path, ...]
    starts: tuple[float, ...]
    """The values at the start, by path."""
    is_positive: bool
    """Whether values are multiplied; else they are added to."""
    low: float
    """Lowest u."""
    high: float
    """Highest u."""
    step: float
    """What u = 1 adds; of positive values nothing is added."""
    ends: tuple[float, float] | None = None
    """The ends that were given, as they were written."""

    @property
    def is_one(self) -> bool:
        """Say whether it is one value."""
        return len(self.paths) == 1

    @property
    def start(self) -> float:
        """Return where it starts: the value, of several the multiple 1 or the addition 0."""
        return self.shown(0.0)

    def shown(self, u: float) -> float:
        """Return the value at u; of several values the multiple, or what is added."""
        moved = math.exp(u) if self.is_positive else u * self.step
        if not self.is_one:
            return moved
        return self.starts[0] * moved if self.is_positive else self.starts[0] + moved

    def values(self, u: float) -> dict[Path, float]:
        """Return the values at u, by path, as they are written: to four significant digits."""
        if u == 0.0:
            return dict(zip(self.paths, self.starts, strict=True))
        moved = math.exp(u) if self.is_positive else u * self.step
        pairs = zip(self.paths, self.starts, strict=True)
        return {
            path: float(f"{start * moved if self.is_positive else start + moved:.{DIGITS}g}")
            for path, start in pairs
        }

    def formatted(self, value: float) -> str:
        """Return a value as people write it: of several values what multiplies or is added to them."""
        if self.is_one:
            return f"{value:.4g}"
        return f"× {value:.4g}" if self.is_positive else f"{value:+.4g}"


def free_setting(scenario: Scenario, raw: str) -> FreeSetting:
    """Read a setting to be fitted, such as ``segments.*.price_sensitivity`` or ``products.a.appeal=0..6``.

    Raises FitError where there is no such setting, or it is no number that varies continuously.
    """
    key, equals, ends = raw.partition("=")
    plain = to_plain(scenario)
    root = node_of(plain, Place("fit"))
    parts = {part.strip(): list(_paths(root, part.strip())) for part in key.split(",")}
    key = ",".join(_today(part, found) for part, found in parts.items())
    paths = tuple(dict.fromkeys(path for found in parts.values() for path in found))
    if len(paths) > MOST_PLACES:
        raise FitError(
            f"{shortened(key)}: stands for {len(paths)} values; at most {MOST_PLACES} can be fitted"
        )
    starts = tuple(_number(plain, path) for path in paths)
    limits = [_limits(root, path) for path in paths]
    return _bounded(key, paths, starts, limits, _ends(raw, ends) if equals else None)


def with_values(scenario: Scenario, values: dict[Path, float]) -> Scenario:
    """Return the scenario with values put in their places; InputError where they make none."""
    plain = to_plain(scenario)
    for path, value in values.items():
        *above, last = path
        node: Any = plain
        for key in above:
            node = node[int(key)] if isinstance(node, list) else node[key]
        node[int(last) if isinstance(node, list) else last] = value
    return scenario_of_values(plain, "fit")


def _bounded(
    key: str,
    paths: tuple[Path, ...],
    starts: tuple[float, ...],
    limits: list[tuple[float, float]],
    ends: tuple[float, float] | None,
) -> FreeSetting:
    """Return the setting with the ends of u: as given, else a wide range within what files allow."""
    is_positive = all(low >= 0 for low, _ in limits) and all(start > 0 for start in starts)
    spans = [high - low for low, high in limits]
    step = max(*map(abs, starts), min(1.0, min(spans) / 4))
    bare = FreeSetting(key, paths, starts, is_positive, -math.inf, math.inf, step)
    widest = math.log(WIDEST) if is_positive else FARTHEST
    low = max(-widest, *(_u_of(bare, start, least) for start, (least, _) in zip(starts, limits, strict=True)))
    high = min(widest, *(_u_of(bare, start, most) for start, (_, most) in zip(starts, limits, strict=True)))
    if ends is not None:
        low, high = (max(low, _u_of_shown(bare, ends[0])), min(high, _u_of_shown(bare, ends[1])))
        if ends[0] >= ends[1] or not low <= 0.0 <= high:
            raise FitError(
                f"{shortened(key)}: stands at {bare.formatted(bare.start)}, which must lie between its ends, "
                f"{ends[0]:g} and {ends[1]:g}"
            )
    if not low < high:
        raise FitError(f"{shortened(key)}: has nowhere to go from {bare.formatted(bare.start)}")
    return FreeSetting(key, paths, starts, is_positive, low, high, step, ends)


def _u_of(setting: FreeSetting, start: float, value: float) -> float:
    """Return the u at which a value that starts somewhere gets somewhere else."""
    if not setting.is_positive:
        return (value - start) / setting.step
    return math.log(value / start) if value > 0 else -math.inf


def _u_of_shown(setting: FreeSetting, value: float) -> float:
    if setting.is_one:
        return _u_of(setting, setting.starts[0], value)
    return _u_of(setting, 1.0 if setting.is_positive else 0.0, value)


def _ends(raw: str, ends: str) -> tuple[float, float]:
    low, dots, high = ends.partition("..")
    try:
        found = float(low), float(high)
    except ValueError:
        found = math.nan, math.nan
    if not dots or not all(map(math.isfinite, found)):
        raise FitError(f"'{shortened(raw)}' should be 'key.path' or 'key.path=low..high'")
    return found


def _paths(root: Node, key: str) -> Iterator[Path]:
    """Yield the paths that a dotted key means, in today's words; a star stands for all there are."""
    keys = key.split(".")
    if not all(keys) or len(keys) > DEEPEST:
        raise FitError(f"'{shortened(key)}' is no 'key.path' of a setting")
    yield from _below(root, root, (), keys, key)


def _today(key: str, paths: list[Path]) -> str:
    """Return a dotted key in today's words."""
    keys = key.split(".")
    if EACH not in keys:
        return ".".join(paths[0])
    return ".".join(EACH if one == EACH else today for one, today in zip(keys, paths[0], strict=False))


def _below(root: Node, node: Node, done: Path, rest: Sequence[str], key: str) -> Iterator[Path]:
    if not rest:
        yield done
        return
    first, *others = rest
    if first != EACH and isinstance(root, Mapping):
        first = rename_former_path(root, [*done, first], types_of(Scenario))[0][-1]
    children = _children(node)
    if first == "0" and first not in children and isinstance(node, Mapping):
        yield from _below(root, node, done, others, key)  # one distribution model may stand without a list
        return
    if first != EACH and first not in children:
        there = f"; {suggestion(first, list(children))}" if children else ""
        raise FitError(f"{shortened(key)}: there is no setting '{shortened(first)}' here{there}")
    for name in children if first == EACH else (first,):
        yield from _below(root, children[name], (*done, name), others, key)


def _children(node: Node) -> dict[str, Node]:
    if isinstance(node, Mapping):
        return {name: entry.node for name, entry in node.entries.items()}
    return {str(at): one for at, one in enumerate(node.items)} if isinstance(node, Listing) else {}


def _number(plain: Any, path: Path) -> float:
    value = plain
    for key in path:
        value = value[int(key)] if isinstance(value, list) else value[key]
    told = shortened(".".join(path))
    if isinstance(value, int) and not isinstance(value, bool):
        raise FitError(f"{told}: is a whole number; what is fitted must vary continuously")
    if not isinstance(value, float):
        raise FitError(f"{told}: is no number here, so it cannot be fitted")
    return value


def _limits(root: Node, path: Path) -> tuple[float, float]:
    """Return the least and the most that a file may say of a setting; infinite where nothing limits it."""
    schema = Fields().number_at(root, path)
    low = schema.get("minimum", schema.get("exclusiveMinimum", -math.inf))
    high = schema.get("maximum", schema.get("exclusiveMaximum", math.inf))
    return float(low), float(high)
