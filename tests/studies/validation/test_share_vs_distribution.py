"""Share against distribution: curves drawn by hand, and the table of real runs."""

import numpy as np
import pandas as pd
import pytest

from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.studies.validation.share_vs_distribution import COLUMNS, curve, share_against_distribution
from tests.draws import DRAW
from tests.worlds.small import small_scenario


def runs(share, many: int = 6, noise: float = 0.0) -> pd.DataFrame:
    """Return a table of runs whose products lie on a curve."""
    rows = []
    for seed in range(many):
        distribution = np.sort(DRAW.uniform(0.05, 1.0, 8))
        rows += [("s", seed, "soap", d, share(d) + noise * DRAW.normal()) for d in distribution]
    return pd.DataFrame(
        rows, columns=["scenario", "seed", "category", "numeric_distribution", "market_share"]
    )


def test_a_parabola_is_found_again() -> None:
    """Its curvature exactly; its sag is a quarter of that, times the width of the run squared."""
    bend = float(DRAW.uniform(0.1, 2.0))
    table = runs(lambda d: 0.1 + 0.2 * d + bend * d * d)
    found = curve(table)
    widths = table.groupby("seed")["numeric_distribution"].agg(np.ptp)

    assert found.curvature.mean == pytest.approx(bend)
    assert found.sag.mean == pytest.approx((bend * widths**2 / 4).mean())
    assert found.is_convex


def test_a_straight_line_does_not_hang_and_a_root_stands() -> None:
    """A line with noise is not called convex, whatever its slope; a concave curve has a negative sag."""
    assert curve(runs(lambda d: 0.7 * d)).sag.mean == pytest.approx(0.0, abs=1e-9)
    assert not curve(runs(lambda d: 0.7 * d, noise=0.02)).sag.low > 0.01
    assert curve(runs(np.sqrt)).sag.high < 0


def test_a_power_has_its_elasticity() -> None:
    """Slope of the logarithms."""
    power = float(DRAW.uniform(0.5, 2.5))
    assert curve(runs(lambda d: 0.4 * d**power)).elasticity.mean == pytest.approx(power)


def test_runs_with_too_few_points_say_nothing() -> None:
    """Two different distributions make no curve; they are counted and left out."""
    table = runs(lambda d: d * d)
    few = pd.concat([table, table[table["seed"] == 0].head(2).assign(seed=99)])
    found = curve(few)

    assert (found.sag.n, found.sag.of) == (6, 7)
    assert np.isnan(curve(table.head(2)).sag.mean)
    assert np.isnan(curve(table.head(0)).sag.mean)


def test_the_table_has_every_product_of_every_run() -> None:
    """One row each, in agreement with the metrics, also for what nobody stocked."""
    scenario = small_scenario(
        weeks=6,
        response={"initial_adstock": 10.0},
        distribution={"model": "category_retail", "shops": 2, "assortment": {"shelf_space": 1}},
        competition=[],
        events=[],
    )
    ledgers = [simulate(scenario, seed) for seed in (1, 2)]
    table = share_against_distribution(ledgers)

    assert tuple(table.columns) == COLUMNS
    assert table[["seed", "product"]].to_numpy().tolist() == [
        [s, p] for s in (1, 2) for p in ("lamp", "bulb")
    ]
    for ledger in ledgers:
        own = table[table["seed"] == ledger.header.seed].set_index("product")
        assert own.loc["lamp", "market_share"] == measure(ledger, "market_share")
        assert own.loc["lamp", "numeric_distribution"] == measure(ledger, "numeric_distribution")
        assert own["market_share"].sum() == pytest.approx(1.0)
        nowhere = own[own["numeric_distribution"] == 0.0]
        assert (nowhere[["market_share", "velocity", "weighted_distribution"]] == 0.0).all(axis=None)
