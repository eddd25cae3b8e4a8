"""Share against distribution: does a product's share rise faster than the number of places that have it?

Of each run, products are points: how widely each is distributed, and its share of its category. A line

    share = a + b d + c d²,        sag = c (d_max − d_min)² / 4

is fitted through the points of each run; the sag is how far it hangs, halfway between the least and the
most widely distributed product, below the straight line between its ends. Convex: the sag is positive,
by more than runs differ. Beside it the elasticity, slope of log share on log distribution.

Assumes: products that nobody handled or bought are no points; a run with fewer than three different
distributions says nothing.
Source: Farris, Olver & de Kluyver (1989), Marketing Science 8(2); Reibstein & Farris (1995), Marketing
Science 14(3).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.studies.runs.statistics import Estimate, interval

if TYPE_CHECKING:
    import pandas as pd

    from simulator.ledger.ledger import Ledger

type Numbers = NDArray[np.float64]

COLUMNS = (
    "scenario",
    "seed",
    "product",
    "maker",
    "category",
    "numeric_distribution",
    "weighted_distribution",
    "market_share",
    "share_in_distribution",
    "velocity",
)
MEASURED = ("weighted_distribution", "market_share", "share_in_distribution", "velocity")


@dataclass(frozen=True)
class ShareCurve:
    """How share goes with distribution, over runs: means with their 95 % intervals."""

    sag: Estimate
    """How far the curve hangs below the straight line between its ends [share of the category]."""
    curvature: Estimate
    """The coefficient c of the squared distribution."""
    elasticity: Estimate
    """Per cent of share for one per cent of distribution."""

    @property
    def is_convex(self) -> bool:
        """Say whether share rises faster than distribution, beyond the variation between runs."""
        return self.sag.low > 0


def share_against_distribution(ledgers: "Iterable[Ledger]") -> "pd.DataFrame":
    """Return one row a run and product: its distribution, share and velocity after the warm-up.

    Products of every manufacturer are told; one that nobody handled has a distribution and share of 0.
    """
    import pandas as pd  # noqa: PLC0415 - a second to import

    rows = [row for ledger in ledgers for row in _points(ledger)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _points(ledger: "Ledger") -> Iterable[dict[str, Any]]:
    from simulator.ledger.metric import measure  # noqa: PLC0415
    from simulator.ledger.queries.distribution_coverage import numeric_distribution_of_all  # noqa: PLC0415 - brings pandas along

    header = ledger.header
    handled = numeric_distribution_of_all(ledger)
    measured: dict[str, Any] = {name: measure(ledger, name, by="product") for name in MEASURED}
    for name in header.products:
        product = header.scenario.products[name]
        yield {
            "scenario": header.scenario.name,
            "seed": header.seed,
            "product": name,
            "maker": product.maker,
            "category": product.category,
            "numeric_distribution": handled.get(name, 0.0),
            **{metric: values.get(name, 0.0) for metric, values in measured.items()},
        }


def curve(
    table: "pd.DataFrame", against: str = "numeric_distribution", share: str = "market_share"
) -> ShareCurve:
    """Fit share on distribution in each run of a table, and estimate over runs how far it is from a line."""
    fits = [
        _fit(run[against].to_numpy(np.float64), run[share].to_numpy(np.float64))
        for _, run in table[table[against] > 0].groupby(["scenario", "seed", "category"], sort=False)
    ]
    sags, curvatures, elasticities = (
        (list(column) for column in zip(*fits, strict=True)) if fits else ([],) * 3
    )
    return ShareCurve(interval(sags), interval(curvatures), interval(elasticities))


def _fit(distribution: Numbers, share: Numbers) -> tuple[float, float, float]:
    """Return sag, curvature and elasticity of one run; NaN where it has too few points."""
    known = np.isfinite(distribution) & np.isfinite(share)
    d, s = distribution[known], share[known]
    if np.unique(d).size < 3:
        return (np.nan,) * 3
    spread = float(np.ptp(d))
    _, _, curvature = np.linalg.lstsq(np.stack((np.ones_like(d), d, d * d), axis=1), s, rcond=None)[0]
    bought = s > 0
    slope = np.nan
    if np.unique(d[bought]).size > 1:
        slope = float(np.polyfit(np.log(d[bought]), np.log(s[bought]), 1)[0])
    return float(curvature) * spread**2 / 4, float(curvature), slope
