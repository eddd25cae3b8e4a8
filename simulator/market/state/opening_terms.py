"""Opening terms: on what terms outlets began to sell a supplier's product, and on which they sell now."""

from collections.abc import Iterator

import numpy as np

from simulator.ledger.header import NOBODY_CODE
from simulator.market.state.choice_tables import NONE
from simulator.market.state.protocols import BackorderState
from simulator.market.state.terms_in_force import OfferTerms
from simulator.mechanisms.conflict.margin_squeeze import SoldOnTerms, UnitTerms


class OpeningTerms:
    """What is remembered of the first week of each outlet, product and supplier."""

    def __init__(self) -> None:
        self._first: dict[tuple[int, int, int], UnitTerms] = {}

    def sold(self, state: BackorderState) -> Iterator[SoldOnTerms]:
        """Note new offers of independent outlets, and yield what they sold of all, on which terms."""
        tables, products = state.run_tables, len(state.run_tables.products)
        got = state.shopping.got
        units = np.bincount(got[got != NONE], minlength=len(tables.outlets) * products)
        offered = state.offer_table.carried & (tables.owner == NONE)[:, None]
        for outlet, product in np.argwhere(offered).tolist():
            terms = state.terms_in_force.of(state.outlet_code[outlet].item(), product)
            if terms.supplier != NOBODY_CODE:
                name = tables.outlets[outlet]
                now = _unit_terms(state, name, (outlet, product), terms)
                yield SoldOnTerms(
                    outlet=terms.outlet,
                    product=product,
                    units=int(units[outlet * products + product]),
                    sources=_sources(state, name, terms),
                    opening=self._first.setdefault((outlet, product, terms.supplier), now),
                    now=now,
                )


def _unit_terms(state: BackorderState, name: str, offer: tuple[int, int], terms: OfferTerms) -> UnitTerms:
    """Return on what terms an outlet sells a product this week."""
    margin = state.offer_table.margin[offer].item()
    return UnitTerms(terms.promotional_price, terms.price, state.routes.commission(name), margin)


def _sources(state: BackorderState, name: str, terms: OfferTerms) -> tuple[int, int, int]:
    """Return the manufacturer of the product, the outlet's host (or itself) and its supplier, as parties."""
    header = state.header
    maker = header.maker_of(state.run_tables.products[terms.product])
    return header.code(maker), header.code(header.member(name).hosted_by or name), terms.supplier
