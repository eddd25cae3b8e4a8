"""Compensation: suppliers pay their buyers for what their own outlets took from them, where it is agreed.

On the margin lost, κ of the harm that is booked to outlets of the supplier's own, over whatever issue:

    paid = κ · m · (share of the buyer without the supplier's outlets − its share)

on the same chances from which harm is booked; so all of it is made good at κ = 1 where they alone do harm.
Per sale, κ of the buyer's margin m on each unit of a product that these outlets sell to customers of a region
that the buyer serves, if it offers the product this week; buyers that do share it equally:

    paid = κ · m · units / buyers

which makes good what was lost, on average, at κ = what a removal would divert to the buyer of each sale, and
overpays at κ = 1, since others of these customers would have gone to rivals, or without. What is paid per
sale is set against the week's harm by the same outlet in proportion; if there is none, against its being
there.

Assumes: sales are counted as goods change hands; one that is sent back is a sale.
Source: dual compensation, Sa Vinhas & Anderson (2005), J. Marketing Research 42(4); commissions to resellers
for diverted customers, Tsay & Agrawal (2004), Production and Operations Management 13.
"""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from simulator.base.counting import HARM_STEPS
from simulator.base.numerics.basis_points import WHOLE, basis_points_of
from simulator.base.shared_out import shared_out
from simulator.domain.conflict.issues import CONDUCTS
from simulator.market.state.choice_tables import NONE
from simulator.market.state.protocols import CompensatingState
from simulator.mechanisms.conflict.harm import DIRECT_CANNIBAL, RIVALRY

type Key = tuple[int, int, int, int, int]
"""Aggrieved and source as outlets, product, issue, conduct."""


def compensate(state: CompensatingState) -> None:
    """Pay what is due this week, and write down what it is for."""
    if not state.compensation_book.is_agreed:
        return
    paid = for_margin_lost(state)
    paid.update(for_sales(state))
    rows = sorted((key, counted) for key, counted in paid.items() if counted)
    for (aggrieved, source, *_), counted in rows:
        supplier, buyer = supplier_of(state, source), state.run_tables.outlets[aggrieved]
        if supplier is not None:
            state.compensation_book.owe(supplier, buyer, counted)
    state.compensation_book.settle(state.payments)
    code, step = state.outlet_code.tolist(), state.given.units.money_step
    state.ledger.record(
        "compensation",
        week=state.week,
        aggrieved=[code[key[0]] for key, _ in rows],
        source=[code[key[1]] for key, _ in rows],
        product=[key[2] for key, _ in rows],
        issue=([key[3] for key, _ in rows], state.run_tables.issues.names),
        conduct=([key[4] for key, _ in rows], CONDUCTS),
        amount=[counted / HARM_STEPS * step for _, counted in rows],
    )


def for_margin_lost(state: CompensatingState) -> Counter[Key]:
    """Return what is paid on the week's harm [steps / HARM_STEPS]."""
    paid: Counter[Key] = Counter()
    for key, counted in state.shopping.harm.items():
        share, _ = agreed(state, key[0], key[1])
        paid[key] = basis_points_of(counted, share)
    return paid


def for_sales(state: CompensatingState) -> Counter[Key]:
    """Return what is paid on the week's sales of own outlets [steps / HARM_STEPS]."""
    due: Counter[tuple[int, int, int]] = Counter()
    for source, product, cell, units in own_sales(state):
        serving = state.offer_table.carried[:, product] & state.run_tables.at_home[cell]
        shares = {one: agreed(state, one, source)[1] for one in np.flatnonzero(serving).tolist()}
        buyers = {one: share for one, share in shares.items() if share}
        for buyer, share in buyers.items():
            margin = max(0, state.offer_table.margin[buyer, product].item())
            counted = basis_points_of(units * margin * HARM_STEPS, share) // len(buyers)
            due[buyer, source, product] += counted
    paid: Counter[Key] = Counter()
    for (buyer, source, product), counted in due.items():
        for key, part in against_harm(state, buyer, source, product, counted):
            paid[key] += part
    return paid


def own_sales(state: CompensatingState) -> Iterator[tuple[int, int, int, int]]:
    """Yield outlet, product, cell and units of what outlets that belong to a member sell this week."""
    tables, delivered = state.run_tables, state.backorders.delivered
    cells = np.repeat(np.arange(len(tables.sizes)), tables.sizes)
    offer = np.append(state.shopping.got, delivered.offer)
    cell = np.append(cells.take(state.shopping.customer), delivered.cell)
    sold, units = np.unique(np.stack([offer, cell])[:, offer != NONE], axis=1, return_counts=True)
    for (number, of), many in zip(sold.T.tolist(), units.tolist(), strict=True):
        outlet, product = divmod(number, len(tables.products))
        if supplier_of(state, outlet):
            yield outlet, product, of, many


def against_harm(
    state: CompensatingState, buyer: int, source: int, product: int, counted: int
) -> Iterator[tuple[Key, int]]:
    """Yield against which harm what is paid for sales of a product is set, and how much of it."""
    harm = {key: lost for key, lost in sorted(state.shopping.harm.items()) if key[:2] == (buyer, source)}
    if not harm:
        yield (buyer, source, product, DIRECT_CANNIBAL, RIVALRY), counted
        return
    parts = shared_out(counted, np.array(list(harm.values()), dtype=np.float64))
    yield from zip(harm, parts.tolist(), strict=True)


def agreed(state: CompensatingState, buyer: int, source: int) -> tuple[int, int]:
    """Return what a buyer is paid for an outlet's doing, of margin lost and per sale [basis points].

    By its contracts with the member that the outlet belongs to; of several, by what is most.
    """
    supplier, name = supplier_of(state, source), state.run_tables.outlets[buyer]
    if supplier is None:
        return 0, 0
    contracts = [one for one in state.routes.suppliers(name) if one.supplier == supplier]
    lost = max((one.compensation for one in contracts), default=0.0)
    per_sale = max((one.compensation_per_sale for one in contracts), default=0.0)
    return round(lost * WHOLE), round(per_sale * WHOLE)


def supplier_of(state: CompensatingState, outlet: int) -> str | None:
    """Return the member to which an outlet belongs, if to any."""
    return state.header.member(state.run_tables.outlets[outlet]).owner
