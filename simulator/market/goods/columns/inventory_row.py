"""Inventory row: a member and a product, its supplier's row, and its level in the channel.

A row's supplier is a row too. Rows of members with as many sellers above them, whatever these sell them, are
a level, so that each member stands above all members that it supplies in any way, and may look down at them.
In a level, rows with the same ordering rule stand next to each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.decisions.demand_process import DemandProcess
from simulator.domain.decisions.policies import OrderingPolicy
from simulator.market.state.protocols import GoodsState


@dataclass(frozen=True)
class InventoryRow:
    """One member and one product that it has or could have."""

    member: Member
    product: str
    contract: Contract | None
    """Under which it is supplied; none for a member that makes the product, or has no supplier of it."""
    depth: int
    """How many sellers there are above its member, by the longest way."""

    @property
    def rule(self) -> OrderingPolicy | DemandProcess | None:
        """Return by what it orders."""
        return self.member.ordering if self.member.uses is None else self.member.uses

    @property
    def orders(self) -> bool:
        """Say whether anything is ordered for it; what its member makes is not."""
        return self.contract is not None and self.rule is not None


@dataclass(frozen=True)
class RuleGroup:
    """Shelves next to each other that order by the same rule."""

    rule: OrderingPolicy | DemandProcess
    rows: slice


def in_levels(state: GoodsState) -> list[InventoryRow]:
    """Return all shelves, level by level from the manufacturers down, and rule by rule."""
    found = _found(state)
    _, number = distinct([shelf.rule for shelf in found])
    order = sorted(range(len(found)), key=lambda at: (found[at].depth, not found[at].orders, number[at], at))
    return [found[at] for at in order]


def _found(state: GoodsState) -> list[InventoryRow]:
    """Return all rows, suppliers before their buyers."""
    depth = _depths(state)
    found: dict[tuple[str, str], InventoryRow] = {}
    for name in state.routes.downwards:
        for product, noun in state.given.products.items():
            contract = state.routes.supply(name, product)
            if contract is not None:
                above = contract.supplier
                if (above, product) not in found:  # somebody who has none of it and will never have any
                    found[above, product] = InventoryRow(
                        state.header.member(above), product, None, depth[above]
                    )
            elif noun.maker != name:
                continue
            found[name, product] = InventoryRow(state.header.member(name), product, contract, depth[name])
    return list(found.values())


def _depths(state: GoodsState) -> dict[str, int]:
    """Return how many sellers there are above each member, by the longest way."""
    depth: dict[str, int] = {}
    for name in state.routes.downwards:
        depth[name] = max((depth[above] + 1 for above in state.routes.linked_above(name)), default=0)
    return depth


def groups_of(level: Sequence[InventoryRow], start: int) -> tuple[RuleGroup, ...]:
    """Return the groups of a level that order by one rule; the level's first row is *start*."""
    _, number = distinct([shelf.rule for shelf in level])
    kinds = [(shelf.orders, which) for shelf, which in zip(level, number, strict=True)]
    return tuple(
        RuleGroup(rule, slice(start + run.start, start + run.stop))
        for run in runs(kinds)
        if (rule := level[run.start].rule) is not None and level[run.start].orders
    )


def distinct[Rule](rules: Sequence[Rule]) -> tuple[list[Rule], list[int]]:
    """Return the different rules, and by number which of them each is; equal rules are one."""
    known: dict[int, int] = {}
    alike: dict[str, list[int]] = {}
    different: list[Rule] = []
    for rule in rules:
        if id(rule) not in known:
            numbers = alike.setdefault(f"{type(rule).__qualname__} {rule!r}", [])
            equal = (number for number in numbers if different[number] == rule)
            known[id(rule)] = next(equal, len(different))
            if known[id(rule)] == len(different):
                numbers.append(len(different))
                different.append(rule)
    return different, [known[id(rule)] for rule in rules]


def runs(values: Sequence[object]) -> tuple[slice, ...]:
    """Return where runs of equal values stand.

    >>> runs("aab")
    (slice(0, 2, None), slice(2, 3, None))
    """
    starts = [at for at in range(len(values)) if not at or values[at] != values[at - 1]]
    return tuple(slice(a, b) for a, b in zip(starts, [*starts[1:], len(values)], strict=True))
