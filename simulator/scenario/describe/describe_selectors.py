"""Describe selectors: named members, their terms and promotions, in plain sentences."""

from collections.abc import Iterator, Sequence

from simulator.domain.channel.contract_terms import WHO_AND_WHAT, ContractTerms, RebateTerms
from simulator.domain.channel.named_members import PLACE, NamedMember
from simulator.domain.channel.opening_goods import OPENING_TERMS
from simulator.domain.channel.promised_returns import ContractedReturns, PromotedReturns
from simulator.domain.channel.selector import Selector
from simulator.domain.offers.promotions import Promotion
from simulator.domain.offers.support_terms import SELLER
from simulator.scenario.describe.number_words import counted, in_words, listed, number, percent
from simulator.scenario.describe.setting_words import setting_words
from simulator.scenario.schema import Scenario

PAID_FOR_HARM = ("compensation", "compensation_per_sale")
IN_PER_CENT = ("margin", "price_floor", "floor_detection", "buy_back", "backorders", *PAID_FOR_HARM)


def describe_members(scenario: Scenario) -> Iterator[str]:
    """Describe the named members and their properties, one a line."""
    for named in scenario.members:
        whose = f" of {named.maker}" if named.maker else ""
        where = f" in {named.region}" if named.region else ""
        yield f"- {named.name}: {named.format or named.tier or named.role}{whose}{where}{_of_its_own(named)}."


def _of_its_own(named: NamedMember) -> str:
    tags = f", tagged {listed(named.tags)}" if named.tags else ""
    said = [
        f"{in_words(key)} {setting_words(value)}"
        for key in type(named).model_fields
        if key not in (*PLACE, "tags") and (value := getattr(named, key)) is not None
    ]
    return f"{tags}; {listed(said)}" if said else tags


def describe_terms(scenario: Scenario) -> Iterator[str]:
    """Describe contract terms that differ from the distribution models' draws, in order."""
    for terms in scenario.contracts:
        by = f", from {describe_selector(terms.supplied_by)}" if terms.supplied_by else ""
        what = f" of {terms.product}" if terms.product else ""
        said = listed(_terms(terms, scenario.units.currency))
        yield f"- Buyers ({describe_selector(terms.to)}){what}{by}: {said}."


def describe_selector(selector: Selector) -> str:
    """Describe the members that a selector selects."""
    asked = selector.given()
    return listed(f"'{word}'" if key == "called" else f"{key} '{word}'" for key, word in asked.items())


def _terms(terms: ContractTerms, currency: str) -> Iterator[str]:
    for key in type(terms).model_fields:
        value = getattr(terms, key)
        if key in WHO_AND_WHAT or value is None or value is False:
            continue
        if terms.rebate is not None and key == "rebate":
            yield _rebate(terms.rebate)
        elif terms.returns is not None and key == "returns":
            yield f"they take it back {listed(_promised(terms.returns, currency))}"
        elif key == "exclusive":
            yield "nobody else gets it"
        elif key == "shares_sales":
            yield "they tell what their own customers ask for"
        elif key in OPENING_TERMS:
            yield f"{in_words(key)} {setting_words(value)}"
        elif isinstance(value, list):
            yield describe_lateness(value)
        elif isinstance(value, str):
            yield f"{in_words(key)} {value}"
        else:
            yield f"{in_words(key)} {percent(value) if key in IN_PER_CENT else number(value)}"


def _rebate(steps: Sequence[RebateTerms]) -> str:
    """Describe a rebate: what comes back of the units of each step."""
    parts = [f"{percent(step.rate)} of what they buy beyond {number(step.above)} units" for step in steps]
    return f"{listed(parts)} in {number(steps[0].every)} weeks comes back"


def describe_lateness(delays: Sequence[float]) -> str:
    """Describe how often shipments come late."""
    late = [f"{percent(chance)} {number(weeks)} weeks" for weeks, chance in enumerate(delays, 1) if chance]
    return f"late: {listed(late)}" if late else "never late"


def describe_carriers(scenario: Scenario) -> Iterator[str]:
    """Describe the carriers, one a line."""
    for name, carrier in scenario.carriers.items():
        weeks = carrier.lead_time_weeks
        takes = "" if weeks is None else f" in {number(weeks)} weeks"
        cost = f"{number(carrier.cost)} {scenario.units.currency} per unit"
        yield f"- {name} carries{takes} for {cost}, {describe_lateness(carrier.delays)}."


def describe_backorders(scenario: Scenario) -> Iterator[str]:
    """Describe the outlets that accept backorders, one a line, in order."""
    for terms in scenario.backorders:
        weeks = terms.promised_weeks
        what = terms.product or "everything"
        told = "as long as it took of late" if weeks is None else f"in {number(weeks)} weeks"
        yield f"- {what} at {describe_selector(terms.at)}, {told}."


