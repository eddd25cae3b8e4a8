"""Terms: commission, detection and penalty in force, from the contracts drawn and the events in force."""

from collections.abc import Iterator
from functools import cache

from simulator.catalog.interventions.price_floor import PriceFloor
from simulator.catalog.interventions.trade_terms import TradeTerms
from simulator.domain.channel.contract import Contract
from simulator.domain.events.intervention import Action
from simulator.domain.events.scope import Scope
from simulator.scenario.events import Event
from tests.laws.amounts_due.book import Book

type Layer = tuple[Action, Scope]


class Terms:
    """What events make of contracts, week by week."""

    def __init__(self, book: Book) -> None:
        self._book, self._weeks = book, layers_by_week(book)
        self._keeps_commission = "commissions" not in book.header.scenario.switched_off
        self.commission = cache(self._commission)

    def layers(self, week: int) -> list[Layer]:
        """Return the actions in force in a week, the earliest first."""
        return list(self._weeks[week].values())

    def _commission(self, week: int, outlet: int) -> float:
        """Return what a marketplace keeps of a sale of an outlet on it [share]."""
        hosting = self._book.hosting(outlet)
        if hosting is None:
            return 0.0
        commission = hosting.commission
        for action in self._over(week, hosting) if self._keeps_commission else ():
            if isinstance(action, TradeTerms) and action.commission is not None and not hosting.prices:
                commission = action.commission
        return commission

    def floor_terms(self, week: int, contract: Contract) -> tuple[float, float]:
        """Return the chance that a breach is noticed, and what it costs then [currency]."""
        detection, penalty = contract.floor_detection, contract.floor_penalty
        for action in self._over(week, contract):
            if isinstance(action, PriceFloor):
                detection = detection if action.detection is None else action.detection
                penalty = penalty if action.penalty is None else action.penalty
        return detection, penalty

    def _over(self, week: int, contract: Contract) -> Iterator[Action]:
        buyer = self._book.header.member(contract.buyer)
        return (action for action, scope in self.layers(week) if scope.has_contract(contract, buyer))


def layers_by_week(book: Book) -> list[dict[str, Layer]]:
    """Return the actions in force by event, for each week; events take their steps before all else."""
    events = {book.given.event_name(at): event for at, event in enumerate(book.given.events)}
    steps: dict[int, list[tuple[str, str]]] = {}
    for week, event, step in book.rows("intervention", "event", "step"):
        steps.setdefault(week, []).append((book.word(event), book.word(step)))
    weeks: list[dict[str, Layer]] = [{}]
    for week in range(1, book.weeks + 1):
        now = dict(weeks[-1])
        for name, step in steps.get(week, ()):
            if step == "started" and events[name].action.is_reversible:
                now[name] = events[name].action, scope_of(book, events[name])
            elif step in ("ended", "reverted"):
                del now[name]
            elif step == "expanded":
                now[name] = now[name][0], now[name][1].widened()
        weeks.append(now)
    return weeks


def scope_of(book: Book, event: Event) -> Scope:
    """Return what an event concerns: of a manufacturer its products, of any other member all."""
    actor = event.who or book.given.focal_maker
    is_maker = actor in book.given.manufacturers
    own = [name for name, noun in book.given.products.items() if not is_maker or noun.maker == actor]
    return Scope(actor, is_maker, frozenset(event.products or own), event.where)
