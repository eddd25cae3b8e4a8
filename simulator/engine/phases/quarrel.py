"""Quarrel: what outlets took from each other this week is put on record.

Harm is what the choice model says was lost, not what anybody says; who was open to harm is recorded
too, so that its frequency can be told.

Reads: this week's shopping, postings, who serves whom.
Writes: harm, exposure.
"""

import numpy as np

from simulator.domain.window import ISSUES, NONE, Flags
from simulator.engine.market import Market
from simulator.mechanisms.harm import HARM_STEPS


def quarrel(market: Market) -> None:
    """Write down harm and exposure to it."""
    rows = sorted(market.shopping.harm.items())
    step = market.given.units.money_step
    names = [key for key, _ in rows]
    market.ledger.record(
        "harm",
        week=market.week,
        aggrieved=[market.outlet_code[aggrieved] for aggrieved, *_ in names],
        source=[market.outlet_code[source] for _, source, *_ in names],
        product=[product for _, _, product, _ in names],
        issue=([issue for *_, issue in names], ISSUES),
        amount=[amount / HARM_STEPS * step for _, amount in rows],
    )
    for issue, exposed in zip(ISSUES, exposures(market), strict=True):
        market.ledger.record("exposure", week=market.week, aggrieved=market.outlet_code[exposed], issue=issue)


def exposures(market: Market) -> tuple[Flags, Flags]:
    """Return which independent outlets [O] could be undercut, and which met a direct outlet."""
    layout, stalls = market.layout, market.stalls
    present = stalls.carried & (market.window.stock > 0)
    direct = present & (layout.owner[:, None] == layout.maker[None, :])
    independent = layout.owner == NONE
    open_to_undercut = np.zeros(len(layout.outlets), dtype=bool)
    open_to_direct = np.zeros(len(layout.outlets), dtype=bool)
    for scope in np.unique(layout.at_home, axis=0):
        inside = scope[:, None] & present
        rivalled = inside & (inside.sum(axis=0) > 1)[None, :]
        open_to_undercut |= rivalled.any(axis=1)
        makers = set(layout.maker[(scope[:, None] & direct).any(axis=0)].tolist())
        sells = inside[:, [maker in makers for maker in layout.maker.tolist()]]
        open_to_direct |= sells.any(axis=1)
    return open_to_undercut & independent, open_to_direct & independent
