"""Shocks drawn: what customers happen to like of offers and advisers, as `Customer.shocks`, without crowding.

    ζ_outer + λ₁ ζ_inner + λ₂ ε        (one sum for each branch, a way in which offers are alike)

All that some customers draw is drawn with one call of each function: a call takes its time however few they
are.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np

from simulator.base.arrays import Floats, Integers, Words
from simulator.base.keyed_random import uniform
from simulator.base.numerics.elementwise import at_once, parts
from simulator.base.numerics.portable import gumbel
from simulator.market.state.choice_nests import KeyedNests, LuckKeys
from simulator.mechanisms.choice.nests import Branch, numbered
from simulator.mechanisms.choice.shared_shock import shared_shock

_RANKS = ("angle", "size")
"""What the two ranks of a shared shock are drawn for."""


class Choosers(Protocol):
    """Some customers, as far as their luck is concerned."""

    @property
    def who(self) -> Integers:
        """Return their rows."""

    @property
    def cell(self) -> Integers:
        """Return the cell of each."""

    def luck(self, purpose: str, what: Words | int = 0, row: Integers | None = None) -> Words:
        """Return their words of this week for a purpose."""


class Lot(NamedTuple):
    """Pairs that luck is drawn for: offers that customers see, or outlets that they may ask for advice."""

    nested: KeyedNests
    row: Integers
    """Customer of each pair."""
    number: Integers
    """Offer or adviser of each."""
    own: Words
    """Key of that."""


def shocks(looking: Choosers, *lots: Lot) -> list[list[Floats]]:
    """Return the luck of each pair in each branch, lot by lot [units of luck]."""
    branches = [
        BranchDrawn(looking, lot, branch, keys)
        for lot in lots
        for branch, keys in zip(lot.nested.nests.branches, lot.nested.keys, strict=True)
    ]
    own = at_once(gumbel, *(one.ranks() for one in branches))
    shared = iter(_shared([likeness for one in branches for likeness in one.likenesses]))
    drawn = iter(
        [
            one.shock(luck, [next(shared) for _ in one.likenesses])
            for one, luck in zip(branches, own, strict=True)
        ]
    )
    return [[next(drawn) for _ in lot.nested.keys] for lot in lots]


@dataclass
class BranchDrawn:
    """Pairs in one branch."""

    looking: Choosers
    lot: Lot
    branch: Branch
    keys: LuckKeys

    def __post_init__(self) -> None:
        self.inner, self.outer = (
            unlike.take(self.looking.cell)
            for unlike in (self.branch.inner_dissimilarity, self.branch.outer_dissimilarity)
        )
        self.likenesses: list[Likeness] = []
        """What is shared in outer and in inner nests; nothing where no offer is like another."""
        if not bool((self.inner == 1.0).all()):
            nest = self.branch.inner.take(self.lot.number)
            for keys, which, unlike in (
                (self.keys.outer, self.branch.outer.take(nest), self.outer),
                (self.keys.inner, nest, self.inner / self.outer),
            ):
                self.likenesses.append(
                    Likeness(self.looking, self.keys.shared, keys, self.lot.row, which, unlike)
                )

    def ranks(self) -> Floats:
        """Return the rank of each pair's own luck."""
        return uniform(self.looking.luck(self.keys.own, self.lot.own, self.lot.row))

    def shock(self, own: Floats, shared: list[Floats]) -> Floats:
        """Return the luck of each pair from its own, and from what it shares with its nests."""
        shock: Floats = own * self.inner.take(self.lot.row)
        if not shared:
            return shock
        in_outer, in_inner = shared
        return (in_outer + self.outer.take(self.lot.row) * in_inner) + shock


@dataclass
class Likeness:
    """Luck that pairs share with all in their nest; each nest of a customer is drawn once."""

    looking: Choosers
    purpose: str
    keys: Words
    """Key of each nest."""
    row: Integers
    """Customer of each pair."""
    nest: Integers
    unlike: Floats
    """Dissimilarity of a nest's offers to each customer."""

    @cached_property
    def is_drawn(self) -> bool:
        """Say whether anything is shared at all."""
        return not bool((self.unlike == 1.0).all())

    @cached_property
    def _nests(self) -> tuple[Integers, Integers]:
        """Return the place of each pair's nest among the nests that occur, and their codes."""
        nests = len(self.keys)
        code = self.row * nests + self.nest
        number, found = numbered(code, len(self.looking.who) * nests)
        return number.take(code), found

    @cached_property
    def _alike(self) -> Integers:
        """Return the nests in which something is shared, by their places."""
        return np.flatnonzero(self.unlike.take(self._nests[1] // len(self.keys)) < 1.0)

    def drawn(self) -> tuple[Integers, Words, Floats]:
        """Return customer, key and dissimilarity of each nest in which something is shared."""
        who, nest = np.divmod(self._nests[1].take(self._alike), len(self.keys))
        return who, self.keys.take(nest), self.unlike.take(who)

    def of_pairs(self, drawn: Floats) -> Floats:
        """Return the luck that each pair shares, from that of the nests."""
        place, found = self._nests
        luck = np.zeros(len(found))
        luck[self._alike] = drawn
        return luck.take(place)


def _shared(likenesses: list[Likeness]) -> list[Floats]:
    """Return the luck that each pair shares, likeness by likeness."""
    found = [np.zeros(0 if one.is_drawn else len(one.row)) for one in likenesses]
    for purpose in dict.fromkeys(one.purpose for one in likenesses):
        places = [at for at, one in enumerate(likenesses) if one.purpose == purpose and one.is_drawn]
        if places:
            luck = _drawn_at_once(purpose, [likenesses[at] for at in places])
            for at, own in zip(places, luck, strict=True):
                found[at] = likenesses[at].of_pairs(own)
    return found


def _drawn_at_once(purpose: str, likenesses: list[Likeness]) -> list[Floats]:
    """Return the luck of the nests of each likeness, all drawn for one purpose."""
    nests = [one.drawn() for one in likenesses]
    who, key, unlike = (np.concatenate(columns) for columns in zip(*nests, strict=True))
    angle, size = (uniform(likenesses[0].looking.luck(f"{purpose} {part}", key, who)) for part in _RANKS)
    return parts(shared_shock(angle, size, unlike), [len(who) for who, *_ in nests])
