"""Shelf: a member and a product, and where it stands: below whom, beside whom.

A shelf's supplier is a shelf too. Those with as many sellers above them are a level; in a level, those who
order by the same rule stand next to each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.domain.channel import Contract, Member
from simulator.domain.decisions import OrderingPolicy
from simulator.domain.stream import DemandStream
from simulator.engine.market import Market


@dataclass(frozen=True)
class Shelf:
    """One member and one product that it has or could have."""

    member: Member
    product: str
    contract: Contract | None
    """Under which it is supplied; none for who makes the product, or has nobody to buy it of."""
    depth: int
    """How many sellers there are above it."""

    @property
    def rule(self) -> OrderingPolicy | DemandStream | None:
        """Return by what it orders."""
        return self.member.ordering if self.member.uses is None else self.member.uses


@dataclass(frozen=True)
class Group:
    """Shelves next to each other that order by the same rule."""

    rule: OrderingPolicy | DemandStream
    rows: slice


def in_levels(market: Market) -> list[Shelf]:
    """Return all shelves, level by level from the manufacturers down, and rule by rule."""
    found = _found(market)
    _, number = told_apart([shelf.rule for shelf in found])
    order = sorted(range(len(found)), key=lambda at: (found[at].depth, number[at], at))
    return [found[at] for at in order]


def _found(market: Market) -> list[Shelf]:
    """Return all shelves, suppliers before whom they supply."""
    depth: dict[tuple[str, str], int] = {}
    found: list[Shelf] = []
    for name in market.routes.downwards:
        for product, noun in market.given.products.items():
            contract = market.supply(name, product)
            if contract is not None:
                above = (contract.supplier, product)
                if above not in depth:  # somebody who has none of it and will never have any
                    depth[above] = 0
                    found.append(Shelf(market.member(contract.supplier), product, None, 0))
                depth[name, product] = depth[above] + 1
            elif noun.maker == name:
                depth[name, product] = 0
            else:
                continue
            found.append(Shelf(market.member(name), product, contract, depth[name, product]))
    return found


def groups_of(level: Sequence[Shelf], start: int) -> tuple[Group, ...]:
    """Return who of a level, whose first row is *start*, orders by which rule; who makes orders nothing."""
    _, number = told_apart([shelf.rule for shelf in level])
    return tuple(
        Group(rule, slice(start + run.start, start + run.stop))
        for run in runs(number)
        if (rule := level[run.start].rule) is not None and level[run.start].contract is not None
    )


def told_apart[Rule](rules: Sequence[Rule]) -> tuple[list[Rule], list[int]]:
    """Return the different rules, and by number which of them each is; what says the same is the same."""
    said: dict[int, str] = {}
    numbers: dict[str, int] = {}
    different: list[Rule] = []
    for rule in rules:
        if id(rule) not in said:
            said[id(rule)] = f"{type(rule).__qualname__} {rule!r}"
        if said[id(rule)] not in numbers:
            numbers[said[id(rule)]] = len(different)
            different.append(rule)
    return different, [numbers[said[id(rule)]] for rule in rules]


def runs(values: Sequence[object]) -> tuple[slice, ...]:
    """Return where runs of equal values stand.

    >>> runs("aab")
    (slice(0, 2, None), slice(2, 3, None))
    """
    starts = [at for at in range(len(values)) if not at or values[at] != values[at - 1]]
    return tuple(slice(a, b) for a, b in zip(starts, [*starts[1:], len(values)], strict=True))
