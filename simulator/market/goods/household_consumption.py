"""Household consumption: customers use up what they have taken home, at once or by and by.

    kept' = kept + sold + back from repair − sent back − to repairers − used up      [week, cell and product]

What does not last is used up by the need that it meets, in the week in which it is taken home or, bought
ahead, in the week in which it is needed. Whoever is going to send a unit back, or has one that will fail and
be repaired, has only tried it: if it keeps others of the product for later, one of these is used in its
place. If its outlet, or its repairer, is gone by then, it is used up in that week; if it is repaired, when it
comes back. What lasts is used up when it wears out, its period is over, or it fails for good: in the first
week in which it is of no use any more; with a repairer it does not wear. One that comes back as it is was
used up by its failure. Units of a product that a customer has in use together are used up together, but for
those that fail.
"""

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.domain.after_sale_entries import KEPT_AS, USED_UP_BY
from simulator.market.recording.record_shopping import cells_of
from simulator.market.state.protocols import RepairState, ReturnState
from simulator.market.state.repair_book import Job
from simulator.market.state.returns_book import Returns, UnitsTaken
from simulator.market.state.use_book import NEED


def wear_out(state: ReturnState) -> None:
    """Let what was in use until last week be used up."""
    if state.use.is_on:
        who, product, units = state.crowd.wear_out(state.week)
        state.use.wear_out(cells_of(state, who), product, units)


def use_at_once(state: ReturnState, customer: Integers, offer: Integers) -> None:
    """Let customers use up what they take home, unless it lasts."""
    if state.use.is_on:
        state.use.take(cells_of(state, customer), offer % len(state.run_tables.products))


def try_only(state: ReturnState, taken: UnitsTaken) -> None:
    """Let customers try units only that will come back, or fail and be repaired."""
    product = taken.offer % len(state.run_tables.products)
    some = ~state.use.lasts[product]
    state.crowd.set_aside(taken.customer[some], product[some])
    state.use.set_aside(taken.cell[some], product[some])


def end_trials(state: ReturnState, returns: Returns, is_taken_back: Flags) -> None:
    """Let customers have no longer what they send back; what no outlet takes back is used up."""
    product = returns.offer % len(state.run_tables.products)
    state.use.gone(returns.cell, product)
    state.use.use_up(returns.cell[~is_taken_back], product[~is_taken_back])


def fail_for_good(state: RepairState, cell: Integers, product: Integers) -> None:
    """Let units that fail and are not repaired be used up, one a row."""
    state.use.fail(cell, product)


def go_to_repair(state: RepairState, job: Job) -> None:
    """Let customers have no longer what goes to a repairer."""
    state.use.leave(job.cell, job.offer % len(state.run_tables.products), job.units)


def come_from_repair(state: RepairState, job: Job, is_repaired: bool) -> None:
    """Let customers have in use again what comes back from a repairer; what is of no use is used up."""
    product = job.offer % len(state.run_tables.products)
    weeks = np.array(job.weeks_left, dtype=np.int64) * is_repaired
    who = np.array(job.customers, dtype=np.int64)
    state.crowd.come_from_repair(who, np.full(len(who), product), state.week, weeks)
    state.use.come_back(job.cell, product, job.units, is_repaired)


def write_used_up(state: ReturnState) -> None:
    """Write what customers used up this week."""
    if state.use.is_on:
        used = state.use.closed()
        used[NEED] += state.crowd.units_drawn()
        _write(state, "used_up", used, "used_up_by", USED_UP_BY)


def write_kept(state: ReturnState) -> None:
    """Write what customers have at the end of the week that is not used up, nor with a repairer."""
    if state.use.is_on:
        in_use, for_later = state.crowd.units_kept(state.week)
        _write(state, "kept", np.stack([in_use, for_later, state.use.tried]), "kept_as", KEPT_AS)


def _write(state: ReturnState, kind: str, units: Integers, column: str, words: tuple[str, ...]) -> None:
    """Write units [words, C, P] as entries of a kind, each with the word in a column."""
    word, cell, product = np.nonzero(units)
    columns = {column: (word, words), "cell": cell, "product": product}
    state.ledger.record(kind, week=state.week, units=units[word, cell, product], **columns)
