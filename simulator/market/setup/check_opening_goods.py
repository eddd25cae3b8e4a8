"""Opening goods checks: what is owed and in transit when a run opens can be, on the route where it is stated.

Goods that were sent before week 1 have arrived when their lead time is over, and orders have been seen; all
counts are of whole steps, orders of whole lots; nothing is owed where nothing waits.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.distribution_model import DistributionModel, Drawing
from simulator.domain.channel.member import Member
from simulator.domain.channel.opening_goods import OPENING_TERMS
from simulator.market.setup.apply_contract_terms import is_about
from simulator.scenario.checks.inconsistency import Inconsistency, Keys
from simulator.scenario.describe.number_words import counted
from simulator.scenario.schema import Scenario

type Places = Mapping[tuple[str, str], Keys]
"""The keys of the block that draws what a supplier and a buyer agree on."""


class Stated(NamedTuple):
    """What is owed, ordered or in transit of one product on one route."""

    supplier: Member
    buyer: Member
    contract: Contract
    product: str
    term: str
    units: tuple[int, ...]
    """By week of arrival, from week 1 on; of a backlog, one number [units]."""


def opening_faults(
    scenario: Scenario, members: Sequence[Member], contracts: Sequence[Contract], drawn_by: Places
) -> Iterator[Inconsistency]:
    """Yield why what is stated of a route cannot be, once for each place where it is stated."""
    named = {member.name: member for member in members}
    stated: defaultdict[Keys, list[Stated]] = defaultdict(list)
    for one in _all_stated(named, contracts):
        stated[_place(scenario, named, drawn_by, one)].append(one)
    for keys, routes in stated.items():
        fault = _idle(scenario, routes) or next(
            (why for one in routes for why in _faults_of(scenario, one)), None
        )
        if fault:
            yield keys, fault
    for maker, made in scenario.manufacturers.items():
        weeks, keys = made.opening_pipeline, ("manufacturers", maker, "opening_pipeline")
        for why in (*_late(weeks, made.production_weeks, "making takes"), *_broken(scenario, weeks)):
            yield keys, why
            break


def way_keys(scenario: Scenario, number: int) -> Keys:
    """Return the keys of a distribution model, by its number among the standing ones and the competition."""
    own = len(scenario.distribution)
    return ("distribution", number) if number < own else ("competition", number - own)


def terms_places(model: DistributionModel, drawing: Drawing, keys: Keys) -> dict[tuple[str, str], Keys]:
    """Return under which keys of a model stands what suppliers and buyers that it draws open with."""
    drawn = {member.name: member for member in drawing.members}
    return {
        (terms.supplier, terms.buyer): (*keys, *model.part_of(drawn[terms.buyer]))
        for terms in drawing.contracts
        if terms.opening and terms.buyer in drawn
    }


def _all_stated(named: Mapping[str, Member], contracts: Sequence[Contract]) -> Iterator[Stated]:
    for contract in contracts:
        for product, goods in contract.opening.items():
            for term, units in zip(
                OPENING_TERMS, ((goods.backlog,), goods.orders, goods.pipeline), strict=True
            ):
                if any(units):
                    parties = named[contract.supplier], named[contract.buyer]
                    yield Stated(*parties, contract, product, term, units)


def _place(scenario: Scenario, named: dict[str, Member], drawn_by: Places, one: Stated) -> Keys:
    """Return the keys where it is stated: the last entry of `contracts` about it, else the model's own."""
    for at, terms in reversed(list(enumerate(scenario.contracts))):
        is_told = getattr(terms, one.term) is not None and terms.product in (None, one.product)
        if is_told and is_about(terms, one.contract, named):
            return "contracts", at, one.term
    return (*drawn_by.get((one.supplier.name, one.buyer.name), ("distribution",)), one.term)


def _idle(scenario: Scenario, routes: Sequence[Stated]) -> str:
    """Return why none of some routes has anything on it; empty if one has."""
    if all(scenario.products[one.product].digital for one in routes):
        return f"'{routes[0].product}' is made when it is sold: none of it is owed or on its way"
    late = [one for one in routes if not (_is_there(one.supplier) and _is_there(one.buyer))]
    if len(late) == len(routes):
        who = late[0].buyer if not _is_there(late[0].buyer) else late[0].supplier
        return f"'{who.name}' is not there when the run opens: nothing is owed or on its way then"
    return ""


def _is_there(member: Member) -> bool:
    return member.opens == 0 and not member.is_potential


def _faults_of(scenario: Scenario, one: Stated) -> Iterator[str]:
    contract, what = one.contract, f"from '{one.supplier.name}' to '{one.buyer.name}'"
    if one.term == "opening_pipeline":
        yield from _late(one.units, contract.lead_time_weeks + len(contract.delays), f"goods {what} take")
    elif one.term == "opening_orders":
        yield from _late(one.units, contract.order_weeks, f"orders from '{one.buyer.name}' take")
        rule = one.buyer.ordering
        lot = 1 if rule is None or one.buyer.uses is not None else rule.lot_size(0)
        broken = [units for units in one.units if scenario.units.quantity(units) % lot]
        if broken:
            yield f"{broken[0]} is no whole number of the lots of {lot} in which '{one.buyer.name}' orders"
    elif not one.buyer.waits or not contract.backorders:
        yield f"nothing {what} waits for what is not there, so nothing can be owed"
    yield from _broken(scenario, one.units)


def _late(stated: Sequence[int], most: int, what: str) -> Iterator[str]:
    """Yield why something cannot come as late as stated: it would have begun after the run had opened."""
    last = max((week for week, units in enumerate(stated, start=1) if units), default=0)
    if last > most:
        weeks = counted(most, "week")
        limit = f"it can state {weeks}" if most else "leave it out"
        yield f"states what comes in week {last}, and {what} {weeks} at most; {limit}"


def _broken(scenario: Scenario, stated: Sequence[int]) -> Iterator[str]:
    """Yield why a number of units cannot be counted in whole steps."""
    step = scenario.units.quantity_step
    for units in stated:
        if abs(scenario.units.quantity(units) * step - units) > 1e-9 * max(units, 1):
            yield f"{units} is no whole number of quantity steps of {step:g}"
