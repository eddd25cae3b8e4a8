"""Use lost: what customers lose by units that fail for good is taken off the surplus that they experience."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.market.recording.record_experiences import write_surplus_in_fact
from simulator.market.state.protocols import RepairState
from simulator.market.state.repair_book import Failures, Job
from simulator.mechanisms.choice.consumer_surplus import counted_in_fact
from simulator.mechanisms.experience.use_lost import share_lost


def lose_use(state: RepairState, failed: Failures, weeks_left: Integers, since: int) -> None:
    """Let customers lose what units that fail for good, one a row, would still have delivered.

    *weeks_left*: for how many weeks each would have been used; *since*: the week in which they failed.
    """
    lasts = state.run_tables.lasting.lasts[failed.offer % len(state.run_tables.products)]
    lost = share_lost(since - failed.bought, weeks_left, lasts)
    worth = state.crowd.worth_of_use(failed.customer, failed.offer) * lost
    sensitivity = state.crowd.price_sensitivity(failed.customer, failed.offer)
    counted = counted_in_fact(-worth, sensitivity, state.given.units.money_step)
    felt = np.flatnonzero(counted)
    write_surplus_in_fact(state, failed.offer[felt], failed.cell[felt], counted[felt])


def lose_use_of_job(state: RepairState, job: Job) -> None:
    """Let customers lose the use of units that come back from a repairer as they are."""
    cell, offer, bought = (np.full(job.units, one) for one in (job.cell, job.offer, job.bought))
    failed = Failures(np.array(job.customers, dtype=np.int64), cell, offer, bought, need=bought)
    lose_use(state, failed, np.array(job.weeks_left, dtype=np.int64), job.claimed)
