"""What is due under contracts: rebates, late fees, penalties for broken price floors."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import inf

from simulator.base.keyed_random import KeyedRandom, happens, stable_key, threshold
from simulator.domain.channel.rebate import Rebate
from simulator.domain.units import Units
from tests.laws.amounts_due.book import WHOLE, Book, Payment, basis_points
from tests.laws.amounts_due.terms import Terms

type Deal = tuple[int, int, int]
"""Supplier, buyer, product [codes]."""


def due_for_rebates(book: Book) -> Iterator[Payment]:
    """Yield the bonuses on what was shipped in a period, at its end or the run's; none on what was before."""
    bought: dict[tuple[int, int, int, Rebate], list[tuple[int, int]]] = defaultdict(list)
    columns = ("supplier", "buyer", "product", "units", "price")
    for week, supplier, buyer, product, units, price in book.rows("shipment", *columns):
        for rebate in book.contract(supplier, buyer, product).rebates:
            if week and book.header.products[product] in rebate.products:
                end = min(-(-week // rebate.every) * rebate.every, book.weeks)
                bought[end, supplier, buyer, rebate].append((units, price))
    for (week, supplier, buyer, rebate), lots in bought.items():
        yield week, supplier, buyer, "rebate", bonus(rebate, lots, book.units)


def bonus(rebate: Rebate, lots: Sequence[tuple[int, int]], units: Units) -> int:
    """Return the bonus on lots in their order, each so many steps at a price: marginal, rounded once.

    >>> said = Rebate(products=("lamp",), above=10, rate=0.05, every=4, further=({"above": 20, "rate": 0.1},))
    >>> bonus(said, [(8, 100), (7, 101), (10, 99)], Units())  # 5 · 5.05 + 5 · 4.95 + 5 · 9.90 = 99.5
    100
    """
    steps = rebate.steps()
    lows = [units.quantity(step.above) for step in steps]
    due, before = 0, 0
    for many, price in lots:
        for step, low, high in zip(steps, lows, [*lows[1:], inf], strict=True):
            inside = int(max(0, min(before + many, high) - max(before, low)))
            due += inside * price * basis_points(step.rate)
        before += many
    return round(Fraction(due, WHOLE))


def due_for_delay(book: Book) -> Iterator[Payment]:
    """Yield the fees for what suppliers have seen ordered and still owe at the end of each week."""
    placed, gone, cancelled = (
        by_deal(book, kind, sign) for kind, sign in (("order", 1), ("shipment", -1), ("cancellation", -1))
    )
    for deal in placed:
        contract = book.contract(*deal)
        if not contract.late_fee or book.product(deal[2]).digital:
            continue  # digital goods are shipped in the moment in which they are ordered
        fee, is_open, unseen = book.units.price(contract.late_fee), 0, Counter[int]()
        for week in range(book.weeks + 1):
            if is_open and is_open + cancelled[deal][week] == 0:
                unseen.clear()  # whoever leaves, or delists, cancels also what is still in the mail
            is_open += placed[deal][week] + gone[deal][week] + cancelled[deal][week]
            if week:
                unseen[week + contract.order_weeks] += placed[deal][week]
                waiting = sum(units for seen, units in unseen.items() if seen > week)
                yield week, deal[0], deal[1], "late_fee", fee * (is_open - waiting)
            elif placed[deal][0]:
                unseen = in_the_mail_at_first(book, deal)


def in_the_mail_at_first(book: Book, deal: Deal) -> Counter[int]:
    """Return the units ordered before the run opens, by the week in which their supplier sees them."""
    goods = book.contract(*deal).opening.get(book.header.products[deal[2]])
    orders = () if goods is None else goods.orders
    return Counter({week: book.units.quantity(units) for week, units in enumerate(orders, start=1)})


def by_deal(book: Book, kind: str, sign: int) -> dict[Deal, Counter[int]]:
    """Return the units of a kind of entry, by supplier, buyer and product, and by week."""
    found: dict[Deal, Counter[int]] = defaultdict(Counter)
    for week, supplier, buyer, product, units in book.rows(kind, "supplier", "buyer", "product", "units"):
        found[supplier, buyer, product][week] += sign * units
    return found


def due_for_breaches(book: Book, terms: Terms) -> Iterator[Payment]:
    """Yield the penalties for prices below the floor in force, where a week's luck has them noticed."""
    dice, in_force = KeyedRandom(book.header.seed), floors_by_week(book)
    for week, outlet, product, price in book.rows("posting", "outlet", "product", "price"):
        supplier, floor = in_force[week][outlet, product]
        if supplier < 0 or price >= floor:
            continue
        contract = book.contract(supplier, outlet, product)
        detection, penalty = terms.floor_terms(week, contract)
        who, what = contract.buyer, book.header.products[product]
        if happens(dice.word("floor", week, stable_key(who), stable_key(what)), threshold(detection)):
            yield week, outlet, supplier, "penalty", book.units.money(penalty)


def floors_by_week(book: Book) -> list[dict[tuple[int, int], tuple[int, int]]]:
    """Return supplier and floor of each outlet and product, for each week; they hold until others do."""
    news: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    columns = ("outlet", "product", "supplier", "price_floor")
    for week, *row in book.rows("terms_in_force", *columns):
        news[week].append(tuple(row))
    weeks: list[dict[tuple[int, int], tuple[int, int]]] = []
    for week in range(book.weeks + 1):
        now = {(outlet, product): (supplier, floor) for outlet, product, supplier, floor in news[week]}
        weeks.append({**weeks[-1], **now} if weeks else now)
    return weeks
