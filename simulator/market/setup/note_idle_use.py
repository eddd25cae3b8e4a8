"""Idle use notes: reviews that no segment minds, and categories of which only some products last."""

from collections.abc import Iterator

from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.schema import Scenario

RATINGS = ("product_rating", "outlet_rating")


def idle_use_notes(scenario: Scenario) -> Iterator[Inconsistency]:
    """Yield what is written of reviews and lives and is likely to be half of what was meant."""
    minds = any(one.parameter(name) for one in scenario.segments.values() for name in RATINGS)
    if scenario.response.reviews is not None and not minds:
        told = "are written, and nobody minds them: give a segment a 'product_rating' or an 'outlet_rating'"
        yield ("response", "reviews"), told
    lasting = {one.category: name for name, one in scenario.products.items() if one.life or one.subscription}
    for name, product in scenario.products.items():
        if product.category in lasting and not (product.life or product.subscription):
            other = lasting[product.category]
            told = f"is used up by the need that it meets, while '{other}' of its category lasts"
            yield ("products", name), f"{told}; give it a 'life', too, if it does"
