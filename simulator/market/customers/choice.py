"""Choice: what customers with a need intend to take, ranked, before it is known what is left in stock."""

from dataclasses import dataclass, fields

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.numerics.ragged import highest, picked
from simulator.domain.people.utility_term import PURCHASE_REASONS
from simulator.market.customers.choice_with_backorders import if_all_were_there, planned, ranked
from simulator.market.customers.consideration import ConsiderationSet, Seen
from simulator.market.customers.reasons_not_to_buy import reasons_not_to_buy
from simulator.market.customers.utility_gains import UtilityGains, surplus_over
from simulator.market.customers.weighed_offers import WeighedOffers
from simulator.market.state.choice_tables import NONE
from simulator.mechanisms.conflict.harm import Booked, Considered, harm

PRICE, LUCK = PURCHASE_REASONS.index("price"), PURCHASE_REASONS.index("luck")

type Surplus = list[tuple[int, int]]


@dataclass(frozen=True)
class Intentions:
    """One row a customer with a need, in the order of customers; offers by number or NONE."""

    customer: Integers
    wanted: Integers
    first: Integers
    second: Integers
    waits: Integers
    """What is ordered by customers that get neither."""
    first_promotion: Integers
    """Under which promotional price the first choice would be taken, or NONE."""
    second_promotion: Integers
    waits_promotion: Integers
    adviser: Integers
    considered: Integers
    tipped: Integers
    reason_not_to_buy: Integers
    """What kept it from buying though offers were at hand: a place in `HELD_BACK`, or NONE."""
    knows: Flags
    sees: Flags
    set_row: Integers
    """Row of each offer considered; empty unless choice sets are kept."""
    set_offer: Integers


def together(blocks: list[Intentions]) -> Intentions:
    """Return the intentions of all blocks as one."""
    before = np.cumsum([0, *(len(block.customer) for block in blocks)])[:-1]
    joined = {f.name: np.concatenate([getattr(b, f.name) for b in blocks]) for f in fields(Intentions)}
    joined["set_row"] = np.concatenate([b.set_row + at for b, at in zip(blocks, before, strict=True)])
    return Intentions(**joined)


def intentions_of(looking: ConsiderationSet) -> tuple[Intentions, Booked, Surplus]:
    """Let customers rank what they see against not buying; return harm and surplus, too."""
    seen, rows, weighed = looking.seen, len(looking.who), WeighedOffers(looking)
    parts = [*weighed.utility(), weighed.luck]
    value = ((parts[0] + parts[1]) + parts[2]) + parts[3]
    total, (forgone, luck) = value + parts[4], weighed.not_buying()
    nothing = forgone + luck
    had = slice(None) if looking.to_be_had.all() else np.flatnonzero(looking.to_be_had)
    row, offer = seen.row[had], seen.offer[had]
    considered = [part[had] for part in parts]
    if looking.wait is None:
        plan, (best, next_best, most) = None, ranked(row, total[had], nothing)
        worth, hoped = value[had], wanted(seen, total, picked(offer, best), most)
    else:
        plan = planned(row, value[had], parts[4][had], looking.wait[had], seen.in_stock[had], nothing)
        best, next_best, _ = ranked(row, plan.total, nothing)
        worth, hoped = plan.value, if_all_were_there(seen, total, nothing)
        considered.append(plan.waiting)
    first, second, waits = (best, next_best, None) if plan is None else (plan.first, plan.second, plan.waits)
    kept = slice(None) if looking.run_tables.keeps_considered else slice(0)
    intentions = Intentions(
        customer=looking.who,
        wanted=hoped,
        first=picked(offer, first),
        second=picked(offer, second),
        waits=nobody(rows) if waits is None else picked(offer, waits),
        first_promotion=promotion_of(weighed, had, first),
        second_promotion=promotion_of(weighed, had, second),
        waits_promotion=nobody(rows) if waits is None else promotion_of(weighed, had, waits),
        adviser=looking.adviser,
        considered=np.bincount(row, minlength=rows),
        tipped=tipped(considered, best, next_best, {PRICE: forgone, LUCK: luck}),
        reason_not_to_buy=reasons_not_to_buy(weighed, nothing, hoped == NONE),
        knows=looking.known[:, looking.run_tables.products_of[looking.category]].any(axis=1),
        sees=np.bincount(seen.row, minlength=rows) > 0,
        set_row=row[kept],
        set_offer=offer[kept],
    )
    gains = UtilityGains(looking, row, offer, worth, forgone)
    return intentions, harm_over(weighed, gains, had), surplus_over(gains)


def nobody(rows: int) -> Integers:
    """Return NONE for every row."""
    return np.full(rows, NONE, dtype=np.int64)


def promotion_of(weighed: WeighedOffers, had: Integers | slice, choice: Integers) -> Integers:
    """Return under which promotional price each row would take what it chose, or NONE."""
    taken = weighed.prices.promotion
    return np.full(len(choice), NONE) if taken is None else picked(taken[had], choice)


def wanted(seen: Seen, total: Floats, first: Integers, most: Floats) -> Integers:
    """Return the offer each row would have taken had everything been in stock."""
    gone = np.flatnonzero(~seen.in_stock)
    if not len(gone):
        return first
    best, utility = highest(seen.row.take(gone), total.take(gone), len(first))
    better = np.flatnonzero(utility > most)
    hoped = first.copy()
    hoped[better] = seen.offer.take(gone.take(best.take(better)))
    return hoped


def tipped(parts: list[Floats], first: Integers, second: Integers, nothing: dict[int, Floats]) -> Integers:
    """Return the part in which each row's first choice is furthest ahead of the runner-up; 0 without one."""
    buys = np.flatnonzero(first != NONE)
    mine, other = first.take(buys), second.take(buys)
    rivalled = np.flatnonzero(other != NONE)
    leads = np.zeros((len(parts), len(buys)))
    for number, part in enumerate(parts):
        behind = nothing[number].take(buys) if number in nothing else np.zeros(len(buys))
        behind[rivalled] = part.take(other.take(rivalled))
        leads[number] = part.take(mine) - behind
    found = np.zeros(len(first), dtype=np.int64)
    found[buys] = np.argmax(leads, axis=0)
    return found


def harm_over(weighed: WeighedOffers, gains: UtilityGains, had: Integers | slice) -> Booked:
    """Return what outlets took from each other over these customers; *had* are the pairs of the gains.

    Customers whose choice is no logit are left out.
    """
    looking, offer, asked = gains.looking, gains.offer, weighed.prices
    tables = looking.run_tables
    outlet, product = tables.outlet_of.take(offer), tables.product_of.take(offer)
    considered = Considered(
        row=gains.row,
        rows=len(looking.who),
        outlet=outlet,
        product=product,
        maker=tables.maker.take(product),
        owner=tables.owner.take(outlet),
        weight=gains.weight,
        price=asked.price[had],
        floor=looking.tables.floor.ravel().take(offer),
        margin=asked.margin[had],
        territory=looking.tables.territory.ravel().take(offer),
        sensitivity=looking.sensitivity(),
        relief=np.ones(len(offer)) if asked.relief is None else asked.relief[had],
    )
    if not tables.logit.all():
        considered = considered.some(tables.logit.take(looking.cell).take(gains.row))
    return harm(considered, tables.tolerance)
