"""Questions told: how far a week's messages on media answer questions about products, cell by cell.

    chance that a need hears question k answered = 1 − exp(−Σ_messages contacts per head · answers_k)

Source: Poisson contacts, each an answer with a chance of its own.
"""

import numpy as np

from simulator.base.arrays import Floats
from simulator.base.numerics.portable import exp
from simulator.domain.communication.message import Message
from simulator.domain.product.question import QUESTIONS


class QuestionsTold:
    """Contacts per head that answer each question about each product, since the last week was opened."""

    def __init__(self, cells: int, products: int) -> None:
        self._answers = np.zeros((cells, products, len(QUESTIONS)))

    def hear(self, product: int, message: Message, contacts: Floats) -> None:
        """Add contacts per head with a message in each cell [C]."""
        if message.answers:
            self._answers[:, product] += contacts[:, None] * answers_of(message)

    def of_week(self) -> Floats | None:
        """Return the chance that a need hears each question answered [C, P, K]; none: nothing is.

        From then on contacts are counted anew.
        """
        if not self._answers.any():
            return None
        chance = chance_of_answers(self._answers)
        self._answers[:] = 0.0
        return chance


def answers_of(message: Message) -> Floats:
    """Return how far a message answers each question [share, K]."""
    return np.array([message.answers.get(name, 0.0) for name in QUESTIONS])


def chance_of_answers(contacts: Floats) -> Floats:
    """Return the chance of an answer by so many contacts that answer."""
    chance: Floats = 1.0 - exp(-contacts)
    return chance
