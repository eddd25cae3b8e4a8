"""Short supplies by hand: the harm they did in a run, from all other entries."""

from collections import Counter, defaultdict

import pandas as pd

from simulator.base.counting import HARM_STEPS
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.opening_goods import OpeningGoods
from simulator.ledger.ledger import Ledger
from simulator.mechanisms.supply.allocation import largest_remainder
from simulator.scenario.schema import Scenario
from tests.worlds.watched import Played, watched

type Hands = dict[tuple[int, str], dict[str, int]]
"""How much of each product an outlet has the hands to sell in a week, by week and outlet."""

PARTIES = (
    *("buyer", "supplier", "member", "outlet", "aggrieved", "source"),
    *("product", "issue", "conduct", "response", "reason", "decision"),
)


def told(ledger: Ledger, kind: str) -> pd.DataFrame:
    """Return the entries of a kind with names as plain text."""
    table = ledger.table(kind, steps=True)
    return table if table.empty else table.astype({name: str for name in PARTIES if name in table})


def hands_of(played: Played) -> Hands:
    """Return how outlets shared out their hours, which is in no entry."""
    return {
        (week, outlet): units
        for week, seen in enumerate(played.weeks, start=1)
        for outlet, units in seen.hands.items()
    }


def played(scenario: Scenario, seed: int) -> tuple[Ledger, Hands]:
    """Play a scenario; return its ledger, and how outlets shared out their hours."""
    run = watched(scenario, seed)
    return run.ledger, hands_of(run)


def by_line(ledger: Ledger, kind: str) -> Counter[tuple[int, str, str, str]]:
    """Return units by (week, supplier, buyer, product)."""
    found: Counter[tuple[int, str, str, str]] = Counter()
    for row in told(ledger, kind).itertuples():
        found[int(row.week), row.supplier, row.buyer, row.product] += int(row.units)
    return found


