"""What is due for sales that customers pay in parts: the loan, and the provider's fee for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.domain.offers.promotions import Plan, Promotion
from tests.laws.amounts_due.book import OUT, UNTOLD, Book, Payment, share_of


@dataclass(frozen=True)
class Loan:
    """What customers owe an outlet for units that it sold them in a week at a price."""

    week: int
    outlet: int
    units: int
    price: int
    plan: Plan | None
    """How they pay; none: no entry tells which of several plans it is."""

    def later(self) -> tuple[int, ...]:
        """Return the parts that are not due at once: the first ones are a step larger if they must be.

        >>> Loan(1, 1, 1, 19_999, Plan(instalments=4)).later()
        (5000, 5000, 4999)
        """
        count = self.plan.instalments if self.plan else 1
        return tuple(self.price // count + (at < self.price % count) for at in range(count))[1:]


def due_for_credit(loans: list[Loan]) -> Iterator[Payment]:
    """Yield what outlets lend, and what providers take."""
    for loan in loans:
        fee, lent = UNTOLD, UNTOLD
        if loan.plan is not None:
            fee, lent = share_of(loan.price, loan.plan.fee) * loan.units, sum(loan.later()) * loan.units
        yield loan.week, loan.outlet, OUT, "instalment_fee", fee
        yield loan.week, loan.outlet, OUT, "credit", lent


def loans_of(book: Book) -> list[Loan]:
    """Return the loans of a run, from its sales under promotions that are paid in parts."""
    loans = []
    columns = ("outlet", "product", "cell", "promotion", "leaked", "units", "price", "asked")
    for week, outlet, *sold, units, price, asked in book.rows("promotion_sale", *columns):
        plans = {
            said.pay
            for name, said in named_promotions(book)
            if may_be_sold(book, (name, said), week, outlet, sold) and price_under(book, said, asked) == price
        }
        if plans != {None}:
            loans.append(Loan(week, outlet, units, price, plans.pop() if len(plans) == 1 else None))
    return loans


def named_promotions(book: Book) -> list[tuple[str, Promotion]]:
    """Return all promotions with the names that a ledger calls them by, which need not be different."""
    return [
        (said.name or (said.code.name if said.code else f"offer {number}"), said)
        for number, said in enumerate(book.given.promotions, start=1)
    ]


def may_be_sold(book: Book, named: tuple[str, Promotion], week: int, outlet: int, sold: list[int]) -> bool:
    """Say whether a sale of a product, to a cell, under a name, leaked or not, can be of a promotion."""
    (name, said), (product, cell, promotion, leaked) = named, sold
    segments = said.audience.segment if said.audience else None
    is_open_to = leaked or segments is None or book.header.cells[cell].segment in segments
    return (
        name == book.word(promotion)
        and said.product == book.header.products[product]
        and said.at.selects(book.member(outlet))
        and (said.weeks is None or said.weeks[0] <= week)
        and is_open_to
        and not (leaked and (said.code is None or not said.code.leaks))
    )


def price_under(book: Book, said: Promotion, asked: int) -> int:
    """Return what one step costs under a promotion where so much is asked of everybody [money steps]."""
    if said.off is not None:
        return asked - share_of(asked, said.off)
    if said.of_list is not None:
        return book.units.price(said.of_list * book.given.products[said.product].list_price)
    return asked if said.price is None else book.units.price(said.price)
