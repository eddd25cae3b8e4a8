"""What is due for goods: sold, shipped, made, kept, used up and given back."""

from collections import defaultdict
from collections.abc import Iterator

from tests.laws.amounts_due.book import OUT, Book, Payment, share_of
from tests.laws.amounts_due.terms import Terms


def due_for_sales(book: Book, terms: Terms) -> Iterator[Payment]:
    """Yield prices, handling, and what a marketplace takes of sales on it: commission and fulfilment."""
    price_of = book.units.price
    for week, outlet, price, units in book.rows("sale", "outlet", "price", "units"):
        yield week, OUT, outlet, "sale", price * units
        yield week, outlet, OUT, "handling", price_of(book.member(outlet).sale_cost) * units
        hosting = book.hosting(outlet)
        if hosting is None:
            continue
        host = book.header.code(hosting.supplier)
        yield week, outlet, host, "commission", share_of(price, terms.commission(week, outlet)) * units
        if hosting.fulfilment_fee is not None:
            yield week, outlet, host, "fulfilment", price_of(hosting.fulfilment_fee) * units
            yield week, host, OUT, "handling", price_of(book.member(host).sale_cost) * units


def due_for_shipments(book: Book) -> Iterator[Payment]:
    """Yield prices and freight of what is shipped; digital goods have no carrier."""
    columns = ("supplier", "buyer", "product", "units", "price")
    for week, supplier, buyer, product, units, price in book.rows("shipment", *columns):
        yield week, buyer, supplier, "goods", price * units
        contract = book.contract(supplier, buyer, product)
        if contract.freight and not book.product(product).digital:
            payer = buyer if contract.freight_paid_by == "buyer" else supplier
            yield week, payer, OUT, "freight", book.units.price(contract.freight) * units
    columns = ("supplier", "member", "units", "price")
    for week, supplier, member, units, price in book.rows("sell_back", *columns):
        yield week, supplier, member, "buy_back", price * units


def due_for_production(book: Book) -> Iterator[Payment]:
    """Yield the costs of what is made, in the week in which it is begun."""
    for week, maker, product, units in book.rows("production", "member", "product", "units"):
        yield week, maker, OUT, "production", book.units.price(book.product(product).unit_cost) * units


def due_for_storage(book: Book) -> Iterator[Payment]:
    """Yield what keeping goods costs: a share of their cost, row by row, and a marketplace's fee a unit."""
    for week, holder, units, cost in book.rows("stock", "member", "units", "unit_cost"):
        keeper, hosting = holder, book.hosting(holder)
        if hosting is not None and hosting.fulfilment_fee is not None:
            keeper = book.header.code(hosting.supplier)
            yield week, holder, keeper, "storage fee", book.units.price(hosting.storage_fee) * units
        yield week, keeper, OUT, "storage", share_of(cost * units, book.member(keeper).storage_cost)


def due_for_consumption(book: Book) -> Iterator[Payment]:
    """Yield what goods were worth to members that use them up: their mean cost in a week, nothing being kept.

    What a member opens with costs what the first contract drawn for it opens with.
    """
    came = arrivals_of_users(book)
    costs = opening_costs(book)
    for week, member, product, units in book.rows("consumption", "member", "product", "units"):
        held, mean = 0, costs.get((member, product), 0.0)
        for many, price in came[week, member, product]:
            mean = price if price is not None and not held else mean
            if price is not None and held:
                mean = (mean * held + price * many) / (held + many)
            held += many
        costs[member, product] = mean
        yield week, OUT, member, "consumption", round(mean) * units


def arrivals_of_users(book: Book) -> dict[tuple[int, int, int], list[tuple[int, float | None]]]:
    """Return units and price of what comes to users, by week, member and product; opening stock has none."""
    users = book.header.users
    came: dict[tuple[int, int, int], list[tuple[int, float | None]]] = defaultdict(list)
    for week, member, product, units in book.rows("opening", "member", "product", "units"):
        if users[member]:
            came[max(week, 1), member, product].append((units, None))
    columns = ("buyer", "product", "units", "arrives", "price")
    for _, buyer, product, units, arrives, price in book.rows("shipment", *columns):
        if users[buyer]:
            came[arrives, buyer, product].append((units, float(price)))
    return came


def opening_costs(book: Book) -> dict[tuple[int, int], float]:
    """Return what goods cost members before any came, by member and product [money steps]."""
    header, costs = book.header, {}
    number = {name: at for at, name in enumerate(header.products)}
    for contract in header.contracts:
        for product, price in contract.prices.items():
            key = header.code(contract.buyer), number[product]
            costs.setdefault(key, float(book.units.price(price)))
    return costs
