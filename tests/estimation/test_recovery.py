"""Recovery: an independent estimator finds the parameters of customers from their exported choices alone.

Biogeme (Bierlaire 2023) fits a nested logit, and one mixed over people, to the table that `choices` gives.
It runs in an environment of its own and reads a CSV file: it knows nothing of how choices came about.
"""

import json
import shutil
import subprocess
from math import log
from pathlib import Path
from typing import Any

import pytest

from simulator import choices, simulate
from simulator.scenario.schema import Scenario
from simulator.views.output.csv_json import as_csv
from tests.estimation.markets import (
    APPEALS,
    DISSIMILARITY,
    HABITS,
    PRICE_SPREAD,
    REMOTE_SPREAD,
    SENSITIVITY,
    market,
)

pytestmark = pytest.mark.nightly
TRUTH = {
    "dissimilarity": DISSIMILARITY,
    "log_price_sensitivity": log(SENSITIVITY),
    **{f"appeal_{product}": appeal for product, appeal in APPEALS.items()},
    **{f"habit_{kind}": habit for kind, habit in HABITS.items() if habit},
}
SPREADS = {"price_spread": PRICE_SPREAD, "remote_spread": REMOTE_SPREAD}
SEED, ERRORS = 7, 3.0
"""How many standard errors an estimate may be off; drawn alike every night, since of eight one is farther now
and then."""
SCARCE = {
    "opening_stock": 120,
    "lead_time_weeks": 3,
    "ordering": {"policy": "base_stock", "level": 120},
}
"""A shelf for half a week's demand, filled three weeks later."""

type Estimates = dict[str, dict[str, tuple[float, float]]]


def estimates(scenario: Scenario, folder: Path, *models: str) -> Estimates:
    """Play a market, write its choices down, and have Biogeme estimate models from the file."""
    table = folder / "choices.csv"
    table.write_text(as_csv(choices(simulate(scenario, SEED))), encoding="utf-8")
    script = Path(__file__).with_name("biogeme_estimates.py")
    command = [
        shutil.which("uv") or "uv",
        "run",
        "--frozen",
        "--isolated",
        "--only-group",
        "estimation",
        "python",
    ]
    done = subprocess.run(
        [*command, str(script), str(table), *models], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr[-3000:]
    found: Estimates = json.loads(done.stdout.splitlines()[-1])
    return found


def missed(found: dict[str, tuple[float, float]], truth: dict[str, float]) -> dict[str, Any]:
    """Return what is farther from the truth than luck takes it, in standard errors."""
    far = {name: (found[name][0] - value) / found[name][1] for name, value in truth.items()}
    return {name: errors for name, errors in far.items() if abs(errors) > ERRORS}


def test_dissimilarity_price_sensitivity_and_tastes_are_recovered(tmp_path: Path) -> None:
    """From 48,000 choices, of which a standard error of λ is less than 3 %."""
    found = estimates(market(24, 2000), tmp_path, "nested")["nested"]

    assert missed(found, TRUTH) == {}
    assert found["dissimilarity"][1] < 0.03 * DISSIMILARITY
    assert found["log_price_sensitivity"][1] < 0.03


def test_the_spread_of_tastes_is_recovered(tmp_path: Path) -> None:
    """From twelve choices each of 600 people; a spread twice as wide would be noticed."""
    people = {"price_sensitivity_spread": PRICE_SPREAD, "tastes": {"remote": REMOTE_SPREAD}}
    found = estimates(market(12, 600, people), tmp_path, "mixed")["mixed"]

    assert missed(found, {**TRUTH, **SPREADS}) == {}
    assert missed(found, {name: 2 * spread for name, spread in SPREADS.items()}).keys() == SPREADS.keys()


def test_ignoring_stock_outs_makes_the_scarce_product_look_unwanted(tmp_path: Path) -> None:
    """With what was in stock all is recovered; without, the appeal of what often was not is far too low.

    What cannot be had is not bought, and looks as if it was not wanted (Anupindi, Dada & Gupta 1998; Conlon &
    Mortimer 2013). The other product, always in stock, is sold instead, and gains on the scarce one.
    """
    found = estimates(market(24, 1000, **SCARCE), tmp_path, "nested", "nested blind")
    blind, error = found["nested blind"]["appeal_a"]
    truth = APPEALS["a"] - APPEALS["b"]

    assert missed(found["nested"], TRUTH) == {}
    assert blind < APPEALS["a"] - 8 * error
    assert blind - found["nested blind"]["appeal_b"][0] < truth / 2


def lasting(**need: float) -> Scenario:
    """Return the market with needs that are kept for weeks, while deals come and go."""
    needs = {"light": {"per_year": 52, "lasts_weeks": 26, "kept_per_week": 0.9, **need}}
    return market(24, 2000, {"needs": needs})


def test_each_week_of_a_lasting_need_is_no_choice_of_its_own(tmp_path: Path) -> None:
    """One row a need recovers all; with a row for each week in which it looks, products seem disliked.

    Whoever looks again has found nothing before, by the same luck: a choice among the unlucky, which a model
    takes for one among all. Appeal, against going without, is told far too low.
    """
    found = estimates(lasting(), tmp_path, "nested", "nested weekly")
    weekly = missed(found["nested weekly"], TRUTH)

    assert missed(found["nested"], TRUTH) == {}
    assert weekly["appeal_a"] < -8 and weekly["appeal_b"] < -8


def test_with_new_luck_each_week_is_a_choice_of_its_own(tmp_path: Path) -> None:
    """The control: where luck is drawn anew, both tables recover all."""
    found = estimates(lasting(luck_renewed=1.0), tmp_path, "nested", "nested weekly")

    assert missed(found["nested"], TRUTH) == missed(found["nested weekly"], TRUTH) == {}
