"""Price floor: a lowest price that outlets may advertise is set, changed or lifted."""

from typing import Any, ClassVar

from simulator.domain.channel.contract import Contract
from simulator.domain.events.intervention import Action
from simulator.domain.events.scope import Deal
from simulator.domain.registries import INTERVENTIONS
from simulator.domain.units import Amount, Share


@INTERVENTIONS.register("price_floor")
class PriceFloor(Action):
    """Set the floor under what outlets may advertise; it can be broken, as any floor can."""

    main: ClassVar[str | None] = "floor"

    floor: Share
    """Lowest price that may be advertised; 0 lifts the floor [share of the list price]."""
    detection: Share | None = None
    """Chance that a week below it is noticed; left out, as the contract says [share]."""
    penalty: Amount | None = None
    """What being noticed costs the outlet; left out, as the contract says [currency]."""

    def agrees(self, deal: Deal) -> Contract:
        """Return an outlet's contract with the floor in it, under the products that are meant."""
        if deal.buyer.format is None or not deal.contract.prices:
            return deal.contract
        changed: dict[str, Any] = {"price_floor": self.floor or None, "price_floors": {}}
        if len(deal.products) < len(deal.contract.prices):
            single = dict.fromkeys(sorted(deal.products), self.floor)
            changed = {"price_floors": {**deal.contract.price_floors, **single}}
        if self.detection is not None:
            changed["floor_detection"] = self.detection
        if self.penalty is not None:
            changed["floor_penalty"] = self.penalty
        return deal.contract.model_copy(update=changed)
