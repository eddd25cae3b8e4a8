"""Choice: what customers with a need intend to take, ranked, before it is known what is left in stock."""

from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.numerics.ragged import highest, picked
from simulator.domain.people.utility_term import PURCHASE_REASONS
from simulator.market.customers.after_choice import AfterChoice
from simulator.market.customers.alternatives_seen import alternatives_seen
from simulator.market.customers.choice_luck import Weighed
from simulator.market.customers.choice_with_backorders import Plan, if_all_were_there, planned, ranked
from simulator.market.customers.consideration import ConsiderationSet, Seen
from simulator.market.customers.keeping import ValuesAtHome
from simulator.market.customers.utility_gains import UtilityGains
from simulator.market.customers.utility_in_fact import UtilityInFact, harm_of_visits
from simulator.market.customers.visit_surplus import Surplus, surplus_over
from simulator.market.customers.weighed_offers import WeighedOffers
from simulator.market.customers.what_is_lacking import lacks_of
from simulator.market.state.alternatives import Alternatives, joined, no_alternatives
from simulator.market.state.choice_tables import NONE
from simulator.mechanisms.conflict.considered import Considered
from simulator.mechanisms.conflict.harm import Booked
from simulator.mechanisms.experience.return_decision import AT_HOME

PRICE, LUCK = PURCHASE_REASONS.index("price"), PURCHASE_REASONS.index("luck")


@dataclass(frozen=True)
class Intentions:
    """One row a customer with a need, in the order of customers; offers by number or NONE."""

    customer: Integers
    wanted: Integers
    nearest: Integers
    """Best of all that is seen, whether or not it is better than going without; NONE where it is not kept."""
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
    knows: Flags
    sees: Flags
    lacks: Floats
    """What the best offer seen lacks to be better than going without, if nothing crowded it [utils]."""
    lacks_in_crowd: Floats
    """The same as it is, in stock or not [utils]."""
    at_home: tuple[Floats, Floats, Floats]
    """What first and second choice and the order are worth at home, `AT_HOME` [n, 4]; zeros where nothing is
    taken back."""
    alternatives: Alternatives
    """Every offer seen, in stock or not; empty unless the run keeps journeys."""


def together(blocks: list[Intentions]) -> Intentions:
    """Return the intentions of all blocks as one."""
    if len(blocks) == 1:
        return blocks[0]
    names = [f.name for f in fields(Intentions) if f.name not in ("alternatives", "at_home")]
    alternatives = joined([block.alternatives for block in blocks], [len(block.customer) for block in blocks])
    columns = {name: np.concatenate([getattr(block, name) for block in blocks]) for name in names}
    first, second, waits = (np.concatenate(parts) for parts in zip(*(b.at_home for b in blocks), strict=True))
    return Intentions(**columns, at_home=(first, second, waits), alternatives=alternatives)


class Ranking(NamedTuple):
    """What customers consider, pair by pair, and what they take of it."""

    had: Integers | slice
    """Which of the pairs seen can be had."""
    row: Integers
    offer: Integers
    worth: Floats
    """Utility without luck [utils]."""
    parts: list[Floats]
    """Utility and luck by purchase reason [utils]."""
    best: Integers
    """Best and next best of each row, as places of pairs, or NONE."""
    next_best: Integers
    plan: Plan | None
    """What is taken and what is ordered, where some outlets take orders."""
    wanted: Integers
    """Offer that each row would have taken had everything been in stock."""
    seen: tuple[Floats, Floats]
    """Utility without luck, and luck, of every pair seen [utils]."""
    nests: Weighed | None = None
    """What the nests of each set of pairs are worth, last of pairs that can be had, if worked out."""

    @property
    def total(self) -> Floats:
        """Return the utility of each pair, luck and all [utils]."""
        return self.worth + self.parts[LUCK] if self.plan is None else self.plan.total


def ranking_of(weighed: WeighedOffers, nothing: Floats) -> Ranking:
    """Let customers rank what they see; *nothing* is what going without is worth, luck and all."""
    looking, seen = weighed.looking, weighed.looking.seen
    parts = weighed.utility()
    value = ((parts[0] + parts[1]) + parts[2]) + parts[3]
    had = slice(None) if looking.to_be_had.all() else np.flatnonzero(looking.to_be_had)
    row, offer, worth = seen.row[had], seen.offer[had], value[had]
    if looking.wait is None:
        is_same = isinstance(had, slice) or not weighed.crowds
        sets = ((value, slice(None)),) if is_same else ((value, slice(None)), (worth, had))
        (luck, *others), nests = weighed.luck_and_worths(*sets)
        own = luck[had] if is_same else others[0]
        best, next_best, most = ranked(row, worth + own, nothing)
        hoped = (
            wanted(seen, value + luck, picked(offer, best), most)
            if is_same
            else if_all_were_there(seen, value + luck, nothing)
        )
        considered = [*(part[had] for part in parts), own]
        return Ranking(had, row, offer, worth, considered, best, next_best, None, hoped, (value, luck), nests)
    wait, in_stock = looking.wait[had], seen.in_stock[had]
    considered_worth = worth + np.where(in_stock, 0.0, wait)
    (luck, own), nests = weighed.luck_and_worths((value, slice(None)), (considered_worth, had))
    plan = planned(row, worth, own, wait, in_stock, nothing)
    best, next_best, _ = ranked(row, plan.total, nothing)
    hoped = if_all_were_there(seen, value + luck, nothing)
    considered = [*(part[had] for part in parts), own, plan.waiting]
    seen_as = value, luck
    return Ranking(had, row, offer, plan.value, considered, best, next_best, plan, hoped, seen_as, nests)


