"""Choice nests: the trees of alike offers and of advisers in a run, and the keys of their shared luck."""

from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Floats, Words
from simulator.base.keyed_random import stable_key
from simulator.base.numerics.portable import log
from simulator.domain.people.choice_levels import ChoiceLevels
from simulator.domain.people.segments import LEAST_SHOCK
from simulator.mechanisms.choice.nests import Branch, Nests


@dataclass(frozen=True)
class LuckKeys:
    """How the luck of a branch is drawn: under which purposes, with the keys of which nests."""

    own: str
    """Purpose of the luck of each offer or adviser."""
    shared: str
    """Purpose of the luck that a nest shares; two ranks are drawn for it."""
    inner: Words
    outer: Words


@dataclass(frozen=True)
class KeyedNests:
    """Nests, and the keys of the luck in each of their branches."""

    nests: Nests
    keys: tuple[LuckKeys, ...]


@dataclass(frozen=True)
class ChoiceNests:
    """The nests of a run's offers, by their numbers, and of its advisers, by their outlets."""

    offers: KeyedNests
    advice: KeyedNests

    @property
    def alike(self) -> Nests | None:
        """Return the nests of offers, or none where offers are alike in nothing (the flat logit)."""
        nests = self.offers.nests
        return None if nests.is_flat else nests


def choice_nests(
    levels: ChoiceLevels, products: tuple[str, ...], kinds: list[str], shock: Floats
) -> ChoiceNests:
    """Return the nests; *kinds* has the kind of each outlet, *shock* the scale of each cell's luck.

    A dissimilarity is held where its luck still decides ties.
    """
    names = sorted(set(kinds))
    product = np.tile(np.arange(len(products)), len(kinds))
    kind = np.repeat(np.array([names.index(one) for one in kinds], dtype=np.int64), len(products))
    unlike = {name: held(value, shock) for name, value in levels.dissimilarity.model_dump().items()}
    branches, keys = [], []
    for number, first in enumerate(levels.first):
        above, other = (product, kind) if first == "product" else (kind, product)
        of_above, of_other = (products, names) if first == "product" else (names, products)
        is_one = first == "product" and bool((unlike["outlet"] == unlike[first]).all())
        if is_one:  # offers of one kind are no more alike than others: inner nests would change nothing
            other, of_other = np.zeros_like(other), ("",)
        weight = levels.product_weight if first == "product" else 1.0 - levels.product_weight
        branches.append(
            Branch(
                log_weight=log(weight) if levels.nesting == "both" else 0.0,
                inner=above * len(of_other) + other,
                outer=np.repeat(np.arange(len(of_above)), len(of_other)),
                inner_dissimilarity=unlike["outlet"],
                outer_dissimilarity=unlike[first],
                crowds_inside=first == "kind",
            )
        )
        keys.append(
            LuckKeys(
                own="choice" if number == 0 else f"choice by {first}",
                shared="likeness",
                inner=key_of(*((first, a, b) for a in of_above for b in of_other)),
                outer=key_of(*((first, a) for a in of_above)),
            )
        )
    offers = KeyedNests(Nests(tuple(branches), levels.crowding), tuple(keys))
    return ChoiceNests(offers, advisers(len(kinds), unlike["advice"], levels.crowding))


def advisers(outlets: int, unlike: Floats, crowding: float) -> KeyedNests:
    """Return the one nest that all outlets are in as advisers."""
    only = np.zeros(1, dtype=np.int64)
    branch = Branch(0.0, np.zeros(outlets, dtype=np.int64), only, unlike, unlike, crowds_inside=False)
    key = key_of(("advice",))
    return KeyedNests(Nests((branch,), crowding), (LuckKeys("advice", "likeness", key, key),))


def held(dissimilarity: float, shock: Floats) -> Floats:
    """Return a dissimilarity for each cell, held where its luck still decides ties."""
    held: Floats = np.minimum(1.0, np.maximum(dissimilarity, LEAST_SHOCK / shock))
    return held


def key_of(*names: tuple[str, ...]) -> Words:
    """Return the keys of nests."""
    return np.array([stable_key(*parts) for parts in names], dtype=np.uint64)
