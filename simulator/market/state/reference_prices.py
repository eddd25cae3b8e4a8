"""Reference prices: what the people of each cell remember a product to cost, product by product.

It begins with the list price, and moves once a week, after shopping, toward the prices asked at the outlets
of the cell's region, each weighed by how many people have the outlet at hand (`reach`); in a week in which
none of them carries a product no price was seen, and nothing moves. A promotion counts as the price where
all people of the cell may have it; one by a code, or for new customers, is remembered by none.
"""

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.market.state.choice_tables import PromotionalPrice, RunTables
from simulator.market.state.offers import OfferTable
from simulator.market.state.utility_terms import UtilityTerms
from simulator.mechanisms.choice.reference_price import remembered_next
from simulator.scenario.schema import Scenario


class ReferencePrices:
    """Reference prices [C, P, currency] of a market's cells."""

    def __init__(self, scenario: Scenario, run_tables: RunTables, terms: UtilityTerms) -> None:
        listed = [scenario.units.price(scenario.products[name].list_price) for name in run_tables.products]
        self.run_tables = run_tables
        self.carryover = np.array([cell["reference_carryover"] for cell in terms.segments], dtype=np.float64)
        self.is_used = any(cell["reference_talk"] for cell in terms.segments)
        """Whether any talk works on them; else they are not kept up."""
        self.price: Floats = np.broadcast_to(
            np.array(listed, dtype=np.float64) * np.float64(run_tables.money_step),
            (len(run_tables.cells), len(run_tables.products)),
        ).copy()

    def see(self, offers: OfferTable, reach: Floats, promotions: tuple[PromotionalPrice, ...]) -> None:
        """Take up the prices of a week's offers, promotions too; *reach* of each outlet [O, share]."""
        if not self.is_used:
            return
        at_hand = np.where(self.run_tables.at_home, reach, 0.0)
        weight = at_hand[:, :, None] * offers.carried[None]
        asked = asked_of_all(offers, promotions) * np.float64(self.run_tables.money_step)
        self.price = remembered_next(self.price, self.carryover, asked, weight)


def asked_of_all(offers: OfferTable, promotions: tuple[PromotionalPrice, ...]) -> Integers:
    """Return the least price of each offer that all people of a cell may have [C, O, P, money steps]."""
    shape = (len(offers.run_tables.cells), *offers.price.shape)
    asked = np.broadcast_to(offers.price, shape).copy()
    for deal in promotions:
        if deal.had is None and not deal.code and not deal.leaked:
            place = *np.ix_(deal.cells, deal.stands), deal.product
            asked[place] = np.minimum(asked[place], deal.each[deal.stands])
    return asked
