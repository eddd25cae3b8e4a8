"""Claims: units that fail within their warranty are sent to their repairer.

When a unit fails is drawn when it is taken home. No claim is made for a unit that its customer has sent back
before, or would have to an outlet that has left, that has worn out by then, or whose repairer has left, or
never opened since a switch leaves it out: it stays with its customer as it is.
"""

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.keyed_random import uniform
from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.goods.household_consumption import go_to_repair, use_unrepaired
from simulator.market.state.protocols import RepairState
from simulator.market.state.repair_book import Failing, Job
from simulator.market.state.returns_book import UnitsTaken
from simulator.mechanisms.experience.weeks_until import weeks_until


def weeks_to_failure(state: RepairState, taken: UnitsTaken) -> Integers:
    """Return after how many weeks units that were just taken home fail within their warranty; 0: never."""
    book, products = state.repairs, state.run_tables.product_keys
    if not book.is_on:
        return np.zeros(len(taken.offer), dtype=np.int64)
    product = taken.offer % len(products)
    words = state.dice.words("fails", taken.week, state.customer_keys.take(taken.customer), products[product])
    weeks = weeks_until(uniform(words), book.failure_rate[product], book.within[product])
    last = state.crowd.last_week_of_use(taken.customer, taken.offer)
    return np.where(state.week + weeks <= last, weeks, 0)


def note_failures(state: RepairState, taken: UnitsTaken, weeks: Integers) -> None:
    """Note which units that stay with their customers will fail, and when."""
    fails = np.flatnonzero(weeks > 0)
    columns = weeks, taken.offer, taken.cell, taken.customer
    for after, offer, cell, customer in zip(*(column[fails].tolist() for column in columns), strict=True):
        coming = state.repairs.coming[state.week + after]
        coming.setdefault(Failing(offer, cell, state.week), []).append(customer)


def claim_repairs(state: RepairState) -> None:
    """Let units that fail this week be sent to their repairers."""
    book, products = state.repairs, len(state.run_tables.products)
    rows = []
    for failing, customers in sorted(book.coming.pop(state.week, {}).items()):
        units = len(customers)
        outlet, product = divmod(failing.offer, products)
        number, repairer = workshop = book.workshop(product)
        if repairer not in state.members or not state.members[repairer].is_open:
            use_unrepaired(state, failing, units)
            continue
        job = Job(failing.offer, failing.cell, state.week, tuple(customers))
        book.waiting[workshop].append(job)
        go_to_repair(state, job)
        shipping = state.given.units.price(book.terms[number].shipping_cost)
        state.payments.pay(repairer, OUTSIDE, shipping * units, "repair_shipping")
        row = (repairer, state.run_tables.outlets[outlet], product, failing.cell, failing.bought, units)
        rows.append(row)
    repairers, outlets, product_number, cell, bought, counted = zip(*rows, strict=True) if rows else ((),) * 6
    state.ledger.record(
        "claim",
        week=state.week,
        repairer=[state.header.code(name) for name in repairers],
        outlet=[state.header.code(name) for name in outlets],
        product=list(product_number),
        cell=list(cell),
        bought=list(bought),
        units=list(counted),
    )
