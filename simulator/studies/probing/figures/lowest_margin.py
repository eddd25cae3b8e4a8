"""Lowest margin: what a dealer that answers best keeps beside ever more dealers alike.

    m = 1 / (β [1/λ − (1/λ − 1)/n − S/n])  →  λ/β as n grows

λ is how unlike each other outlets of a product are, β the price sensitivity of the median customer over the
scale of its luck. A closed form: nothing is played.
Source: Anderson, de Palma & Thisse (1992), Discrete Choice Theory of Product Differentiation, ch. 7.
"""

import math
from collections.abc import Mapping
from statistics import NormalDist

from simulator.domain.people.group_roles import as_decider
from simulator.domain.people.segments import Segment
from simulator.scenario.schema import Scenario
from simulator.scenario.switches import as_played
from simulator.studies.probing.figure import CannotTellError, Figure, Published, Variant, refuse_no_customers
from simulator.studies.probing.worlds import focal_products
from simulator.studies.runs.runs import Runs
from simulator.studies.runs.statistics import Estimate

HALVINGS = 200
HALF = 0.5 - 1e-12
"""Half of all customers, less what rounding takes from a sum of shares."""
PLAYED = "nothing: λ/β of the median customer, without talk of price"


def lowest_margin(scenario: Scenario) -> float:
    """Return λ/β of the median customer [currency per unit]."""
    played = as_played(scenario)
    beta = median_sensitivity([as_decider(played.segments, name) for name in played.segments])
    return played.choice.dissimilarity.outlet / beta if beta else math.inf


def median_sensitivity(segments: list[Segment]) -> float:
    """Return the median over customers of price sensitivity over the scale of luck [1 / currency].

    Of a mixture of lognormals, one a segment: where it stands between the least and the greatest of their own
    medians is found by halving.
    """
    middles = [_middle(segment) for segment in segments]
    low, high = min(middles), max(middles)
    if _share_below(segments, low) >= HALF:
        return low
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if _share_below(segments, middle) < HALF:
            low = middle
        else:
            high = middle
    return high


def _middle(segment: Segment) -> float:
    return segment.price_sensitivity / segment.taste_shock


def _share_below(segments: list[Segment], value: float) -> float:
    """Return the share of customers with a sensitivity of at most a value."""
    total = sum(segment.share for segment in segments)
    return sum(segment.share * _within(segment, value) for segment in segments) / total


def _within(segment: Segment, value: float) -> float:
    middle, spread = _middle(segment), segment.price_sensitivity_spread
    if not middle or not spread or not value:
        return float(middle <= value)
    return NormalDist().cdf(math.log(value / middle) / spread)


def variants(scenario: Scenario) -> list[Variant]:
    """Return none; CannotTellError where no customer weighs prices with luck."""
    refuse_no_customers(scenario)
    if any(segment.taste_shock == 0 for segment in as_played(scenario).segments.values()):
        raise CannotTellError(
            "some customers choose without luck, so that the cheapest of alike outlets has all"
        )
    if not lowest_margin(scenario) < math.inf:
        raise CannotTellError("the median customer does not mind prices, so that no margin is too high")
    return []


def in_currency(scenario: Scenario, runs: Runs | None) -> Mapping[str, Estimate]:
    """Return λ/β."""
    del runs
    return {"": _exactly(lowest_margin(scenario))}


def of_price(scenario: Scenario, runs: Runs | None) -> Mapping[str, Estimate]:
    """Return λ/β over the list price of each of the focal manufacturer's products."""
    del runs
    margin, focal = lowest_margin(scenario), focal_products(scenario)
    prices = {name: one.list_price for name, one in scenario.products.items() if name in focal}
    return {name: _exactly(margin / price) for name, price in prices.items()}


def _exactly(value: float) -> Estimate:
    return Estimate(value, value, value, 1, 1)


FIGURES = (
    Figure(
        "lowest margin of a best response",
        "currency",
        PLAYED,
        Published("no published range in currency"),
        variants,
        in_currency,
    ),
    Figure(
        "lowest margin over the list price",
        "share of the list price",
        PLAYED,
        Published(
            "10 to 17 %: one over the price elasticities of −10 to −6 that shops have beside ten others; "
            "ever more of them leave a little less",
            "Baye, Gatti, Kattuman & Morgan (2009) for a price comparison site; Brynjolfsson, Dick & Smith "
            "(2010) for a shopbot",
            1 / 10,
            1 / 6,
        ),
        variants,
        of_price,
    ),
)
