"""Quarrel: what members took from each other this week is put on record, and outlets feel what they see.

Harm is what the choice model and the empty shelves say was lost, not what anybody says; who was open to
harm is recorded too, so that its frequency can be told. What outlets feel is another matter: they know their
own books, prices, and what they hear, and act on that at the reviews of conflict.

Reads: this week's shopping, who gave up waiting, postings, who serves whom, who is behind others at its
supplier, orders not shipped; what outlets have earned and felt.
Writes: harm, conflict_exposure; grievance, trust, dispute, and how outlets act on it from next week on.
"""

from collections.abc import Iterator

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.counting import HARM_STEPS
from simulator.domain.conflict.issues import CONDUCTS
from simulator.domain.registries import CONFLICT_ISSUES
from simulator.market.conflict.exposure import WeekOfIssues, conflict_exposures
from simulator.market.conflict.feel import late_orders, notice
from simulator.market.conflict.review_grievances import review_grievances
from simulator.market.market import Market
from simulator.market.offers.sales_capacity import idle_sales_capacity
from simulator.market.recording.record_shopping import cells_of
from simulator.market.state.choice_tables import NONE

type Row = tuple[int, int, int, int, int, int]
"""Aggrieved and source as parties, product, issue, conduct, and the harm counted in fractions of a step."""


def quarrel(market: Market) -> None:
    """Write down harm and exposure to it, and let outlets feel it and decide how far they go."""
    if not market.is_retail:
        return
    week = WeekOfIssues(
        market.run_tables,
        market.offer_table,
        market.week_tables,
        market.short_supply,
        missed=lambda: missed_by_suppliers(market),
        sold_on_terms=lambda: market.opening_terms.sold(market),
        late=lambda: late_orders(market),
        sold_by_cell=lambda: sold_by_cell(market),
        feels=market.grievance_book.feels,
        parties=market.outlet_code,
    )
    record_harm(market, week)
    if market.grievance_book.aggrieved:
        notice(market, week)
        if market.week % market.given.review_weeks == 0:
            review_grievances(market)


def record_harm(market: Market, week: WeekOfIssues) -> None:
    """Record harm to outlets by its source, and their exposure to it."""
    issues = market.run_tables.issues.names
    rows = [*harm_among_outlets(market), *harm_beside_choice(week)]
    aggrieved, source, product, issue, conduct, counted = zip(*rows, strict=True) if rows else ((),) * 6
    step = market.given.units.money_step
    market.ledger.record(
        "harm",
        week=market.week,
        aggrieved=list(aggrieved),
        source=list(source),
        product=list(product),
        issue=(list(issue), issues),
        conduct=(list(conduct), CONDUCTS),
        amount=[amount / HARM_STEPS * step for amount in counted],
    )
    for name, exposed in conflict_exposures(week):
        outlet, product_number = np.nonzero(exposed)
        market.ledger.record(
            "conflict_exposure",
            week=market.week,
            aggrieved=market.outlet_code[outlet],
            product=product_number,
            issue=name,
        )


def harm_among_outlets(market: Market) -> Iterator[Row]:
    """Yield what outlets took from each other before the customers of the week."""
    code = market.outlet_code.tolist()
    for (aggrieved, source, *about), counted in sorted(market.shopping.harm.items()):
        product, issue, conduct = about
        yield code[aggrieved], code[source], product, issue, conduct, counted


def harm_beside_choice(week: WeekOfIssues) -> Iterator[Row]:
    """Yield what issues cost outlets beside what customers chose."""
    for number, name in enumerate(week.run_tables.issues.names):
        for aggrieved, source, product, conduct, counted in CONFLICT_ISSUES.get(name).harms(week):
            yield aggrieved, source, product, number, CONDUCTS.index(conduct), counted


def missed_by_suppliers(market: Market) -> Iterator[tuple[int, int, int, int]]:
    """Yield the margins that outlets missed because their supplier had served others before them.

    What a customer who did not find one product took instead in the same store is no loss to it.
    """
    missed, lost = missed_demand(market)
    for offer in np.flatnonzero(lost > 0).tolist():
        outlet, product = divmod(offer, len(market.run_tables.products))
        if market.run_tables.owner[outlet] != NONE:
            continue
        shelf = (market.run_tables.outlets[outlet], market.run_tables.products[product])
        units = servable_demand(market, outlet, product, missed[offer].item())
        for supplier, blamed in market.short_supply.blame(shelf, units):
            counted = round(lost[offer].item() * (blamed / missed[offer].item()) * HARM_STEPS)
            code = market.outlet_code[outlet].item()
            yield code, market.header.code(supplier), product, counted


def missed_demand(market: Market) -> tuple[Integers, Integers]:
    """Return how many customers wanted each offer first and did not find it, and what that cost its outlet.

    In money steps, less what the same outlet earns on what they took or ordered instead. Customers that wait
    for it or look again later are not missed; those that give up are, in that week.
    """
    shopping, margin = market.shopping, market.offer_table.margin.ravel()
    products, offers = len(market.run_tables.products), market.offer_table.margin.size
    took = np.where(shopping.got == NONE, shopping.waits, shopping.got)
    is_missed = (shopping.wanted != NONE) & (shopping.wanted != took) & ~shopping.stays_open
    at = np.flatnonzero(is_missed)
    wanted, took = shopping.wanted[at], took[at]
    stayed = (took != NONE) & (took // products == wanted // products)
    net = margin[wanted] - np.where(stayed, margin[took], 0)
    lost = np.zeros(offers, dtype=np.int64)
    np.add.at(lost, wanted, net)
    gave_up = market.backorders.withdrawn
    np.add.at(lost, gave_up.offer, gave_up.margin)
    return np.bincount(np.append(wanted, gave_up.offer), minlength=offers), lost


def servable_demand(market: Market, outlet: int, product: int, missed: int) -> int:
    """Return how many of the customers missed an outlet had the hands to serve, had it had the goods."""
    if market.header.member(market.run_tables.outlets[outlet]).weekly_capacity is None:
        return missed
    return min(missed, idle_sales_capacity(market.offer_table, market.shopping.got, outlet, product))


def sold_by_cell(market: Market) -> Integers:
    """Return the units that customers of each cell took at each outlet this week [C, O, P]."""
    got, tables = market.shopping.got, market.run_tables
    shape = len(tables.cells), len(tables.outlets), len(tables.products)
    rows = np.flatnonzero(got != NONE)
    cell = cells_of(market, market.shopping.customer[rows])
    units = np.bincount(cell * (shape[1] * shape[2]) + got[rows], minlength=shape[0] * shape[1] * shape[2])
    return units.reshape(shape)
