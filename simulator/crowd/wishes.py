"""Wishes: what customers with a need would take, ranked, before it is known what is left."""

from dataclasses import dataclass, fields

import numpy as np

from simulator.crowd.errand import Errand, picked
from simulator.domain.window import NONE, Flags, Floats, Integers
from simulator.ground.portable import exp_many
from simulator.kernels.harm import Considered, harm
from simulator.kernels.ragged import highest, starts_of

type Harm = tuple[Integers, Integers, Integers, Integers, Integers]


@dataclass(frozen=True)
class Wishes:
    """One row a customer with a need, in the order of customers; offers by number or NONE."""

    customer: Integers
    wanted: Integers
    first: Integers
    second: Integers
    adviser: Integers
    considered: Integers
    tipped: Integers
    knows: Flags
    sees: Flags
    set_row: Integers
    """Row of each offer considered; empty unless choice sets are kept."""
    set_offer: Integers


def together(blocks: list[Wishes]) -> Wishes:
    """Return the wishes of all blocks as one."""
    before = np.cumsum([0, *(len(block.customer) for block in blocks)])[:-1]
    joined = {f.name: np.concatenate([getattr(b, f.name) for b in blocks]) for f in fields(Wishes)}
    joined["set_row"] = np.concatenate([b.set_row + at for b, at in zip(blocks, before, strict=True)])
    return Wishes(**joined)


def wishes_of(errand: Errand) -> tuple[Wishes, Harm]:
    """Let customers rank what they see against not buying; and say what outlets took from each other."""
    seen, layout, rows = errand.seen, errand.layout, len(errand.who)
    parts = errand.weighed()
    value = ((parts[0] + parts[1]) + parts[2]) + parts[3]
    total, nothing = value + parts[4], errand.not_buying()
    stocked = np.flatnonzero(seen.in_stock)
    row, offer = seen.row[stocked], (seen.outlet * len(layout.products) + seen.product)
    wanted, best = highest(seen.row, total, rows)
    first, second = ranked(row, total[stocked], nothing)
    kept = slice(None) if layout.keeps_considered else slice(0)
    wishes = Wishes(
        customer=errand.who,
        wanted=np.where(best > nothing, picked(offer, wanted), NONE),
        first=picked(offer[stocked], first),
        second=picked(offer[stocked], second),
        adviser=errand.adviser,
        considered=np.bincount(row, minlength=rows),
        tipped=tipped([part[stocked] for part in parts], first, second, nothing),
        knows=errand.known.any(axis=1),
        sees=np.diff(starts_of(seen.row, rows)) > 0,
        set_row=row[kept],
        set_offer=offer[stocked][kept],
    )
    return wishes, harm_over(errand, stocked, value[stocked])


def ranked(row: Integers, total: Floats, nothing: Floats) -> tuple[Integers, Integers]:
    """Return each row's first and second choice as places of pairs, NONE where not buying is better."""
    best, most = highest(row, total, len(nothing))
    others = total.copy()
    others[best[best != NONE]] = -np.inf
    next_best, next_most = highest(row, others, len(nothing))
    buys = most > nothing
    return np.where(buys, best, NONE), np.where(buys & (next_most > nothing), next_best, NONE)


def tipped(parts: list[Floats], first: Integers, second: Integers, nothing: Floats) -> Integers:
    """Return the part in which each row's first choice is furthest ahead of the runner-up; 0 without one."""
    buys = np.flatnonzero(first != NONE)
    leads = np.zeros((len(parts), len(first)))
    for number, part in enumerate(parts):
        behind = np.zeros(len(first)) if part is not parts[-1] else nothing.copy()  # not buying is pure luck
        rivalled = np.flatnonzero(second != NONE)
        behind[rivalled] = part[second[rivalled]]
        leads[number, buys] = part[first[buys]] - behind[buys]
    return np.argmax(leads, axis=0)


def harm_over(errand: Errand, stocked: Integers, value: Floats) -> Harm:
    """Return what outlets took from each other over these customers; *value* is utility without luck."""
    outlet, product = errand.seen.outlet[stocked], errand.seen.product[stocked]
    considered = Considered(
        row=errand.seen.row[stocked],
        rows=len(errand.who),
        outlet=outlet,
        product=product,
        maker=errand.layout.maker[product],
        owner=errand.layout.owner[outlet],
        weight=exp_many(value),
        price=errand.window.price[outlet, product],
        floor=errand.window.floor[outlet, product],
        margin=errand.window.margin[outlet, product],
        sensitivity=errand.sensitivity(),
    )
    return harm(considered, errand.layout.tolerance)
