"""Offer: a product at an outlet this week, as one customer sees it, with everything as plain attributes.

Beside what is named here an offer has what the terms of utility declare of outlets and products:
`offer.service`, `offer.appeal`, `offer.format` … Offers are made when a customer of a cell first sees them
in a week.
"""

from types import SimpleNamespace

from simulator.market.state.choice_tables import PromotionalPrice


class Offer(SimpleNamespace):
    """A product at an outlet, as customers of a cell see it."""

    outlet: int
    product: int
    price: float
    """Price asked of everybody [currency]."""
    price_felt: float
    """The least price open to the customer, as it is felt [currency]."""
    price_paid: float
    """The same, as it is paid [currency]."""
    promotion: int
    """The promotional price that this is, or NONE."""
    reference_price: float
    """What customers of the cell remember the product to cost [currency]."""
    heard_of_price: float
    """How far the customer heard of price, with its cell and itself [share]."""
    in_stock: bool
    benefits: tuple[str, ...]
    """Names of the world's benefits, in the order in which what is believed of them stands."""
    believed: tuple[float, ...]
    """Belief in each benefit, as the outlet presents it."""
    unmoved: tuple[float, ...]
    """What the outlet's message leaves of what a customer believes beyond its cell, by benefit [share]."""
    own_belief: tuple[float, ...]
    """How much more the customer believes of each benefit than its cell, as the outlet presents it."""
    brand_equity: float
    """What the product's name is worth to customers of the cell [0 … 1]."""
    rating: float
    """By how much the product is rated above what is thought where there are no reviews."""
    outlet_rating: float
    """The same of the outlet."""
    cost_of_waiting: float | None
    """Utility, at most 0, that waiting for it takes away; none where no order would be placed."""
    weeks_to_wait: float
    """How long the outlet says that an order takes; zero where no outlet takes orders [weeks]."""
    is_focal: bool
    """Whether the focal manufacturer makes it."""
    key: int
    """Key of the luck that each customer has with it."""
    promotions: list[tuple[int, PromotionalPrice]]
    """Promotional prices at the outlet: number, and price."""
    same_for_cell: dict[str, tuple[float, ...]]
    """By purchase reason: terms that are the same for the whole cell, by barriers thought away [utils]."""

    brings_back: float
    """What sending it back brings, refund less shipping and trouble; NaN: it can't be [currency]."""
    disconfirmation: float
    """What is found of it, once it is had, beyond what terms that are the same for the cell added [utils]."""

    def price_under(self, promotion: int) -> float:
        """Return what is paid for it under one of its promotional prices, or NONE [currency]."""
        taken = (deal.lists["price"][self.outlet] for number, deal in self.promotions if number == promotion)
        return next(taken, self.price)

    def of_customer(self, promotion: int, felt: float, paid: float, brings_back: float) -> "Offer":
        """Return the offer at the price that a customer takes."""
        own = {"promotion": promotion, "price_felt": felt, "price_paid": paid, "brings_back": brings_back}
        return Offer(**{**self.__dict__, **own})
