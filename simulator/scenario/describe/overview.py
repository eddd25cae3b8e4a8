"""Overview: a scenario in a table, as a notebook shows it; `describe` tells it whole."""

from collections.abc import Iterable, Iterator

from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.scenario.html_table import html_table
from simulator.scenario.schema import Scenario

MOST_NAMES = 12


def overview(scenario: Scenario) -> str:
    """Return what a scenario is about as an HTML table."""
    told = [scenario.situation] if scenario.situation else []
    return html_table(scenario.name, _rows(scenario), sentences=[*told, "describe(scenario) tells it whole."])


def _rows(scenario: Scenario) -> Iterator[tuple[str, str]]:
    currency = scenario.units.currency
    skipped = f", of which metrics leave out the first {scenario.warm_up}" if scenario.warm_up else ""
    yield "weeks", f"{scenario.weeks}{skipped}"
    yield "customers", f"{scenario.customers:,}"
    yield "focal manufacturer", scenario.focal_maker
    prices = (f"{name} ({made.list_price:,g} {currency})" for name, made in scenario.products.items())
    yield "products, list prices", _listed(prices)
    yield "segments", _listed(f"{name} ({one.share:.0%})" for name, one in scenario.segments.items())
    yield "regions", _listed(f"{name} ({one.share:.0%})" for name, one in scenario.regions.items())
    yield "ways to market", _listed(DISTRIBUTION_MODELS.name_of(type(one)) for one in scenario.distribution)
    yield "competition", _listed(DISTRIBUTION_MODELS.name_of(type(one)) for one in scenario.competition)
    yield "campaigns", str(len(scenario.campaigns))
    yield "events", _listed(map(scenario.event_name, range(len(scenario.events))))
    yield "switched off", _listed(scenario.switched_off)


def _listed(names: Iterable[str]) -> str:
    """Return names with commas; of many the rest is counted."""
    given = list(names)
    more = f" and {len(given) - MOST_NAMES} more" if len(given) > MOST_NAMES else ""
    return f"{', '.join(given[:MOST_NAMES])}{more}" or "none"
