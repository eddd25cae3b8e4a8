"""What is due for answers to owners: their cost, and what the manufacturer pays another member for them."""

from collections.abc import Iterator

from simulator.domain.offers.support_terms import SupportTerms
from tests.laws.amounts_due.book import OUT, Book, Payment


def due_for_support(book: Book) -> Iterator[Payment]:
    """Yield cost and fee of each contact that is answered; what is given up costs nothing."""
    money = book.units.money
    columns = ("answerer", "product", "outcome", "customers")
    for week, answerer, product, outcome, customers in book.rows("contact_outcome", *columns):
        if book.word(outcome) != "answered":
            continue
        agreed, maker = terms_of_support(book, product), book.header.code(book.product(product).maker)
        yield week, answerer, OUT, "support", money(agreed.cost) * customers
        if maker != answerer:
            yield week, maker, answerer, "support_fee", money(agreed.fee) * customers


def terms_of_support(book: Book, product: int) -> SupportTerms:
    """Return the last terms of support of a product; IndexError if there are none."""
    name, made = book.header.products[product], book.product(product)
    assert made.life is not None or made.subscription is not None
    return [one for one in book.given.support if one.product in (None, name)][-1]
