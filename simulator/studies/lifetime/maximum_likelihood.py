"""Maximum likelihood: positive parameters under which what was observed is likeliest."""

from collections.abc import Callable, Sequence

import numpy as np

from simulator.base.arrays import Floats
from simulator.studies.fitting.fit_error import FitError

WIDEST, INSIDE = 12.0, 10.0
"""How far from 0 the logarithm of a parameter may go in the search, and where it may end."""
EXACT = 1e-10
"""Of the log-likelihood, what a new start must gain to be worth another one [share]."""


def likeliest(log_likelihood: Callable[[Floats], float], start: Sequence[float], what: str) -> Floats:
    """Return positive parameters that maximise a log-likelihood, searched over their logarithms.

    Raises FitError if there is no maximum within e^±10: the data do not tell the parameters of *what*.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - a second to import

    def loss(logs: Floats) -> float:
        if np.abs(logs).max() > WIDEST:
            return np.inf
        value = log_likelihood(np.exp(logs))
        return -value if np.isfinite(value) else np.inf

    found = np.log(np.asarray(start, dtype=np.float64))
    for _ in range(5):  # a simplex that has shrunk too early is set up anew
        steps = {"xatol": 1e-9, "fatol": EXACT, "maxiter": 4000, "maxfev": 4000}
        done = minimize(loss, found, method="Nelder-Mead", options=steps)
        gained, found = loss(found) - done.fun, done.x
        if np.abs(found).max() > INSIDE or (done.success and gained < EXACT * max(1.0, abs(done.fun))):
            break
    if not done.success or np.abs(found).max() > INSIDE:
        raise FitError(f"the data do not tell the parameters of {what}: the likelihood has no maximum inside")
    likely: Floats = np.exp(found)
    return likely
