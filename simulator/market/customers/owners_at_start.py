"""Owners at the start: which customers have a product in use when the run opens, and until when.

Of products of a category each customer has one at most. What is left of a unit's life is that of a market in
which units have been replaced for ever: a life met at random is long with chance in proportion to its length,
(L/λ)^k ~ Gamma(1 + 1/k), and any part of it may be over, so that a share U of it is left.

Source: renewal theory, Cox (1962), Renewal Theory, ch. 5.
"""

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.base.keyed_random import uniform
from simulator.base.numerics.gamma_draw import gamma_draws
from simulator.base.numerics.portable import power
from simulator.market.customers.customer_columns import CustomerColumns
from simulator.market.state.choice_tables import NONE


def equip_owners(columns: CustomerColumns, remembered: dict[str, float]) -> None:
    """Let customers have in use, know, and remember what they own when the run opens.

    *remembered*: what they remember of it, by name.
    """
    tables = columns.run_tables
    for category, products in enumerate(tables.products_of):
        lasting = [product for product in products if tables.lasting.owned[product] > 0.0]
        if not lasting:
            continue
        owned = _owned(columns, category, lasting)
        for product in lasting:
            some = np.flatnonzero(owned == product)
            columns.belongings.in_use[some, product] = _weeks_left(columns, some, product)
            columns.belongings.units[some, product] = 1
            columns.experience[some, product] = True
            for name, value in remembered.items():
                columns.own[name][some, product] = value


def _owned(columns: CustomerColumns, category: int, products: list[int]) -> Integers:
    """Return which product of a category each customer owns, or NONE [N]."""
    name = columns.run_tables.categories[category]
    rank = uniform(columns.dice.words(f"owned {name}", -1, columns.people.key))
    ends = np.cumsum(columns.run_tables.lasting.owned[products])
    at = np.searchsorted(ends, rank, side="right")
    return np.append(np.array(products, dtype=np.int64), NONE)[at]


def _weeks_left(columns: CustomerColumns, who: Integers, product: int) -> Integers:
    """Return for how many weeks more units are in use, at least one."""
    terms, keys = columns.run_tables.lasting, columns.people.key.take(who)
    own = columns.run_tables.product_keys[product]
    shape, scale = float(terms.shape[product]), float(terms.scale[product])

    def ranks(number: int) -> Floats:
        return uniform(columns.dice.words("life at start", -number - 2, keys, own))

    life = scale * power(gamma_draws(1.0 + 1.0 / shape, ranks), 1.0 / shape)
    left = uniform(columns.dice.words("age at start", -1, keys, own)) * life
    return np.maximum(1, np.rint(left)).astype(np.int64)
