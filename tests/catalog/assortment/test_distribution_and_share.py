"""Distribution and share: the formula of nested shelves, and what learning from sales does to them.

That the simulator's own shops and customers follow the formulas is played by `experiments/validation`.
"""

import numpy as np
import pytest

from experiments.validation._shelves import learning_world, nested_shares, table_of
from simulator.studies.validation.share_vs_distribution import curve


def test_the_published_figures_of_nested_assortments() -> None:
    """Ten places, a tenth as many outlets with ten as with one: the formula gives the tabled fixture."""
    distribution, share = nested_shares({room: 2520 // room for room in range(1, 11)})
    assert share == pytest.approx(
        [0.52912, 0.18770, 0.10235, 0.06441, 0.04307, 0.02942, 0.01993, 0.01296, 0.00763, 0.00341], abs=6e-6
    )
    assert distribution == pytest.approx(
        [1, 0.65858, 0.48787, 0.37407, 0.28871, 0.22043, 0.16353, 0.11475, 0.07208, 0.03414], abs=6e-6
    )


@pytest.mark.nightly
def test_learning_from_sales_is_what_makes_share_convex() -> None:
    """Before the first review it hangs less, and distribution does not go with what people like."""
    sags, liked = {4: [], 24: []}, {4: [], 24: []}
    for seed in range(1, 16):
        for weeks, warm_up in ((4, 0), (24, 20)):
            scenario, appeals = learning_world(seed, weeks, warm_up)
            table = table_of(scenario, seed)
            sags[weeks].append(curve(table).sag.mean)
            liked[weeks].append(float(np.corrcoef(appeals, table["numeric_distribution"])[0, 1]))
    more = np.array(sags[24]) - np.array(sags[4])

    assert more.mean() > 2 * more.std(ddof=1) / np.sqrt(len(more))
    assert abs(np.mean(liked[4])) < 0.4
    assert np.mean(liked[24]) > 0.6
