"""What is due for units that customers send back: refunds, shipping, inspection, commissions, credits."""

from collections.abc import Iterator

from simulator.domain.channel.selector import Selector
from simulator.domain.offers.return_terms import ReturnTerms
from tests.laws.amounts_due.book import OUT, Book, Payment, share_of
from tests.laws.amounts_due.terms import Terms


def due_for_returns(book: Book, terms: Terms) -> Iterator[Payment]:
    """Yield what outlets pay for units sent back, and what they get for them from host and supplier."""
    price_of = book.units.price
    columns = ("outlet", "product", "bought", "price", "refund", "shipping", "units")
    for week, outlet, product, bought, price, refund, shipping, units in book.rows("return", *columns):
        agreed = next(
            one
            for one in terms_of_return(book, outlet, product)
            if (share_of(price, one.refund), shipping_paid(book, one)) == (refund, shipping)
        )
        yield week, outlet, OUT, "refund", refund * units
        yield week, outlet, OUT, "inspection", price_of(agreed.inspection_cost) * units
        if shipping:
            yield week, outlet, OUT, "return_shipping", shipping * units
        hosting = book.hosting(outlet)
        if hosting is not None:
            kept = share_of(price, terms.commission(bought, outlet))
            host = book.header.code(hosting.supplier)
            yield week, host, outlet, "commission_refund", share_of(kept, agreed.commission_back) * units
    for week, supplier, outlet, units, price in book.rows(
        "supplier_credit", "supplier", "outlet", "units", "price"
    ):
        yield week, supplier, outlet, "return_credit", price * units


def shipping_paid(book: Book, terms: ReturnTerms) -> int:
    """Return what an outlet pays for sending a unit back [money steps]."""
    return int(book.units.price(terms.shipping_cost)) if terms.shipping_paid_by == "outlet" else 0


def terms_of_return(book: Book, outlet: int, product: int) -> list[ReturnTerms]:
    """Return the last terms on which an outlet takes a product back, and those of its promotions of it."""
    name, member = book.header.products[product], book.member(outlet)
    assert not book.product(product).digital
    own = [one for one in book.given.returns if one.product in (None, name) and one.at.selects(member)][-1:]
    for contract in book.header.contracts:
        if contract.buyer == member.name and name in contract.returns:
            at = Selector(name=member.name)
            own = [ReturnTerms.promised(contract.returns[name], at, own[0] if own else None)]
    promoted = [
        ReturnTerms.promised(one.returns, one.at, own[0] if own else None)
        for one in book.given.promotions
        if one.returns is not None and one.product == name and one.at.selects(member)
    ]
    return own + promoted