class ByHand:
    """The harm of short supplies in one run, from orders, shipments, lost sales, postings and hours."""

    def __init__(self, ledger: Ledger, hands: Hands) -> None:
        self.ledger, self.header, self.hands = ledger, ledger.header, hands
        self.ordered, self.shipped, self.cancelled = (
            by_line(ledger, kind) for kind in ("order", "shipment", "cancellation")
        )
        digital = {name for name, product in self.header.scenario.products.items() if product.digital}
        self.lines = sorted({key[1:] for key in self.ordered if key[3] not in digital})
        for line in self.lines:
            self.open_with(line)
        self.left = {row.member: int(row.week) for row in told(ledger, "departure").itertuples()}
        self.ended = {
            (row.member, row.supplier): int(row.week) for row in told(ledger, "relation_end").itertuples()
        }
        self.delisted = {
            (int(row.week), row.outlet, row.product)
            for row in told(ledger, "listing").itertuples()
            if row.decision == "delisted"
        }
        self.lost, self.sold = defaultdict(list), defaultdict(Counter)
        for row in told(ledger, "lost_sale").itertuples():
            if row.response not in ("waited", "postponed"):
                missed = (int(row.customer), row.response != "left")
                self.lost[int(row.week), row.outlet, row.product] += [missed] * int(row.units)
        for kind, sign in (("sale", 1), ("delivery", -1), ("backorder", 1)):
            for row in told(ledger, kind).itertuples():
                what = (row.product, int(row.substitute))
                self.sold[int(row.week), row.outlet, int(row.customer)][what] += sign * int(row.units)
        self.gave_up = defaultdict(list)
        for row in told(ledger, "withdrawal").itertuples():
            if row.reason == "patience":
                self.gave_up[int(row.week), row.outlet, row.product] += [int(row.margin)] * int(row.units)
        self.shelf, self.margin = {}, {}
        for row in told(ledger, "posting").itertuples():
            where = int(row.week), row.outlet, row.product
            self.shelf[where], self.margin[where] = int(row.units), int(row.margin)

    def open_with(self, line: tuple[str, str, str]) -> None:
        """Put what a line opens with where it would stand, had it been ordered before week 1.

        What is on its way was shipped; what is in the post comes in hand week by week; the rest is owed.
        """
        opening = self.agreed(line).opening.get(line[2], OpeningGoods())
        mail, posted = self.weeks_in_the_mail(line), opening.orders
        owed = self.ordered.pop((0, *line), 0) - self.shipped.pop((0, *line), 0) - sum(posted)
        self.ordered[-mail, *line] += owed
        for week, units in enumerate(posted, start=1):
            self.ordered[week - mail, *line] += units

    def can_be_harmed(self, name: str) -> bool:
        """Say whether a member is an outlet that belongs to no manufacturer."""
        member = self.header.member(name)
        return member.format is not None and member.owner not in self.header.scenario.manufacturers

    def gone(self, week: int, *names: str) -> bool:
        """Say whether somebody has left by a week."""
        return any(self.left.get(name, 10**9) <= week for name in names)

    def no_longer_supplied(self, week: int, line: tuple[str, str, str]) -> bool:
        """Say whether a buyer has ended the relation that it had a product from, or either has left."""
        supplier, buyer, product = line
        others = [c for c in self.header.contracts if c.buyer == buyer and product in c.prices]
        is_over = self.ended.get((buyer, supplier), 10**9) <= week
        return self.gone(week, supplier, buyer) or (is_over and len(others) == 1)

    def still_open(self, week: int, line: tuple[str, str, str], *, before_ship: bool = False) -> int:
        """Return what is open of a buyer's orders after the round of a week, with what is then turned away.

        Or what is open before that round.
        """
        until = range(1, week + 1)
        shipped = sum(self.shipped[t, *line] for t in (until[:-1] if before_ship else until))
        mail = self.weeks_in_the_mail(line)
        in_hand = sum(self.ordered[t, *line] for t in range(-mail, week + 1 - mail))
        turned_away = self.turned_away(week, line)
        return in_hand - sum(self.cancelled[t, *line] for t in until) + turned_away - shipped

    def turned_away(self, week: int, line: tuple[str, str, str]) -> int:
        """Return what was cancelled after the round of a week: no more is sent of it, or waited for."""
        return 0 if self.called_off(week, line) else self.cancelled[week, *line]

    def called_off(self, week: int, line: tuple[str, str, str]) -> bool:
        """Say whether what was ordered ended before the round: a relation is over, or it is not listed."""
        supplier, buyer, product = line
        unlisted = {(week, supplier, product), (week, buyer, product)} & self.delisted
        is_over = self.gone(week, supplier, buyer) or self.ended.get((buyer, supplier)) == week
        return self.cancelled[week, *line] > 0 and (is_over or bool(unlisted))

    def behind(self, line: tuple[str, str, str]) -> list[int]:
        """Return how many units a buyer is behind after the round of each week, from week 0 on.

        What is turned away is behind like all else, until the buyer's next turn.
        """
        supplier, buyer, product = line
        units = [0]
        for week in range(1, self.ledger.last_week + 1):
            others = [
                u
                for (w, s, b, p), u in self.shipped.items()
                if (w, s, p) == (week, supplier, product) and b != buyer
            ]
            before = 0 if self.called_off(week, line) else units[-1]
            has_turn = self.still_open(week, line, before_ship=True) > 0
            units.append(min(self.still_open(week, line), before + sum(others)) if has_turn else before)
        return units

    def agreed(self, line: tuple[str, str, str]) -> Contract:
        """Return the contract under which a buyer is supplied with a product."""
        return next(
            c for c in self.header.contracts if (c.supplier, c.buyer) == line[:2] and line[2] in c.prices
        )

    def weeks_in_the_mail(self, line: tuple[str, str, str]) -> int:
        """Return how many weeks an order takes to its supplier, who shares out only what it has in hand."""
        return self.agreed(line).order_weeks

    def weeks_to_shelf(self, line: tuple[str, str, str]) -> int:
        """Return after how many weeks what is shipped can be sold."""
        return max(1, self.agreed(line).lead_time_weeks)

    def missed(self, week: int, outlet: str, product: str) -> tuple[int, int]:
        """Return how many customers did not find what they wanted first, and what it cost the outlet.

        Of a customer with several needs, one unit that it took of another product stands against each.
        """
        category = self.header.scenario.products[product].category
        gave_up = self.gave_up[week, outlet, product]
        lost, cost, taken = self.lost[week, outlet, product], sum(gave_up), Counter()
        for customer, substituted in lost:
            cost += self.margin[week, outlet, product]
            for (instead, is_substitute), units in self.sold[week, outlet, customer].items():
                of_category = self.header.scenario.products[instead].category == category
                other = of_category and instead != product
                if substituted and is_substitute and other and units > taken[customer, instead]:
                    taken[customer, instead] += 1
                    cost -= self.margin[week, outlet, instead]
                    break
        return len(lost) + len(gave_up), cost

    def spare_hands(self, week: int, outlet: str, product: str) -> int:
        """Return how many more an outlet could have sold in a week than it had on its shelf."""
        if self.header.member(outlet).weekly_capacity is None:
            return 10**9
        share = self.hands[week, outlet]
        lacking = [max(0, units - self.shelf.get((week, outlet, p), 0)) for p, units in share.items()]
        sold = sum(took.total() for (w, o, _), took in self.sold.items() if (w, o) == (week, outlet))
        idle = largest_remainder(sum(share.values()) - sold, lacking)
        return dict(zip(share, idle, strict=True))[product]

    def harm(self) -> dict[tuple[int, str, str, str], float]:
        """Return harm by (week, aggrieved, source, product) [currency]."""
        found, step = {}, self.header.scenario.units.money_step
        for line in self.lines:
            supplier, buyer, product = line
            if not self.can_be_harmed(buyer):
                continue
            blamed, behind = 0, self.behind(line)
            for week in range(1, self.ledger.last_week + 1):
                shipped_by = max(0, week - self.weeks_to_shelf(line))
                called_off = any(self.called_off(t, line) for t in range(shipped_by + 1, week + 1))
                is_over = called_off or self.no_longer_supplied(week, line)
                missing = 0 if is_over else behind[shipped_by]
                blamed = min(blamed, missing)
                missed, cost = self.missed(week, buyer, product)
                units = min(missed, missing - blamed, self.spare_hands(week, buyer, product))
                if cost > 0 and units > 0:
                    blamed += units
                    counted = round(cost * (units / missed) * HARM_STEPS)
                    found[week, buyer, supplier, product] = counted / HARM_STEPS * step
        return found

    def exposed(self) -> set[tuple[int, str, str]]:
        """Return (week, buyer, product) of independent outlets who shared a round with somebody."""
        found = set()
        for week in range(1, self.ledger.last_week + 1):
            rounds = defaultdict(set)
            for line in self.lines:
                if self.still_open(week, line, before_ship=True) > 0:
                    rounds[line[0], line[2]].add(line[1])
            for (_, product), buyers in rounds.items():
                for buyer in buyers if len(buyers) > 1 else ():
                    if self.can_be_harmed(buyer):
                        found.add((week, buyer, product))
        return found


def written(ledger: Ledger) -> dict[tuple[int, str, str, str], float]:
    """Return the harm of short supplies as the run wrote it."""
    table = told(ledger, "harm").query("issue == 'supply_short'")
    assert set(table["conduct"]) <= {"breach"}
    return {(int(r.week), r.aggrieved, r.source, r.product): float(r.amount) for r in table.itertuples()}
