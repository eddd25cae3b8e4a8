"""Estimates by Biogeme, an estimator that knows nothing of this simulator, from an exported table of choices.

Run in an environment of its own (dependency group `estimation`), which has neither the simulator nor its
pandas: `python biogeme_estimates.py TABLE.csv MODEL…` writes {model: {parameter: [value, error]}} as JSON.
Models: `nested`; `nested blind`, to which all that was seen is available; `nested weekly`, to which each week
of a need that lasts is a choice of its own; `mixed`, nested with tastes that differ from person to person.
All but `weekly` have one row a need: what was chosen in the week in which it arose.
"""

import json
import logging
import sys
import tempfile
from os import chdir
from pathlib import Path

import pandas as pd
from biogeme.biogeme import BIOGEME
from biogeme.database import Database
from biogeme.expressions import Beta, Draws, MonteCarlo, PanelLikelihoodTrajectory, Variable, exp, log
from biogeme.models import lognested, nested
from biogeme.nests import NestsForNestedLogit, OneNestForNestedLogit

OUTSIDE, DRAWS = 0, 100
WEIGHED = ("price_felt", "remote")


def wide(table: pd.DataFrame, blind: bool) -> tuple[pd.DataFrame, dict[int, tuple[str, str]]]:
    """Return one row a need and week, columns by alternative; and each alternative's product and format."""
    table = table.assign(occasion=table.groupby(["need", "week"]).ngroup())
    offers = table[table["outlet"].notna()]
    made = offers[["alternative", "product", "format"]].drop_duplicates().sort_values("alternative")
    number = {name: at for at, name in enumerate(made["alternative"], start=1)}
    rows = pd.DataFrame({"chooser": table.groupby("occasion")["chooser"].first()})
    rows["choice"] = OUTSIDE
    chosen = offers[offers["chosen"] == 1]
    rows.loc[chosen["occasion"], "choice"] = chosen["alternative"].map(number).to_numpy()
    for name, at in number.items():
        own = offers[offers["alternative"] == name].set_index("occasion").reindex(rows.index)
        there = own["outlet"].notna() if blind else own["available"] == 1
        rows[f"there_{at}"] = there.astype(int)
        for attribute in WEIGHED:
            rows[f"{attribute}_{at}"] = own[attribute].fillna(0.0) if attribute in own else 0.0
    kinds = zip(made["product"], made["format"], strict=True)
    return rows.reset_index(drop=True), dict(enumerate(kinds, start=1))


def model_of(kinds: dict[int, tuple[str, str]], mixed: bool) -> tuple[dict, dict, NestsForNestedLogit]:
    """Return utilities, availabilities and nests by product."""
    appeals = {p: Beta(f"appeal_{p}", 0, None, None, 0) for p, _ in kinds.values()}
    base, *others = sorted({kind for _, kind in kinds.values()})
    habits = {base: 0.0} | {kind: Beta(f"habit_{kind}", 0, None, None, 0) for kind in others}
    price, remote = Beta("log_price_sensitivity", -3.0, None, None, 0), 0.0
    if mixed:
        price += Beta("price_spread", 0.2, 0.0, None, 0) * Draws("of_price", "NORMAL_MLHS")
        remote = Beta("remote_spread", 0.5, 0.0, None, 0) * Draws("of_remote", "NORMAL_MLHS")
    utilities, there = {OUTSIDE: 0.0}, {OUTSIDE: 1}
    for at, (product, kind) in kinds.items():
        utilities[at] = appeals[product] + habits[kind] - exp(price) * Variable(f"price_felt_{at}")
        if mixed:
            utilities[at] += remote * Variable(f"remote_{at}")
        there[at] = Variable(f"there_{at}")
    mu = 1.0 / Beta("dissimilarity", 0.8, 0.05, 1.0, 0)
    nests = tuple(
        OneNestForNestedLogit(mu, [at for at, (p, _) in kinds.items() if p == product], name=product)
        for product in appeals
    )
    return utilities, there, NestsForNestedLogit(list(utilities), nests)


def estimated(table: pd.DataFrame, model: str) -> dict[str, tuple[float, float]]:
    """Return each parameter's estimate and standard error by a model."""
    if not model.endswith("weekly"):
        table = table[table["week"] == table["onset"]]
    rows, kinds = wide(table, blind=model.endswith("blind"))
    mixed = model.startswith("mixed")
    utilities, there, nests = model_of(kinds, mixed)
    database, choice = Database("choices", rows), Variable("choice")
    if mixed:
        database.panel("chooser")
        likelihood = log(MonteCarlo(PanelLikelihoodTrajectory(nested(utilities, there, nests, choice))))
    else:
        likelihood = lognested(utilities, there, nests, choice)
    quiet = {
        "generate_html": False,
        "generate_yaml": False,
        "generate_netcdf": False,
        "save_iterations": False,
    }
    slow = {"calculating_second_derivatives": "never", "optimization_algorithm": "simple_bounds_BFGS"}
    estimator = BIOGEME(
        database, likelihood, number_of_draws=DRAWS, seed=1, **quiet, **(slow if mixed else {})
    )
    estimator.model_name = "estimates"
    found = estimator.estimate()
    if not found.algorithm_has_converged:
        raise SystemExit(f"{model}: no maximum was found")
    names = found.get_beta_values()
    return {name: (value, found.get_parameter_std_err(name)) for name, value in names.items()}


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    whole = pd.read_csv(Path(sys.argv[1]).absolute())
    chdir(tempfile.mkdtemp())  # what it may write stays out of the way
    sys.stdout.write(json.dumps({model: estimated(whole, model) for model in sys.argv[2:]}) + "\n")
