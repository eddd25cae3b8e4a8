"""Claims: units that fail within their warranty are sent to their repairers."""

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.base.numerics.distinct_rows import distinct_rows
from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.goods.household_consumption import go_to_repair
from simulator.market.recording.record_shopping import party_codes
from simulator.market.state.protocols import RepairState
from simulator.market.state.repair_book import Failures, Job


def is_covered(state: RepairState, failed: Failures) -> Flags:
    """Say of units that fail whether a warranty covers them and their repairer trades."""
    book, product = state.repairs, failed.offer % len(state.run_tables.products)
    trades = [name in state.members and bool(state.members[name].is_open) for name in book.repairers]
    covered: Flags = state.week - failed.bought <= book.failures.within[product]
    covered &= np.array(trades, dtype=bool)[product]
    return covered


def claim_repairs(state: RepairState, failed: Failures, weeks_left: Integers) -> None:
    """Let units that fail be sent to their repairers; *weeks_left*: of their use, once they are repaired."""
    book, products = state.repairs, len(state.run_tables.products)
    place, at = distinct_rows([failed.offer, failed.cell, failed.bought])
    kinds = failed.where(place)
    product, repairers = kinds.offer % products, []
    each = kinds.offer.tolist(), kinds.cell.tolist(), kinds.bought.tolist()
    for kind, (offer, cell, bought) in enumerate(zip(*each, strict=True)):
        number, repairer = workshop = book.workshop(offer % products)
        mine = at == kind
        who, left = tuple(failed.customer[mine].tolist()), tuple(weeks_left[mine].tolist())
        job = Job(offer, cell, bought, state.week, who, left)
        book.waiting[workshop].append(job)
        go_to_repair(state, job)
        shipping = state.given.units.price(book.terms[number].shipping_cost)
        state.payments.pay(repairer, OUTSIDE, shipping * job.units, "repair_shipping")
        repairers.append(state.header.code(repairer))
    state.ledger.record(
        "claim",
        week=state.week,
        repairer=repairers,
        outlet=party_codes(state, kinds.offer // products),
        product=product,
        cell=kinds.cell,
        bought=kinds.bought,
        units=np.bincount(at, minlength=len(place)),
    )
