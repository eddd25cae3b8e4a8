"""Buy-box rules: the view on which a marketplace decides which offer stands in its buy box.

One offer stands in the box, and a customer who takes it looks no further; the others can be bought too,
at the effort of looking behind the box.

IMPLEMENT: a class in the registry of buy-box rules with parameters as fields and `holder`.
FOR FREE: `list`, `check`, the JSON Schema, the ledger's entry for every box of every week, contract tests.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from simulator.base.record import Chosen, Record
from simulator.domain.registries import BUY_BOX


@dataclass(frozen=True, slots=True)
class BoxOffer:
    """One offer in stock, as the marketplace that hosts it sees it."""

    price: float
    """Price asked [currency per unit]."""
    on_hand: int
    """Units that can be sold this week [steps]."""
    is_fulfilled: bool
    """Whether the marketplace keeps and sends the goods, a seller's or its own."""
    is_own: bool
    """Whether the seller is the marketplace itself."""
    held_box: bool
    """Whether the offer stood in the box last week."""
    luck: float
    """The seller's own keyed number, the same every week [0 … 1]: for rules that break ties."""
    turn: float
    """The seller's own keyed number of the week [0 … 1]: for rules by which offers take turns."""


class BuyBoxPolicy(Record):
    """A rule by which a marketplace puts one offer of a product into the box, week by week."""

    @abstractmethod
    def holder(self, offers: Sequence[BoxOffer]) -> int:
        """Return the place of the offer that stands in the box; there is at least one.

        The order in which offers are listed must not matter.
        """


type BuyBoxChoice = Annotated[BuyBoxPolicy, Chosen(BUY_BOX, "policy")]


def buy_box_rule(name: str, **parameters: float) -> BuyBoxPolicy:
    """Return a buy-box rule by name, as the default of a distribution model that may be overridden."""
    rule: BuyBoxPolicy = BUY_BOX.get(name)(**parameters)
    return rule
