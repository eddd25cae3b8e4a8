"""Terms in force: list price, floor and wholesale price of each offer, as they were last written."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from simulator.base.arrays import Integers


class OfferTerms(NamedTuple):
    """On what terms an outlet has a product; codes of the run header, prices of one quantity step."""

    outlet: int
    product: int
    supplier: int
    """The party that supplies it now, or NOBODY_CODE [code]."""
    list_price: int
    """What the manufacturer recommends to ask [money steps]."""
    promotional_price: int
    """The same as the manufacturer's own price changes leave it [money steps]."""
    price_floor: int
    """The lowest price that may be advertised; 0: any may [money steps]."""
    price: int
    """What the supplier asks of the outlet; 0 without a supplier [money steps]."""


class TermsInForce:
    """What was last written, and what has changed since."""

    def __init__(self) -> None:
        self._last: dict[tuple[int, int], OfferTerms] = {}
        self._news: list[OfferTerms] = []

    def note(self, terms: OfferTerms) -> None:
        """Take in the terms of an outlet and a product; news if they are others than before."""
        if self._last.get((terms.outlet, terms.product)) != terms:
            self._last[terms.outlet, terms.product] = terms
            self._news.append(terms)

    def of(self, outlet: int, product: int) -> OfferTerms:
        """Return the terms of an outlet (its code) and a product, as they were last noted."""
        return self._last[outlet, product]

    def take(self, other: "TermsInForce", codes: Mapping[int, int]) -> None:
        """Take the terms of other outlets' offers, under the codes that these have here."""
        for (outlet, product), terms in other._last.items():
            if outlet in codes:
                code = codes[outlet]
                self._last[code, product] = terms._replace(outlet=code)

    def listed(self, outlets: Integers, products: int) -> Integers:
        """Return list prices as they were last noted [O, P, money steps]; 0 of what was never on offer."""
        found = np.zeros((len(outlets), products), dtype=np.int64)
        row = {code: number for number, code in enumerate(outlets.tolist())}
        for (outlet, product), terms in self._last.items():
            found[row[outlet], product] = terms.list_price
        return found

    def news(self) -> dict[str, list[int]]:
        """Return the terms that have changed since this was last asked, in columns."""
        news, self._news = self._news, []
        columns = zip(*news, strict=True) if news else ((),) * len(OfferTerms._fields)
        return {name: list(column) for name, column in zip(OfferTerms._fields, columns, strict=True)}
