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
        outlet, product = np.nonzero(exposed)
        market.ledger.record(
            "exposure",
            week=market.week,
            aggrieved=market.outlet_code[outlet],
            product=product,
            issue=issue,
        )


def exposures(market: Market) -> tuple[Flags, Flags]:
    """Return which independent outlets [O, P] could be undercut, and which met a direct outlet.

    Another outlet of the same product within the same region; a direct outlet of its manufacturer there.
    """
    layout, stalls = market.layout, market.stalls
    present = stalls.carried & (market.window.stock > 0)
    direct = present & (layout.owner[:, None] == layout.maker[None, :])
    could_be_undercut = np.zeros_like(present)
    met_direct = np.zeros_like(present)
    for scope in np.unique(layout.at_home, axis=0):
        inside = present & scope[:, None]
        could_be_undercut |= inside & (inside.sum(axis=0) > 1)
        makers = layout.maker[(direct & scope[:, None]).any(axis=0)]
        met_direct |= inside & np.isin(layout.maker, makers)
    independent = (layout.owner == NONE)[:, None]
    return could_be_undercut & independent, met_direct & independent
