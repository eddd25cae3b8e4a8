"""Opening stock notes: goods that are there when the run opens, and last for many months of likely sales."""

from collections import Counter
from collections.abc import Iterator

from simulator.domain.registries import NOTES
from simulator.domain.units import WEEKS_PER_YEAR
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.scenario.checks.inconsistency import Inconsistency, Keys

MANY_WEEKS = 26.0
"""Half a year of stock: a choice. Durables turn over in some ten weeks, groceries in four."""


@NOTES.register("opening_stocks")
def opening_stock_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield products of which more is there than is likely to be sold in half a year.

    What is likely is an equal share of all that customers need of its category: likely sales are unknown
    before they are played, and a product that sells twice as well has half as many weeks.
    """
    scenario = channel.scenario
    if not scenario.customers or "shortage" in scenario.switched_off:
        return
    rivals = Counter(product.category for product in scenario.products.values())
    for name, product in scenario.products.items():
        if product.digital:
            continue
        at_maker = scenario.manufacturers[product.maker].opening_stock
        with_others = sum(one.outlet.opening_stock for one in channel.supplied if one.product == name)
        weekly = _needed_in_a_week(channel, product.category) / rivals[product.category]
        stock = at_maker + with_others
        if weekly > 0.0 and stock > MANY_WEEKS * weekly:
            told = (
                f"{stock:,} units of '{name}' ({at_maker:,} at {product.maker}, {with_others:,} at outlets) "
                f"are {stock / weekly:.0f} weeks of an equal share of what customers need: what is shipped "
                "says little of what is sold until they are gone"
            )
            yield _place(channel, name, is_makers=at_maker >= with_others), told


def _place(channel: DrawnChannel, product: str, *, is_makers: bool) -> Keys:
    """Return where most of the stock is said."""
    maker = channel.product(product).maker
    way = channel.way_of(product)
    return ("manufacturers", maker, "opening_stock") if is_makers else (*way, "opening_stock")


def _needed_in_a_week(channel: DrawnChannel, category: str) -> float:
    """Return how many units of a category all customers need in a week in the mean."""
    scenario = channel.scenario
    needs = ((one.share, one.needs.get(category)) for one in scenario.segments.values())
    a_year = sum(share * need.per_year * need.units for share, need in needs if need is not None)
    return scenario.customers * a_year / WEEKS_PER_YEAR
