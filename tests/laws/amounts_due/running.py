"""What is due whatever is sold: running costs of open members, advice, and communities of owners."""

from collections import Counter
from collections.abc import Iterator

from tests.laws.amounts_due.book import OUT, Book, Payment


def due_for_running(book: Book) -> Iterator[Payment]:
    """Yield the weekly costs of members open at a week's end, of advice given, and of communities."""
    for week, members in enumerate(open_by_week(book)):
        for member in members if week else ():
            yield week, member, OUT, "running", book.units.money(book.member(member).weekly_cost)
    for week, outlet, customers in book.rows("advice", "outlet", "customers"):
        yield week, outlet, OUT, "advice", book.units.money(book.member(outlet).advice_cost) * customers
    yield from due_for_communities(book)


def due_for_communities(book: Book) -> Iterator[Payment]:
    """Yield what manufacturers pay for the members of a product's community, of all cells together."""
    members: Counter[tuple[int, int]] = Counter()
    for week, product, customers in book.rows("membership", "product", "customers"):
        members[week, product] += customers
    for (week, product), many in members.items():
        made = book.product(product)
        cost = made.community.weekly_cost if made.community else 0.0
        yield week, book.header.code(made.maker), OUT, "community", book.units.money(cost * many)


def open_by_week(book: Book) -> list[set[int]]:
    """Return the members that are open at the end of each week, from 0.

    In a week those leave whose time or event is over, then others open, as planned or by an event; then those
    leave that do not earn enough, their sellers with them, and then others enter because it pays.
    """
    moves: dict[int, list[tuple[int, bool, int]]] = {}
    pays = {(week, who) for week, who, why in left(book) if why == "does not pay"}
    for week, who, why in left(book):
        host = book.member(who).hosted_by
        is_late = (week, who) in pays or (why == "host left" and (week, book.header.code(host)) in pays)
        moves.setdefault(week, []).append((2 if is_late else 0, False, who))
    for week, who, why in book.rows("admission", "member", "reason"):
        moves.setdefault(week, []).append((3 if book.word(why) == "pays" else 1, True, who))
    now = {
        code
        for code, member in enumerate(book.header.members, start=1)
        if member.opens == 0 and not member.is_potential
    }
    weeks = [set(now)]
    for week in range(1, book.weeks + 1):
        for _, is_in, who in sorted(moves.get(week, ())):
            now = now | {who} if is_in else now - {who}
        weeks.append(now)
    return weeks


def left(book: Book) -> list[tuple[int, int, str]]:
    """Return week, member and reason of each departure."""
    return [(week, who, book.word(why)) for week, who, why in book.rows("departure", "member", "reason")]
