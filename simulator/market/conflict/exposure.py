"""Conflict exposure: which independent outlets were open to which harm this week (the base of frequency).

Aggrieved are independent outlets only: a manufacturer that undercuts its own web store harms itself, and its
contribution shows that. Exposure is counted however customers choose; harm, of customers whose choice is a
logit alone.
"""

from collections.abc import Iterator

import numpy as np

from simulator.base.arrays import Flags
from simulator.domain.conflict.issues import Issue
from simulator.market.state.choice_tables import NONE, RunTables, WeekTables
from simulator.market.state.offers import OfferTable
from simulator.market.state.short_supply import ShortSupply


def conflict_exposures(
    run_tables: RunTables, offer_table: OfferTable, week_tables: WeekTables, short_supply: ShortSupply
) -> Iterator[tuple[Issue, Flags]]:
    """Yield each issue and the offers [O, P] over which outlets were open to it.

    To have a product is to have it in stock, or to take orders for it.

    price_undercut: another outlet had the same product within the same region.
    direct_cannibal: so had a direct outlet of its manufacturer, that or another product.
    territory: the area was promised to the outlet, and it had the product to sell.
    supply_short: its supplier held orders of others for the same product when it shipped.
    """
    independent = (run_tables.owner == NONE)[:, None]
    present = offer_table.carried & (week_tables.stock > 0)
    if week_tables.wait is not None:
        present |= (week_tables.wait > -np.inf).any(axis=0)
    direct = present & (run_tables.owner[:, None] == run_tables.maker[None, :])
    could_be_undercut = np.zeros_like(present)
    met_direct = np.zeros_like(present)
    for scope in offer_table.regions:
        inside = present & scope[:, None]
        could_be_undercut |= inside & (inside.sum(axis=0) > 1)
        makers = run_tables.maker[(direct & scope[:, None]).any(axis=0)]
        met_direct |= inside & np.isin(run_tables.maker, makers)
    yield "price_undercut", could_be_undercut & independent
    yield "direct_cannibal", met_direct & independent
    yield "territory", present & offer_table.territory & independent
    yield "supply_short", could_be_short(run_tables, short_supply) & independent


def could_be_short(run_tables: RunTables, short_supply: ShortSupply) -> Flags:
    """Return the offers [O, P] for which the outlet had to share its supplier's goods with others."""
    shared = np.zeros((len(run_tables.outlets), len(run_tables.products)), dtype=bool)
    for buyer, product in short_supply.exposed:
        if buyer in run_tables.outlets:
            shared[run_tables.outlets.index(buyer), run_tables.products.index(product)] = True
    return shared
