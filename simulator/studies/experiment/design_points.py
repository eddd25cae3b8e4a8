"""Design points: scenarios at all combinations of levels; faults are reported where a level was written."""

import re
from collections.abc import Iterator, Mapping, Sequence

from simulator.market.setup.build_channel import channel_faults
from simulator.scenario.errors.quoting import shortened
from simulator.scenario.errors.scenario_error import Complaint, ScenarioError
from simulator.scenario.load import scenario_of
from simulator.scenario.save import fingerprint
from simulator.scenario.schema import Scenario
from simulator.scenario.validation.known_fields import Fields
from simulator.scenario.yaml.former_keys import rename_former_path
from simulator.scenario.yaml.node_types import types_of
from simulator.scenario.yaml.nodes import Listing, Node, Place, Scalar, plain
from simulator.scenario.yaml.nodes import Mapping as Map
from simulator.scenario.yaml.set_option import with_value
from simulator.studies.experiment.base_scenarios import BaseScenario
from simulator.studies.experiment.designs import Axis, combinations_of, numbers_of
from simulator.studies.experiment.experiment import SCENARIO, Factor, Level, Point, as_level, short_names
from simulator.studies.experiment.plan import LevelRange, Plan
from simulator.studies.runs.labels import labels_of

UNIT = re.compile(r"\[([^\[\]]*)\]\.?$")
"""How the description of a setting ends."""


class VariedFactor:
    """A factor as it is varied: its levels, or the range that values are sampled from."""

    def __init__(self, name: str, node: Node | None, span: LevelRange | None, *, is_sampled: bool) -> None:
        self.name = name
        self._place = node.place if node is not None else Place("")
        self.span = span if is_sampled else None
        self.levels = tuple(self._levels(node, span)) if self.span is None else ()

    @property
    def axis(self) -> Axis:
        """Return the direction of the design that it is."""
        return Axis(len(self.levels), self.span)

    def level(self, number: float) -> Level:
        """Return the level of that place; of a range, of that value."""
        return self._number(number) if self.span is not None else self.levels[int(number)]

    def _levels(self, node: Node | None, span: LevelRange | None) -> Iterator[Level]:
        if span is not None:
            yield from map(self._number, numbers_of(span))
        elif isinstance(node, Listing):
            for item in node.items:
                yield Level(as_level(plain(item)), ((self.name, item),))
        elif isinstance(node, Map):
            for name, entry in node.entries.items():
                settings = entry.node.entries if isinstance(entry.node, Map) else {}
                yield Level(name, tuple((path, one.node) for path, one in settings.items()))

    def _number(self, number: float) -> Level:
        return Level(number, ((self.name, Scalar(self._place, str(number), number)),))


def varied_factors(plan: Plan, root: Map, bases: Mapping[str, BaseScenario]) -> list[VariedFactor]:
    """Return the factors that are varied; several scenarios are the first of them."""
    is_sampled = plan.design.method in ("latin_hypercube", "sobol")
    factors = root.node("factors")
    found = []
    if len(bases) > 1:
        found.append(VariedFactor(SCENARIO, None, None, is_sampled=is_sampled))
        found[0].levels = tuple(Level(label) for label in bases)
    for name, variation in plan.factors.items():
        node = factors.node(name) if isinstance(factors, Map) else None
        span = variation if isinstance(variation, LevelRange) else None
        found.append(VariedFactor(name, node, span, is_sampled=is_sampled))
    return found


def design_points(
    plan: Plan, bases: Mapping[str, BaseScenario], what: Sequence[VariedFactor]
) -> tuple[Point, ...]:
    """Return the points of the design. Raises a `ScenarioError` with all their faults."""
    combinations = [
        {one.name: one.level(number) for one, number in zip(what, numbers, strict=True)}
        for numbers in combinations_of(plan.design, [one.axis for one in what])
    ]
    short = short_names(one.name for one in what)
    texts = [
        ", ".join(f"{short[name]}={shortened(str(level))}" for name, level in levels.items())
        for levels in combinations
    ]
    points, wrong = [], dict[tuple[object, ...], Complaint]()
    for label, levels in zip(labels_of(text or plan.name for text in texts), combinations, strict=True):
        try:
            scenario = _scenario(bases, levels)
            points.append(Point(label, levels, scenario, fingerprint(scenario)))
        except ScenarioError as refusal:
            for one in refusal.complaints:  # what is wrong with a key is so at each of its levels
                wrong.setdefault((one.file, one.line, one.key, one.text), one)
    if wrong:
        raise ScenarioError(sorted(wrong.values(), key=lambda one: (one.line, one.column)))
    return tuple(points)


def factors_of(
    what: Sequence[VariedFactor], points: Sequence[Point], bases: Mapping[str, BaseScenario]
) -> tuple[Factor, ...]:
    """Return the factors with the levels that are played."""
    fields, base = Fields(), next(iter(bases.values()))
    currency = points[0].scenario.units.currency
    factors = []
    for one in what:
        keys, _ = rename_former_path(base.root, one.name.split("."), types_of(Scenario))
        said = fields.said_of(base.root, tuple(keys))
        unit = UNIT.search(said)
        played = {level.value: level for point in points if (level := point.levels[one.name])}
        levels = one.levels or tuple(sorted(played.values(), key=lambda level: level.value))
        factors.append(Factor(one.name, levels, unit[1].replace("currency", currency) if unit else ""))
    return tuple(factors)


def _scenario(bases: Mapping[str, BaseScenario], levels: Mapping[str, Level]) -> Scenario:
    label = levels[SCENARIO].value if SCENARIO in levels else next(iter(bases))
    root = bases[label].root
    for level in levels.values():
        for path, node in level.settings:
            root = with_value(root, path, node)
    return scenario_of(root, (), channel_faults)
