"""Drawn customers: purchases and departures drawn from the models themselves, by numpy alone."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

type Floats = NDArray[np.float64]


def curve(alpha: float, beta: float, customers: int, periods: int, rng: np.random.Generator) -> list[int]:
    """Return how many customers are there in each period, each renewing by a chance of its own."""
    chance, there = rng.beta(alpha, beta, customers), np.ones(customers, dtype=bool)
    active = [customers]
    for _ in range(periods):
        there &= rng.random(customers) >= chance
        active.append(int(there.sum()))
    return active


def purchases(
    model: tuple[float, float, float, float], customers: int, age: Floats, rng: np.random.Generator
) -> pd.DataFrame:
    """Return all purchases of customers that first bought *age* weeks before the end, in week 100.

    One row a purchase, its week a number with a fraction: the first, then at a rate of the customer's own,
    until it leaves after one of them by a chance of its own, or the end comes.
    """
    r, alpha, a, b = model
    rate, chance = rng.gamma(r, 1.0 / alpha, customers), rng.beta(a, b, customers)
    now, who = 100.0 - age, np.arange(customers)
    rows = [(who, now)]
    while len(who):
        now = now + rng.exponential(1.0 / rate[who])
        who, now = who[now <= 100.0], now[now <= 100.0]
        rows.append((who, now))
        stays = rng.random(len(who)) >= chance[who]
        who, now = who[stays], now[stays]
    columns = [np.concatenate(column) for column in zip(*rows, strict=True)]
    return pd.DataFrame(dict(zip(("customer", "week"), columns, strict=True)))