def describe_returns(scenario: Scenario) -> Iterator[str]:
    """Describe the outlets that take back what they sold, one a line, in order."""
    currency = scenario.units.currency
    for terms in scenario.returns:
        what = terms.product or "everything"
        sent = f"; sending it costs {number(terms.shipping_cost)} {currency}, paid by the"
        shipping = f"{sent} {terms.shipping_paid_by}" if terms.shipping_cost else ""
        credit = f", for which the supplier pays {percent(terms.credited)}" if terms.credited else ""
        yield (
            f"- {what} at {describe_selector(terms.at)}, within {counted(terms.within_weeks, 'week')}, for "
            f"{percent(terms.refund)} of the price{shipping}; inspected for "
            f"{counted(terms.inspection_weeks, 'week')} at {number(terms.inspection_cost)} {currency}; "
            f"{percent(1 - terms.saleable)} is thrown "
            f"away{credit}."
        )


def describe_warranties(scenario: Scenario) -> Iterator[str]:
    """Describe the warranties, one a line, in order."""
    currency = scenario.units.currency
    for terms in scenario.warranties:
        by, most = terms.repaired_by or "its manufacturer", terms.weekly_capacity
        limit = "" if most is None else f", {number(most)} a week at most"
        yield (
            f"- {terms.product or 'everything'} that fails within {number(terms.weeks)} weeks is repaired by "
            f"{by} in {number(terms.repair_weeks)} weeks for {number(terms.repair_cost)} {currency}{limit}."
        )


def describe_support(scenario: Scenario) -> Iterator[str]:
    """Describe the support of what customers have in use, one a line, in order."""
    currency = scenario.units.currency
    for terms in scenario.support:
        most, patience = terms.weekly_capacity, terms.patience_weeks
        named = terms.answered_by or "its manufacturer"
        by = "the outlet that sold it" if named == SELLER else named
        limit = "" if most is None else f", {number(most)} a week at most"
        fee = f"; the manufacturer pays others {number(terms.fee)} {currency} each" if terms.fee else ""
        wait = "" if patience is None else f"; given up after {counted(patience, 'week')} without an answer"
        yield (
            f"- {terms.product or 'everything that lasts'}: {number(terms.contacts_per_year)} contacts a "
            f"year by an owner, answered by {by}{limit}, at {number(terms.cost)} {currency} each{fee}{wait}."
        )


def describe_offers(scenario: Scenario) -> Iterator[str]:
    """Describe the offers at special terms, and the customers they address."""
    currency = scenario.units.currency
    for offer in scenario.promotions:
        name = f" ({offer.name})" if offer.name else ""
        during = f", weeks {offer.weeks[0]} to {offer.weeks[1]}" if offer.weeks else ""
        terms = "; ".join(_offered(offer, currency))
        place, audience = describe_selector(offer.at), _audience(offer)
        yield f"- {offer.product}{name} at {place}, for {audience}{during}: {terms}."


def _audience(offer: Promotion) -> str:
    if offer.audience is None:
        return "everybody"
    status = {"new": "who never had it", "returning": "who had it before", None: ""}[offer.audience.customer]
    people = listed(offer.audience.segment) if offer.audience.segment else "customers"
    return f"{people} {status}".strip()


def _offered(offer: Promotion, currency: str) -> Iterator[str]:
    if offer.price is not None:
        yield f"{number(offer.price)} {currency}"
    if offer.of_list is not None:
        yield f"{percent(offer.of_list)} of the list price"
    if offer.off is not None:
        yield f"{percent(offer.off)} off"
    if offer.code is not None:
        code = offer.code
        leaks = f" and {percent(code.leaks)} of all others" if code.leaks else ""
        yield f"with the code {code.name}, known to {percent(code.reaches)} of them{leaks}"
    if offer.pay is not None:
        plan = offer.pay
        yield (
            f"in {plan.instalments} parts every {plan.every_weeks} weeks, of which the provider gets "
            f"{percent(plan.fee)} and {percent(plan.default_rate)} of debtors default each time"
        )
    if offer.returns is not None:
        told = ", ".join(_promised(offer.returns, currency))
        yield f"to be sent back {told}, and else on the terms of all that is bought there, or the usual ones"


def _promised(terms: PromotedReturns, currency: str) -> Iterator[str]:
    """Yield what a promotion, or a contract, says of sending back."""
    if terms.within_weeks is not None:
        yield f"within {counted(terms.within_weeks, 'week')}"
    if terms.refund is not None:
        yield f"for {percent(terms.refund)} of the price"
    if terms.shipping_cost is not None:
        yield f"with shipping for {number(terms.shipping_cost)} {currency}"
    if terms.shipping_paid_by is not None:
        yield f"at the expense of the {terms.shipping_paid_by}"
    if isinstance(terms, ContractedReturns) and terms.credited is not None:
        yield f"with {percent(terms.credited)} of what they paid credited for what is thrown away"
