"""Failures: units fail at their customers', and are in use no longer from that week on.

    weeks of use = weeks until it fails, if that is before it has worn out

When a unit fails is drawn when it is taken home, whether or not it is covered by a warranty; it fails once at
most. Covered, it is out of use while it is with its repairer, and so long its customer needs the category as
with one in use; its life stands still. It is not repaired if its repairer has left, or never opened since a
switch leaves it out. Failing is an experience of its own, repaired or not (`TakingHome.fail`): it makes
customers leave by the luck of their purchase, as if they had been so little satisfied then, and teaches them
who learn from use. Surplus as experienced loses the use that does not come (`lose_use`). What they own
when the run opens does not fail, nor does a unit that its customer has sent back before, or would have to an
outlet that has left.
"""

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.keyed_random import uniform
from simulator.base.numerics.distinct_rows import distinct_rows
from simulator.market.goods.household_consumption import fail_for_good
from simulator.market.goods.repairs.claim import claim_repairs, is_covered
from simulator.market.goods.repairs.lose_use import lose_use
from simulator.market.recording.record_shopping import party_codes
from simulator.market.state.luck_weeks import LUCK
from simulator.market.state.protocols import RepairState
from simulator.market.state.repair_book import Failures
from simulator.market.state.returns_book import UnitsTaken
from simulator.mechanisms.experience.weeks_until import weeks_until


def weeks_to_failure(state: RepairState, taken: UnitsTaken) -> Integers:
    """Return after how many weeks units that were just taken home fail; 0: not in this run."""
    terms, products = state.repairs.failures, state.run_tables.product_keys
    if not terms.any_fail:
        return np.zeros(len(taken.offer), dtype=np.int64)
    product = taken.offer % len(products)
    words = state.dice.words("fails", taken.week, state.customer_keys.take(taken.customer), products[product])
    weeks_of_use = state.crowd.last_week_of_use(taken.customer, taken.offer) - state.week
    of_run = np.minimum(weeks_of_use, state.given.weeks - state.week)
    within = np.where(state.run_tables.lasting.lasts[product], of_run, terms.within[product])
    return weeks_until(uniform(words), terms.rate[product], within)


def note_failures(state: RepairState, taken: UnitsTaken, weeks: Integers) -> None:
    """Note which units that stay with their customers will fail, and when."""
    for after in np.unique(weeks[weeks > 0]).tolist():
        some = taken.where(weeks == after)
        bought = np.full(len(some.offer), state.week), some.week & LUCK
        failures = Failures(some.customer, some.cell, some.offer, *bought)
        state.repairs.coming[state.week + after].append(failures)


def fail(state: RepairState) -> None:
    """Let units that fail this week be in use no longer; they are sent to repairers, or are used up."""
    failed = state.repairs.due(state.week)
    if not len(failed):
        return
    covered = is_covered(state, failed)
    weeks_left = state.crowd.fail(failed, state.week, covered)
    claim_repairs(state, failed.where(covered), weeks_left[covered])
    lost = failed.where(~covered)
    write_failures(state, lost)
    lose_use(state, lost, weeks_left[~covered], state.week)


def write_failures(state: RepairState, failed: Failures) -> None:
    """Write down units that fail and are not repaired."""
    products = len(state.run_tables.products)
    fail_for_good(state, failed.cell, failed.offer % products)
    place, at = distinct_rows([failed.offer, failed.cell, failed.bought])
    kinds = failed.where(place)
    state.ledger.record(
        "failure",
        week=state.week,
        outlet=party_codes(state, kinds.offer // products),
        product=kinds.offer % products,
        cell=kinds.cell,
        bought=kinds.bought,
        units=np.bincount(at, minlength=len(place)),
    )
