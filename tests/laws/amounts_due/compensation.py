"""What is due in compensation: the whole money steps of what has been made good so far, week by week."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from simulator.base.counting import HARM_STEPS
from tests.laws.amounts_due.book import Book, Payment

type Pair = tuple[int, int]
"""Supplier and buyer [codes]."""


def due_for_compensation(book: Book) -> Iterator[Payment]:
    """Yield what suppliers pay buyers for what outlets of theirs took; less than a step waits for more."""
    weeks: dict[int, Counter[Pair]] = {}
    for week, aggrieved, source, amount in book.rows("compensation", "aggrieved", "source", "amount"):
        supplier = book.header.code(str(book.member(source).owner))
        counted = round(amount / book.units.money_step * HARM_STEPS)
        weeks.setdefault(week, Counter())[supplier, aggrieved] += counted
    so_far, paid = Counter[Pair](), Counter[Pair]()
    for week in sorted(weeks):
        so_far.update(weeks[week])
        for pair, counted in so_far.items():
            due = int(Fraction(counted, HARM_STEPS)) - paid[pair]
            paid[pair] += due
            yield week, *pair, "compensation", due
