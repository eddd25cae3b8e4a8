"""Channel loyalty, in the battery world: the figure that the spread of tastes for formats answers to."""

import pandas as pd
import pytest

from experiments.channel_loyalty import buys_elsewhere, measured, polarization, purchases, world
from simulator.market.simulate import simulate


@pytest.mark.nightly
def test_a_third_of_the_buyers_at_a_web_store_buys_at_dealers_too() -> None:
    """Between 28 and 34 %, as was measured; without tastes for formats more, with twice the spread fewer."""
    found = [measured(times, 8) for times in (0.0, 1.0, 2.0)]
    elsewhere, tells = zip(*found, strict=True)

    assert 0.28 < elsewhere[1] < 0.34
    assert elsewhere[0] > 0.34
    assert elsewhere[2] < 0.28
    assert tells[0] < tells[1] < tells[2]


def test_what_is_counted_by_hand() -> None:
    """Customers, in a table of two formats: who buys at both, and how often two purchases are of a kind.

    Purchases of each of five people (web store, dealer): (2, 0), (1, 1), (0, 2), (1, 0), (3, 0). Of four on
    the web one buys elsewhere. Of four with two purchases and more, A = (1 + 0 + 1 + 1) / 4; pooled 6 of 9
    are on the web, so C = 5/9 and φ = (3/4 − 5/9) / (4/9) = 7/16.
    """
    bought = pd.DataFrame({"web_store": [2, 1, 0, 1, 3], "dealer": [0, 1, 2, 0, 0]})

    assert buys_elsewhere(bought) == 1 / 4
    assert polarization(bought) == pytest.approx(7 / 16)


def test_purchases_are_those_of_the_maker_s_own_goods() -> None:
    """All that it sold in a short run, by format."""
    ledger = simulate(world(1.0).changed(weeks=6, campaigns=[], customers=300), 3)
    sale = ledger.table("sale").astype({"product": str})

    bought = purchases(ledger)

    assert bought.to_numpy().sum() == sale[sale["product"] == "pack"]["units"].sum()
    assert set(bought.columns) == {"web_store", "dealer"}
