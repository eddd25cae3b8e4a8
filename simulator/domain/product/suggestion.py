"""Suggestion: with which products a product is suggested to their buyers (cross-selling)."""

from typing import Annotated

from pydantic import Field

from simulator.base.record import Record
from simulator.domain.units import Name, Share


class Suggestion(Record):
    """How a product is suggested to customers that have just bought another, by the outlet that advised them.

    Of such buyers the share chance · expertise of the outlet hears of it, and weighs it there and then
    against going without (`market/customers/suggestions.py`). Source: prompts by staff, Ebster, Wagner &
    Valis (2006), J. Retailing and Consumer Services 13(3); cross-selling, Kamakura, Ramaswami & Srivastava
    (1991), International J. of Research in Marketing 8(4); Li, Sun & Wilcox (2005), J. Marketing Research
    42(2).
    """

    products: Annotated[list[Name], Field(min_length=1)]
    """Products with which it is suggested [names under products]."""
    chance: Share
    """How often an outlet with all expertise on them suggests it; others as far as they have the expertise
    [share of customers that buy one of the products on the outlet's advice]."""
