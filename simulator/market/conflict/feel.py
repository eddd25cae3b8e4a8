"""Feel: outlets with a policy of escalation keep books on what they earn, and on what shows of conflict.

What an outlet knows is in its own books, the prices that it sees, its own orders and terms, and what it hears
of others' sales in its area. Each other member is heard of with a chance in a week, whatever it sold, and
weeks later. Harm that was worked out from what customers would have done is not read here.

More outlets are more: each hears of each other by a draw of its own, and has its own share of what is said.
"""

from collections.abc import Iterator

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.keyed_random import happens, stable_key, threshold
from simulator.domain.registries import CONFLICT_ISSUES
from simulator.market.conflict.exposure import WeekOfIssues
from simulator.market.state.grievance_book import Seen
from simulator.market.state.protocols import EffortState, FeelingState
from simulator.market.state.taken import sums, taken


def close_grievance_books(state: FeelingState) -> None:
    """Let outlets that feel enter what they earned this week on each manufacturer's products, and sold."""
    book = state.grievance_book
    if not book.aggrieved:
        return
    earned, sales = own_books(state)
    for (payer, payee), amount in sorted(state.payments.of_reason("compensation").items()):
        row = state.outlet_number.get(payee)
        if row in book.aggrieved and payer in state.given.manufacturers:
            earned[row, list(state.given.manufacturers).index(payer)] += amount
    for row, one in book.aggrieved.items():
        if state.members[one.name].is_open:
            one.note_week(earned[row].astype(np.float64), sales[row].astype(np.float64))


def own_books(state: EffortState) -> tuple[Integers, Integers]:
    """Return what each outlet earned on each manufacturer's products, and sold of them [O, M, steps]."""
    _, place, _, margin = taken(state)
    shape = state.effort_book.effort.shape
    return sums(shape, place, margin), sums(shape, place, np.ones_like(margin))


def notice(state: FeelingState, week: WeekOfIssues) -> None:
    """Let outlets that feel note what shows of conflict this week, or will, and what they hear."""
    for name in week.run_tables.issues.names:
        if name in state.given.conflict.importance:
            note_promises(state, week, name)
            note_signs(state, week, name)
    for one in state.grievance_book.aggrieved.values():
        one.hear(state.week)


def note_promises(state: FeelingState, week: WeekOfIssues, issue: str) -> None:
    """Note the makers of products for which outlets had a promise that an issue would not arise."""
    promised = CONFLICT_ISSUES.get(issue).promised(week)
    for row, one in state.grievance_book.aggrieved.items():
        one.promised |= {(issue, maker) for maker in week.maker[promised[row]].tolist()}


def note_signs(state: FeelingState, week: WeekOfIssues, issue: str) -> None:
    """Let outlets see the signs of an issue at once, or hear of them by chance and late."""
    is_hearsay = CONFLICT_ISSUES.get(issue).is_hearsay
    for row, seen in sorted(set(signs_of(state, week, issue))):
        one = state.grievance_book.aggrieved[row]
        if not is_hearsay:
            one.seen[seen] += 1
        elif hears_of(state, one.name, seen[1], one.rule.hears):
            one.hearsay[state.week + one.rule.hearsay_weeks].add(seen)


def signs_of(state: FeelingState, week: WeekOfIssues, issue: str) -> Iterator[tuple[int, Seen]]:
    """Yield outlets, by number, and what each could notice of an issue, the products of a maker together."""
    for who, source, product, is_breach in CONFLICT_ISSUES.get(issue).signs(week):
        row = state.outlet_number[state.header.parties[who]]
        yield row, (issue, source, week.maker[product].item(), is_breach)


def hears_of(state: FeelingState, name: str, source: int, chance: float) -> bool:
    """Say whether this week's sales of another member will be heard of."""
    other = stable_key(state.header.parties[source])
    return happens(state.dice.word("hearsay", state.week, stable_key(name), other), threshold(chance))


def late_orders(state: FeelingState) -> Iterator[tuple[int, int, int]]:
    """Yield buyer and supplier as parties, and product, of orders in hand that were not shipped in full."""
    code = state.header.code
    for supplier, orders in state.pipeline.orders.items():
        for order in orders:
            yield code(order.buyer), code(supplier), state.product_number[order.product]
