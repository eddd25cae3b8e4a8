"""Simulated customers: estimators give back what the simulator's customers were drawn with."""

from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from simulator import transactions
from simulator.market.simulate import simulate
from simulator.studies.lifetime.bg_nbd import BgNbd, fit_bg_nbd
from simulator.studies.lifetime.purchase_histories import histories_from_start
from simulator.studies.lifetime.read_transactions import read_transactions
from simulator.studies.lifetime.shifted_beta_geometric import (
    ShiftedBetaGeometric,
    fit_shifted_beta_geometric,
)
from tests.worlds.one_product import market

RARE = 0.999
"""So often is what is drawn nearer to the truth than what is refused."""


@pytest.mark.nightly
def test_buyers_give_back_their_rates_and_chances_of_leaving(tmp_path: Path) -> None:
    """BG/NBD at the parameters of CDNOW, from the exported table of transactions: by likelihood ratio."""
    true, weeks, customers = BgNbd(0.2426, 4.4135, 0.7929, 2.4258), 78, 15_000
    need = {
        "per_year": 52 * true.r / true.alpha,
        "rate_shape": true.r,
        "counted": True,
        "leaving": {"alpha": true.a, "beta": true.b},
    }
    ledger = simulate(market(weeks, customers, need), seed=3)
    table = tmp_path / "transactions.csv"
    transactions(ledger).to_csv(table, index=False)
    found = histories_from_start(read_transactions(table), weeks, customers, by_week=False)
    history = found["frequency"], found["recency"], found["age"]
    fitted = fit_bg_nbd(*history)
    ratio = 2 * (fitted.log_likelihood(*history).sum() - true.log_likelihood(*history).sum())

    assert 0 <= ratio < stats.chi2.ppf(RARE, 4)
    assert (found["frequency"] > 0).sum() > 5000


def test_subscribers_give_back_how_easily_they_leave() -> None:
    """SBG from the subscribers of each period, by likelihood ratio."""
    true, period, customers = ShiftedBetaGeometric(0.7041, 1.1820), 2, 4000
    need = {"per_year": 52, "leaving": {"alpha": true.alpha, "beta": true.beta}}
    paid = {"subscription": {"period_weeks": period, "compares": 0.0}}
    rows = simulate(market(16, customers, need, paid), seed=3).columns("sale")
    active = np.bincount(rows["week"], rows["units"], minlength=17)[1::period].astype(int).tolist()
    fitted = fit_shifted_beta_geometric(active)

    assert active[0] == customers
    ratio = 2 * (fitted.log_likelihood(active) - true.log_likelihood(active))
    assert 0 <= ratio < stats.chi2.ppf(RARE, 2)
