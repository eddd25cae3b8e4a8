"""Questions asked: which questions about products are open to needs that look, in columns.

As `Customer.questions_open`. Answers that needs have are bits, by the places of `QUESTIONS`.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.keyed_random import happens, threshold
from simulator.domain.product.question import QUESTIONS
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.state.choice_tables import NONE

type Answers = NDArray[np.uint8]
"""Which questions are answered, one bit each."""


def answered_by_advice(looking: ConsiderationSet, row: Integers, product: Integers) -> Answers:
    """Return which questions about a product the adviser of each row answers [pairs]."""
    tables, found = looking.run_tables, np.zeros(len(row), dtype=np.uint8)
    asks = np.flatnonzero(looking.adviser.take(row) != NONE)
    row, product = row.take(asks), product.take(asks)
    knows = threshold(looking.tables.expertise[looking.adviser.take(row), product])
    for number, name in enumerate(QUESTIONS):
        words = looking.luck(f"question {name}", tables.product_keys.take(product), row)
        found[asks] |= happens(words, knows).astype(np.uint8) << number
    return found


def questions_open(looking: ConsiderationSet, row: Integers, product: Integers) -> tuple[Floats, ...]:
    """Return whether each question about a product is open to each row, 1 or 0 [pairs]."""
    found = answered_by_advice(looking, row, product)
    if looking.answered is not None:
        found |= looking.answered[row, product]
    asks: Flags = ~looking.columns.experience[looking.who.take(row), product]
    return tuple((asks & (found >> number & 1 == 0)).astype(np.float64) for number in range(len(QUESTIONS)))
