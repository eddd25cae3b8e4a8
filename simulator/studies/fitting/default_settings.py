"""Default settings: what a fit moves for the targets that most is known of.

units_a_year           appeal of the focal manufacturer's products
market_share           standing of its rivals: appeal of the other products of its categories
own_price_elasticity   price sensitivity of all segments, by one multiple

Appeal makes a category bought rather than gone without; with the rivals' appeal beside it, units and share
can both be met. What people know when the year begins (`response.initial_adstock`) is no default: where
nearly everybody knows the products it moves next to nothing.
"""

from collections.abc import Sequence

from simulator.scenario.schema import Scenario
from simulator.studies.fitting.fit_error import FitError
from simulator.studies.fitting.target import Target, plain_name
from simulator.studies.probing.worlds import focal_products

UNITS, SHARE, ELASTICITY = "units_a_year", "market_share", "own_price_elasticity"
SENSITIVITY = "segments.*.price_sensitivity"


def settings_for(scenario: Scenario, targets: Sequence[Target]) -> list[str]:
    """Return the settings that go with targets where none are named; FitError where there is no default."""
    focal = focal_products(scenario)
    categories = {scenario.products[name].category for name in focal}
    rivals = [n for n, one in scenario.products.items() if n not in focal and one.category in categories]
    defaults = {
        UNITS: _appeal([name for name in scenario.products if name in focal]),
        SHARE: _appeal(rivals),
        ELASTICITY: SENSITIVITY if scenario.segments else "",
    }
    found = [defaults.get(plain_name(one.name), "") for one in targets]
    for one, setting in zip(targets, found, strict=True):
        if not setting:
            raise FitError(
                f"target '{one.name}': which setting is to be fitted to it? Without any named, "
                f"{', '.join(name for name in defaults if defaults[name])} have one of their own"
            )
    return found


def _appeal(products: Sequence[str]) -> str:
    return ",".join(f"products.{name}.appeal" for name in products)