def intentions_of(looking: ConsiderationSet) -> tuple[Intentions, Booked, Surplus]:
    """Let customers rank what they see against not buying; return harm and surplus, too."""
    seen, rows, weighed = looking.seen, len(looking.who), WeighedOffers(looking)
    forgone, luck = weighed.not_buying()
    nothing = forgone + luck
    ranking = ranking_of(weighed, nothing)
    had, row, offer, worth, considered, best, next_best, plan, hoped, _, nests = ranking
    lacks, lacks_in_crowd = lacks_of(weighed, ranking.seen, (row, ranking.total), nothing)
    first, second, waits = (best, next_best, None) if plan is None else (plan.first, plan.second, plan.waits)
    kept, after = looking.run_tables.keeps_considered, weighed.after_choice(had)
    intentions = Intentions(
        customer=looking.who,
        wanted=hoped,
        nearest=nearest(looking, ranking) if looking.run_tables.keeps_stages else nobody(rows),
        first=picked(offer, first),
        second=picked(offer, second),
        waits=nobody(rows) if waits is None else picked(offer, waits),
        first_promotion=promotion_of(weighed, had, first),
        second_promotion=promotion_of(weighed, had, second),
        waits_promotion=nobody(rows) if waits is None else promotion_of(weighed, had, waits),
        adviser=looking.adviser,
        considered=np.bincount(row, minlength=rows),
        tipped=tipped(considered, best, next_best, {PRICE: forgone, LUCK: luck}),
        knows=looking.known[:, looking.run_tables.products_of[looking.category]].any(axis=1),
        sees=np.bincount(seen.row, minlength=rows) > 0,
        lacks=lacks,
        lacks_in_crowd=lacks_in_crowd,
        at_home=values_at_home(weighed, ranking, nothing, after),
        alternatives=alternatives_seen(weighed) if kept else no_alternatives(),
    )
    gains = UtilityGains(looking, row, offer, worth, forgone, nests)
    again = None if looking.is_again is None else UtilityInFact(looking, row, ranking.total, nothing)
    return (
        intentions,
        harm_over(weighed, gains, had, again),
        surplus_over(gains, again, after),
    )


def values_at_home(
    weighed: WeighedOffers, ranking: Ranking, nothing: Floats, after: AfterChoice
) -> tuple[Floats, Floats, Floats]:
    """Return what first and second choice and the order are worth at home, as `Keeper.value_at_home`."""
    looking, plan = weighed.looking, ranking.plan
    if not looking.run_tables.takes_returns:
        none = np.zeros((len(nothing), len(AT_HOME)))
        return none, none, none
    felt = looking.price_sensitivity.take(ranking.row) * weighed.prices.felt[ranking.had]
    values = ValuesAtHome(nothing, after, felt)
    if plan is None:
        first, second = (values.of(ranking.total, of) for of in (ranking.best, ranking.next_best))
        return first, second, values.of(ranking.total, None)
    first, second = (values.of(plan.total, of) for of in (plan.first, plan.second))
    return first, second, values.of(plan.if_ordered, plan.waits)


def nearest(looking: ConsiderationSet, ranking: Ranking) -> Integers:
    """Return the best offer of all that each row sees, as if all were in stock, or NONE."""
    value, luck = ranking.seen
    return picked(looking.seen.offer, highest(looking.seen.row, value + luck, len(looking.who))[0])


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


def harm_over(
    weighed: WeighedOffers, gains: UtilityGains, had: Integers | slice, again: UtilityInFact | None
) -> Booked:
    """Return what outlets took from each other over these customers; *had* are the pairs of the gains.

    Customers whose choice is no logit are left out; *again*: what customers find that look again.
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
        advertised=looking.tables.price.ravel().take(offer),
        floor=looking.tables.floor.ravel().take(offer),
        margin=asked.margin[had],
        territory=looking.tables.territory.ravel().take(offer),
        sensitivity=looking.sensitivity(),
        relief=np.ones(len(offer)) if asked.relief is None else asked.relief[had],
        offer=offer,
        gain=gains.gain,
        cell=looking.cell,
        adviser=looking.adviser,
        standing=looking.tables.standing_of(looking.cell.take(gains.row), outlet, product),
    )
    return harm_of_visits(considered, tables, again)
