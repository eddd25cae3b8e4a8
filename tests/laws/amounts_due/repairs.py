"""What is due for units that fail: sending, repairing, and what the manufacturer pays another repairer.

A repair is paid when it is begun, which no entry says by itself: of what is with a repairer at the end of a
week, what waits is not begun.
"""

from collections import defaultdict
from collections.abc import Iterator

from simulator.domain.offers.warranty_terms import WarrantyTerms
from tests.laws.amounts_due.book import OUT, Book, Payment


def due_for_repairs(book: Book) -> Iterator[Payment]:
    """Yield shipping by claims, and cost and fee by repairs begun: claimed + waiting before − waiting now.

    What a repairer that leaves gives back as it is was not begun as far as it waited.
    """
    price_of = book.units.price
    came: dict[tuple[int, int, int], int] = defaultdict(int)
    for week, repairer, product, units in book.rows("claim", "repairer", "product", "units"):
        came[week, repairer, product] += units
        shipping = price_of(terms_of_warranty(book, product).shipping_cost)
        yield week, repairer, OUT, "repair_shipping", shipping * units
    waits: dict[tuple[int, int, int], int] = defaultdict(int)
    for week, repairer, product, waiting in book.rows("in_repair", "repairer", "product", "waiting"):
        waits[week, repairer, product] = waiting
    left = {(week, member) for week, member in book.rows("departure", "member")}
    for repairer, product in sorted({key[1:] for key in came}):
        agreed = terms_of_warranty(book, product)
        maker = book.header.code(book.product(product).maker)
        for week in range(1, book.weeks + 1):
            at = repairer, product
            before = 0 if (week, repairer) in left else waits[week - 1, *at]
            begun = before + came[week, *at] - waits[week, *at]
            yield week, repairer, OUT, "repair", price_of(agreed.repair_cost) * begun
            if maker != repairer:
                yield week, maker, repairer, "repair_fee", price_of(agreed.repair_fee) * begun


def terms_of_warranty(book: Book, product: int) -> WarrantyTerms:
    """Return the last warranty of a product; IndexError if there is none."""
    name = book.header.products[product]
    assert not book.product(product).digital
    return [one for one in book.given.warranties if one.product in (None, name)][-1]
