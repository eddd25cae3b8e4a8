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
    columns = ("outlet", "product", "promotion", "units", "price", "asked")
    for week, outlet, product, promotion, units, price, asked in book.rows("promotion_sale", *columns):
        plans = plans_of(book, (outlet, product, book.word(promotion)), price, asked)
        if plans != {None}:
            loans.append(Loan(week, outlet, units, price, plans.pop() if len(plans) == 1 else None))
    return loans


def plans_of(book: Book, sold: tuple[int, int, str], price: int, asked: int) -> set[Plan | None]:
    """Return how a sale may be paid: under promotions of a name for a product at an outlet and a price."""
    outlet, product, name = sold
    return {
        said.pay
        for number, said in enumerate(book.given.promotions)
        if name == (said.name or (said.code.name if said.code else f"offer {number + 1}"))
        and said.product == book.header.products[product]
        and said.at.selects(book.member(outlet))
        and price_under(book, said, asked) == price
    }


def price_under(book: Book, said: Promotion, asked: int) -> int:
    """Return what one step costs under a promotion where so much is asked of everybody [money steps]."""
    if said.off is not None:
        return asked - share_of(asked, said.off)
    if said.of_list is not None:
        return book.units.price(said.of_list * book.given.products[said.product].list_price)
    return asked if said.price is None else book.units.price(said.price)
