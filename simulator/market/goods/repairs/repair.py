"""Repair: repairers begin as many repairs in a week as they can, first come, first served; units come back.

    waiting' = max(0, waiting + claims − capacity)                                        [steps per workshop]

A unit in repair is its customer's, on nobody's shelf and in nobody's books; only the work is paid for. Once
it is repaired it is in use again for as long as it would have been when it failed; if its customer has bought
another one meanwhile, both are. One whose repairer leaves comes back to its customer as it is, of no use.
"""

from collections.abc import Iterable

from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.goods.household_consumption import come_from_repair
from simulator.market.goods.repairs.lose_use import lose_use_of_job
from simulator.market.state.protocols import RepairState
from simulator.market.state.repair_book import Job, Workshop

RESULTS = ("repaired", "given_back")
"""What became of a unit: it was repaired, or its repairer has left."""
REPAIRED, GIVEN_BACK = range(len(RESULTS))


def begin_repairs(state: RepairState) -> None:
    """Let repairers begin with what has waited longest, as far as they can."""
    book = state.repairs
    for workshop, queue in sorted(book.waiting.items()):
        terms = book.terms[workshop[0]]
        most = terms.weekly_capacity
        free = None if most is None else state.given.units.quantity(most)
        while queue and free != 0:
            job = queue.popleft()
            units = job.units if free is None else min(free, job.units)
            if units < job.units:
                queue.appendleft(job.of(units, job.units))
            free = None if free is None else free - units
            begun = job.of(0, units)
            book.in_work[state.week + terms.repair_weeks].append((workshop, begun))
            pay_repair(state, workshop, begun)


def pay_repair(state: RepairState, workshop: Workshop, job: Job) -> None:
    """Pay for a repair: the repairer its cost, the manufacturer its fee, if another one repairs."""
    (number, repairer), price = workshop, state.given.units.price
    terms = state.repairs.terms[number]
    state.payments.pay(repairer, OUTSIDE, price(terms.repair_cost) * job.units, "repair")
    product = state.run_tables.products[job.offer % len(state.run_tables.products)]
    maker = state.given.products[product].maker
    if maker != repairer:
        state.payments.pay(maker, repairer, price(terms.repair_fee) * job.units, "repair_fee")


def give_back(state: RepairState) -> None:
    """Give customers back what is repaired by this week."""
    begun = state.repairs.in_work.pop(state.week, [])
    bring_back(state, [(repairer, job) for (_, repairer), job in begun], REPAIRED)


def release_repairs(state: RepairState, repairer: str) -> None:
    """Give customers back what a repairer that leaves has, as it is."""
    bring_back(state, [(repairer, job) for job in state.repairs.leave(repairer)], GIVEN_BACK)


def bring_back(state: RepairState, jobs: Iterable[tuple[str, Job]], result: int) -> None:
    """Let customers have again what comes back from repairers, and write it down."""
    rows, products = list(jobs), len(state.run_tables.products)
    for _, job in rows:
        come_from_repair(state, job, is_repaired=result == REPAIRED)
        if result == GIVEN_BACK:
            lose_use_of_job(state, job)
    if rows:
        state.ledger.record(
            "repair",
            week=state.week,
            repairer=[state.header.code(repairer) for repairer, _ in rows],
            product=[job.offer % products for _, job in rows],
            cell=[job.cell for _, job in rows],
            claimed=[job.claimed for _, job in rows],
            result=([result] * len(rows), RESULTS),
            units=[job.units for _, job in rows],
        )


def write_in_repair(state: RepairState) -> None:
    """Write down what is with repairers at the end of the week, and how much of it waits."""
    held: dict[tuple[str, int], list[int]] = {}
    for (_, repairer), job, is_waiting in state.repairs.jobs():
        counts = held.setdefault((repairer, job.offer % len(state.run_tables.products)), [0, 0])
        counts[0] += job.units
        counts[1] += job.units * is_waiting
    state.ledger.record(
        "in_repair",
        week=state.week,
        repairer=[state.header.code(repairer) for repairer, _ in held],
        product=[product for _, product in held],
        units=[units for units, _ in held.values()],
        waiting=[waiting for _, waiting in held.values()],
    )
