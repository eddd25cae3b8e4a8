"""The board of the beer game, moved box by box as it is played: what must come out of the game.

Four players, each with a stock, two boxes of goods on their way to it, an order just sent and one about to
be read; the factory instead has a request and two boxes in the making. In every week (Sterman 1989):

1. goods move on by a box, those in the last one come into stock;
2. the order that has come in is read and filled, with what is owed;
3. stock and backlog are counted, at 0.50 and 1.00 a case;
4. the slips of orders move on; the factory starts what it requested;
5. everybody orders.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

HOLD, SHORT = 0.5, 1.0
PLAYERS = ("retailer", "wholesaler", "distributor", "factory")

type Rule = Callable[[int, int, float, float, float], float]
"""What a player orders, by week, place, order read, net stock and supply line."""


@dataclass
class Seat:
    """One player's part of the board."""

    stock: float
    boxes: list[float]
    """Goods on their way, the next to arrive first."""
    slips: list[float]
    """Orders sent and not yet read by the supplier, the next to be read first; of the factory, requests."""
    owed: float = 0.0
    cost: float = 0.0
    orders: list[float] = field(default_factory=list)


def play(demand: Sequence[float], rule: Rule, stock: float = 12.0, flow: float = 4.0) -> list[Seat]:
    """Play the game over the weeks of a demand; return the four seats, the retailer's first."""
    seats = [Seat(stock, [flow] * 2, [flow] * 2) for _ in PLAYERS[:3]] + [Seat(stock, [flow] * 2, [flow])]
    for week, wanted in enumerate(demand, start=1):
        for seat in seats:
            seat.stock += seat.boxes.pop(0)
        read = [wanted, *(seat.slips.pop(0) for seat in seats[:3])]
        for at, seat in enumerate(seats):
            sent = min(seat.stock, seat.owed + read[at])
            seat.stock, seat.owed = seat.stock - sent, seat.owed + read[at] - sent
            if at:
                seats[at - 1].boxes.append(sent)
            seat.cost += HOLD * seat.stock + SHORT * seat.owed
        seats[3].boxes.append(seats[3].slips.pop(0))
        lines = [sum(seat.boxes) + sum(seat.slips) for seat in seats]
        for at, seat in enumerate(seats):
            line = lines[at] + (seats[at + 1].owed if at < 3 else 0.0)
            order = max(0.0, rule(week, at, read[at], seat.stock - seat.owed, line))
            seat.orders.append(order)
            seat.slips.append(order)
    return seats


def anchored(
    aims: Sequence[float], smoothing: float, adjustment: float, supply_line: float, begins: int = 5
) -> Rule:
    """Return Sterman's rule for all four players, with orders of 4 until the game begins."""
    expected = [4.0] * 4

    def rule(week: int, at: int, read: float, net: float, line: float) -> float:
        if week < begins:
            return 4.0
        expected[at] = smoothing * read + (1 - smoothing) * expected[at]
        return expected[at] + adjustment * (aims[at] - net - supply_line * line)

    return rule
