"""Idle selling notes: what is written of upgrades and their advisers and sells nothing."""

from collections.abc import Iterator

from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario


def idle_selling_notes(scenario: Scenario) -> Iterator[Inconsistency]:
    """Yield upgrades that no segment is told of, and segments that are told of none."""
    upgrades = [name for name, product in scenario.products.items() if product.upgrade_of is not None]
    told = [name for name, one in scenario.segments.items() if one.parameter("recommendation")]
    for name in () if told else upgrades:
        text = "does nothing, since no adviser moves anybody: give a segment a 'recommendation'"
        yield ("products", name, "upgrade_of"), text
    for name in () if upgrades else told:
        text = "does nothing, since no product is the 'upgrade_of' another"
        yield ("segments", name, "recommendation"), text
