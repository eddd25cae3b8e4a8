"""Setting range: a setting that is varied between two ends, and scenarios with values between them.

products.machine.list_price=300..600      the value itself
segments.*.information_need=0x..3x        multiples of what each is now
products.machine.needs=now..commodity     all that a product asks for, from one kind to another
direct_automated.sale_cost=0..40          terms of one of the ways that are compared
"""

import math
from dataclasses import dataclass
from typing import Any

from simulator.base.input_error import InputError
from simulator.base.registry import suggestion
from simulator.domain.product.service_requirements import ARCHETYPES, REQUIREMENTS, Levels, asked
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.schema import Scenario
from simulator.scenario.validation.validate_values import scenario_of_values

NOW = "now"
NEEDS = "needs"
EACH = "*"


class SettingRangeError(InputError, ValueError):
    """A range without a setting or without two ends; the message names its fault."""


@dataclass(frozen=True)
class SettingRange:
    """A setting and the two ends between which it is varied."""

    key: str
    low: float
    high: float
    is_multiple: bool = False
    """Whether the ends are multiples of what is set now."""
    kinds: tuple[str, str] | None = None
    """Kinds of product between which what is asked for moves; then low and high are 0 and 1."""

    def formatted(self, value: float) -> str:
        """Return a value as people write it.

        >>> SettingRange("a.b", 0, 2, is_multiple=True).formatted(1.5)
        '1.5x'
        """
        if self.kinds:
            return f"{value:.2g} of the way from {self.kinds[0]} to {self.kinds[1]}"
        return f"{value:.4g}{'x' * self.is_multiple}"

    @property
    def model(self) -> str | None:
        """Return the distribution model that has this setting; none if it belongs to the world."""
        first = self.key.partition(".")[0]
        return first if first in DISTRIBUTION_MODELS else None

    def now(self, scenario: Scenario) -> float | None:
        """Return where it stands in a scenario; none if that is not one number, or outside."""
        if self.kinds:
            return 0.0 if self.kinds[0] == NOW else None
        if self.is_multiple:
            return 1.0 if self.low <= 1.0 <= self.high else None
        places = _places(self.key, scenario.model_dump(mode="json"), self.key.split("."))
        found = {parent[key] for parent, key in places if isinstance(parent[key], int | float)}
        value = float(found.pop()) if len(found) == 1 else math.nan
        return value if self.low <= value <= self.high else None

    def put(self, scenario: Scenario, value: float) -> Scenario:
        """Return the scenario with the setting at a value between the ends.

        Raises SettingRangeError where there is no such setting, or it cannot be that.
        """
        plain = scenario.model_dump(mode="json")
        for parent, key in _places(self.key, plain, self.key.split(".")):
            parent[key] = _between(self, parent[key], value)
        try:
            return scenario_of_values(plain, self.key)
        except ScenarioError as wrong:
            first = wrong.complaints[0].text
            raise SettingRangeError(f"{self.key} cannot be {self.formatted(value)}: {first}") from None


def range_of(raw: str) -> SettingRange:
    """Read a range such as ``products.machine.unit_cost=100..250``."""
    key, equals, ends = raw.partition("=")
    low, dots, high = (part.strip() for part in ends.partition(".."))
    key = key.strip()
    if not (equals and dots and low and high and all(key.split("."))):
        raise SettingRangeError(f"'{raw[:80]}' should be 'key.path=low..high'")
    if key.endswith(f".{NEEDS}"):
        return SettingRange(key, 0.0, 1.0, kinds=(_kind(low, (NOW,)), _kind(high)))
    is_multiple = low.endswith("x") and high.endswith("x")
    least, most = (_number(end.removesuffix("x") if is_multiple else end, raw) for end in (low, high))
    if not least < most:
        raise SettingRangeError(f"'{raw[:80]}': the first end must be below the second")
    return SettingRange(key, least, most, is_multiple)


def default_ranges(scenario: Scenario) -> list[SettingRange]:
    """Return the default ranges: prices, costs, service requirements, traits of customers."""
    products = {n: p for n, p in scenario.products.items() if p.maker == scenario.focal_maker}
    ranges = []
    for name, product in products.items():
        ranges.append(range_of(f"products.{name}.list_price=0.6x..1.6x"))
        ranges.append(range_of(f"products.{name}.unit_cost=0.2x..1.8x"))
        others = [kind for kind in ARCHETYPES if product.needs is not None and kind != product.needs]
        ranges += [range_of(f"products.{name}.needs=now..{kind}") for kind in others]
    ranges.append(range_of("segments.*.price_sensitivity=0.5x..2x"))
    ranges.append(range_of("segments.*.information_need=0x..3x"))
    return ranges


def _kind(raw: str, more: tuple[str, ...] = ()) -> str:
    known = [*more, *ARCHETYPES]
    if raw not in known:
        raise SettingRangeError(f"no kind of product called '{raw[:40]}'; {suggestion(raw, known)}")
    return raw


def _number(raw: str, whole: str) -> float:
    try:
        value = float(raw)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise SettingRangeError(f"'{whole[:80]}': '{raw[:40]}' is no number")
    return value


def _between(over: SettingRange, now: Any, value: float) -> Any:
    """Return the new value of the setting; whole numbers stay whole."""
    if over.kinds:
        ends = [asked(now if kind == NOW else kind) for kind in over.kinds]  # type: ignore[arg-type]
        moved: Levels = {
            name: (1.0 - value) * a + value * b for name, a, b in zip(REQUIREMENTS, *ends, strict=True)
        }
        return moved
    if isinstance(now, bool) or not isinstance(now, int | float | None) or (now is None and over.is_multiple):
        raise SettingRangeError(f"{over.key} is no number here, so it has nothing between two ends")
    new = value * now if over.is_multiple and now is not None else value
    return round(new) if isinstance(now, int) else new


def _places(key: str, node: Any, keys: list[str]) -> list[tuple[Any, Any]]:
    """Return (parent, key) of every setting that a path means; none of a way that is not taken."""
    if keys[0] in DISTRIBUTION_MODELS and isinstance(node, dict) and "distribution" in node:
        if len(keys) == 1:
            raise SettingRangeError(f"{key} is a whole way to market; name one of its settings")
        taken = [way for way in node["distribution"] if way["model"] == keys[0]]
        return [place for way in taken for place in _below(key, way, keys[1:])]
    return _below(key, node, keys)


def _below(key: str, node: Any, keys: list[str]) -> list[tuple[Any, Any]]:
    first, rest = keys[0], keys[1:]
    named = _children(node)
    if first != EACH and first not in named:
        there = f"; {suggestion(first, list(named))}" if named else ""
        raise SettingRangeError(f"there is no setting '{first[:40]}' in {key[:80]}{there}")
    chosen = list(named.values()) if first == EACH else [named[first]]
    if not rest:
        return [(node, at) for at in chosen]
    return [place for at in chosen for place in _below(key, node[at], rest)]


def _children(node: Any) -> dict[str, Any]:
    if isinstance(node, dict):
        return {str(name): name for name in node}
    return {str(at): at for at in range(len(node))} if isinstance(node, list) else {}
