"""Overridden terms: where entries of `contracts` meet in a contract drawn; the last holds."""

from collections import Counter
from collections.abc import Iterator

from simulator.domain.channel.contract_terms import OF_A_PRODUCT, ContractTerms
from simulator.domain.registries import NOTES
from simulator.market.setup.apply_contract_terms import (
    WHOLE,
    contracts_changed,
    is_about,
    key_of,
    with_carrier,
)
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.scenario.checks.inconsistency import Inconsistency

type Slot = tuple[int, str | None, str]
"""A contract by number, a product where the term is that of one, and the term."""


@NOTES.register("overridden_terms")
def overridden_terms(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield terms that override an earlier entry's, by their keys, with the number of places."""
    given, members, contracts = channel.scenario, channel.members, list(channel.drawn)
    named = {member.name: member for member in members}
    holder: dict[Slot, int] = {}
    for late, terms in enumerate(with_carrier(one, given.carriers) for one in given.contracts):
        about = [at for at, contract in enumerate(contracts) if is_about(terms, contract, named)]
        slots = [slot for at in about for slot in _slots(at, tuple(contracts[at].prices), terms)]
        taken = Counter((holder[slot], slot[2]) for slot in slots if slot in holder)
        for (early, key), times in sorted(taken.items()):
            of = sum(other == early and slot[2] == key for slot, other in holder.items())
            told = f"overrides that of contracts.{early} in {times} of the {of} places where it held"
            yield ("contracts", late, key), told
        if not about and any(is_about(terms, contract, named) for contract in channel.drawn):
            told = "is about nobody any more: an earlier entry gave the product to others alone"
            yield ("contracts", late), told
        holder |= dict.fromkeys(slots, late)
        selected = {key_of(contracts[at]) for at in about}
        contracts = contracts_changed(contracts, selected, terms, given.products)


def _slots(at: int, supplied: tuple[str, ...], terms: ContractTerms) -> Iterator[Slot]:
    """Yield the places in which terms set something in a contract."""
    for key in WHOLE:
        if getattr(terms, key) is not None:
            yield at, None, key
    for key in OF_A_PRODUCT:
        if getattr(terms, key) is not None and getattr(terms, key) is not False:
            yield from ((at, name, key) for name in supplied if terms.product in (None, name))
