"""Lumpiness notes: a customer stands for so many people that outlets' sales and stocks come in large lumps.

    purchases a cycle ≈ needs a week / outlets at hand · (lead time + 1) / people per customer,     by outlet

as if all needs were met and outlets shared them evenly, by reach; fewer where needs are lost. With n of them
the luck of a cycle is 1/√n of its sales: with twenty a fifth, which a usual safety stock covers.
"""

from collections.abc import Iterator

from simulator.domain.registries import NOTES
from simulator.domain.units import WEEKS_PER_YEAR
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.describe.number_words import counted
from simulator.scenario.sample import roundings
from simulator.scenario.schema import Scenario

ENOUGH = 20.0
"""Purchases a replenishment cycle with which a sample is told to be no lumpier than the market."""
MOST_TOLD, FAR = 3, 0.1
"""Number of roundings told, of all by more than a tenth."""


@NOTES.register("lumpiness")
def lumpiness_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield the outlet with fewest purchases a cycle, if they are few, and what whole units change."""
    people = channel.scenario.people_per_customer
    if people == 1:
        return
    cycles = purchases_per_cycle(channel)
    few = [name for name, purchases in cycles.items() if purchases < ENOUGH]
    if few:
        least = min(few, key=lambda name: cycles[name])
        others = f", and {counted(len(few) - 1, 'more outlet')} fewer than {ENOUGH:.0f}" if few[1:] else ""
        enough = int(people * cycles[least] / ENOUGH)
        less = f"{enough} would be few enough" if enough else "the market itself is lumpy there"
        told = (
            f"leaves '{least}' some {cycles[least]:.2g} purchases a replenishment cycle, were all needs met"
            f"{others}: sales and orders come in lumps of {people:,} units, and stock-outs and stocks are "
            f"larger than they would be; {less}"
        )
        yield ("people_per_customer",), told
    yield from _rounded(channel.scenario)


def _rounded(scenario: Scenario) -> Iterator[Inconsistency]:
    far = [one for one in roundings(scenario) if abs(one.played - one.stated) > FAR * abs(one.stated)]
    far.sort(key=lambda one: -abs(one.played / one.stated - 1))
    for one in far[:MOST_TOLD]:
        unit = f"a unit of a customer played is {scenario.people_per_customer:,}"
        yield one.keys, f"is {one.stated:,.4g}, and played as {one.played:,.4g}: {unit}"
    if far[MOST_TOLD:]:
        more = counted(len(far) - MOST_TOLD, "more setting")
        yield ("people_per_customer",), f"changes {more} by more than a tenth, to whole units of a customer"


def purchases_per_cycle(channel: DrawnChannel) -> dict[str, float]:
    """Return how many purchases each outlet may expect between an order and its goods, in the sample."""
    scenario, (sells, weeks) = channel.scenario, _handled(channel)
    found = dict.fromkeys(sells, 0.0)
    for region in scenario.regions:
        for category in scenario.categories:
            there = {
                name: channel.outlets[name].reach
                for name, sold in sells.items()
                if category in sold and channel.outlets[name].region in (None, region)
            }
            needs = _needs(scenario, region, category) / max(1.0, sum(there.values()))
            for name, reach in there.items():
                found[name] += needs * reach * weeks[name] / scenario.people_per_customer
    return found


def _handled(channel: DrawnChannel) -> tuple[dict[str, set[str]], dict[str, int]]:
    """Return by outlet the categories that it has goods of, and the weeks from one order to the next's."""
    sells: dict[str, set[str]] = {}
    weeks: dict[str, int] = {}
    for outlet, product, terms in channel.supplied:
        if not outlet.is_potential and not channel.product(product).digital:
            sells.setdefault(outlet.name, set()).add(channel.product(product).category)
            cycle = terms.order_weeks + terms.lead_time_weeks + 1
            weeks[outlet.name] = max(weeks.get(outlet.name, 1), cycle)
    return sells, weeks


def _needs(scenario: Scenario, region: str, category: str) -> float:
    """Return how many units of a category customers in a region need in a week."""
    each = (
        segment.share * segment.needs[category].per_year * segment.needs[category].units / WEEKS_PER_YEAR
        for segment in scenario.segments.values()
        if category in segment.needs
    )
    return scenario.customers * scenario.regions[region].share * sum(each)
