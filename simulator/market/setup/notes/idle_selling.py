"""Idle selling notes: what is written of upgrades and suggestions, and sells nothing."""

from collections.abc import Iterator

from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario


@NOTES.register("idle_selling")
def idle_selling_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield upgrades and segments without a suggestion, and suggestions where no customer asks for advice."""
    scenario = channel.scenario
    upgrades = [name for name, product in scenario.products.items() if product.upgrade_of is not None]
    told = [name for name, one in scenario.segments.items() if one.parameter("recommendation")]
    for name in () if told else upgrades:
        text = "does nothing, since no adviser moves anybody: give a segment a 'recommendation'"
        yield ("products", name, "upgrade_of"), text
    for name in () if upgrades else told:
        text = "does nothing, since no product is the 'upgrade_of' another"
        yield ("segments", name, "recommendation"), text
    yield from _unheard(scenario)


def _unheard(scenario: Scenario) -> Iterator[Inconsistency]:
    """Yield suggestions with products of categories in which nothing is uncertain."""
    doubted = {product.category for product in scenario.products.values() if product.uncertainty > 0.0}
    for name, product in scenario.products.items():
        beside = () if product.suggested_with is None else product.suggested_with.products
        if beside and not any(scenario.products[other].category in doubted for other in beside):
            text = f"does nothing, since nobody asks for advice on {beside[0]}; give it an 'uncertainty'"
            yield ("products", name, "suggested_with"), text
