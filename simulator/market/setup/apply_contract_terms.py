"""Contract terms applied: what a scenario sets for selected members, put into the contracts drawn.

In the order of the list, so that the last one holds. Nothing here is drawn by luck.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from simulator.base.registry import suggestion
from simulator.domain.channel.carrier import Carrier
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.contract_terms import ContractTerms, RebateTerms
from simulator.domain.channel.member import Member
from simulator.domain.channel.opening_goods import OPENING_TERMS, OpeningGoods
from simulator.domain.channel.rebate import Rebate, RebateStep
from simulator.domain.channel.selector import fault_of
from simulator.domain.product.product import Product
from simulator.scenario.checks.inconsistency import Inconsistency

type Graph = tuple[list[Member], list[Contract]]
type Key = tuple[str, str, frozenset[str]]

WHOLE = (
    "lead_time_weeks",
    "order_weeks",
    "late_fee",
    "price_floor",
    "floor_detection",
    "floor_penalty",
    "compensation",
    "compensation_per_sale",
    "buy_back",
    "minimum_order",
    "delays",
    "freight",
    "freight_paid_by",
    "backorders",
    "shares_sales",
)
"""Terms that a contract has under the same name."""


def apply_contract_terms(
    drawn: Graph,
    changes: Sequence[ContractTerms],
    products: dict[str, Product],
    carriers: Mapping[str, Carrier],
) -> tuple[list[Contract], list[Inconsistency]]:
    """Apply contract terms: return the contracts changed, and the terms that select none.

    Who buys from whom may be drawn by luck; so a change is about nobody only if no luck could make it
    about somebody.
    """
    members, contracts = drawn
    faults = [
        fault
        for at, terms in enumerate(changes)
        for fault in unmatched_terms(terms, ("contracts", at), drawn)
    ]
    named = {member.name: member for member in members}
    for terms in [with_carrier(terms, carriers) for terms in changes]:
        selected = {key_of(contract) for contract in contracts if is_about(terms, contract, named)}
        contracts = contracts_changed(contracts, selected, terms, products)
    return contracts, faults


def with_carrier(terms: ContractTerms, carriers: Mapping[str, Carrier]) -> ContractTerms:
    """Return terms with what their carrier stands for, where they do not say otherwise themselves."""
    if terms.carrier is None:
        return terms
    carrier = carriers[terms.carrier]
    said = {
        "freight": carrier.cost, "delays": carrier.delays, "lead_time_weeks": carrier.lead_time_weeks
    }  # fmt: skip
    return terms.model_copy(update={key: value for key, value in said.items() if getattr(terms, key) is None})


def is_about(terms: ContractTerms, contract: Contract, named: dict[str, Member]) -> bool:
    """Say whether terms are about a contract: for goods, with the product, between the members selected."""
    if not contract.prices or terms.product not in (None, *contract.prices):
        return False
    is_from = terms.supplied_by is None or terms.supplied_by.selects(named[contract.supplier])
    return is_from and terms.to.selects(named[contract.buyer])


def unmatched_terms(
    terms: ContractTerms, keys: tuple[str | int, ...], drawn: Graph
) -> Iterator[Inconsistency]:
    """Yield why terms select no contract, if so."""
    members, contracts = drawn
    supplied: defaultdict[str, set[str]] = defaultdict(set)
    for contract in contracts:
        if contract.prices:
            supplied[contract.buyer].update(contract.prices)
    buyers = [member for member in members if member.name in supplied]
    if terms.supplied_by is not None and not any(terms.supplied_by.selects(one) for one in members):
        yield fault_of(terms.supplied_by, (*keys, "from"), members)
    selected = [member.name for member in buyers if terms.to.selects(member)]
    if not selected:
        yield fault_of(terms.to, (*keys, "to"), buyers)
    elif unsupplied := no_route(terms, selected, drawn):
        yield (*keys, "from"), unsupplied
    elif terms.product is not None and not any(terms.product in supplied[name] for name in selected):
        what = suggestion(terms.product, sorted({product for name in selected for product in supplied[name]}))
        yield (*keys, "product"), f"none of these buyers is supplied with '{terms.product}'; {what}"


def no_route(terms: ContractTerms, buyers: Sequence[str], drawn: Graph) -> str:
    """Return why none of the suppliers meant supplies any of some buyers, with any luck; else empty.

    A buyer draws its wholesaler by luck among all that have no tier of their own; all others are certain.
    """
    members, contracts = drawn
    if terms.supplied_by is None:
        return ""
    named = {member.name: member for member in members}
    meant = {dealt_as(one) for one in members if terms.supplied_by.selects(one)}
    known = dict.fromkeys(c.supplier for c in contracts if c.prices and c.buyer in buyers)
    if not meant or any(dealt_as(named[supplier]) in meant for supplier in known):
        return ""
    return f"supplies none of these buyers; {suggestion('', list(known))}"


def dealt_as(supplier: Member) -> str:
    """Return what luck tells a supplier by: one of many wholesalers by its role, others by name."""
    return supplier.name if supplier.tier or supplier.role != "wholesaler" else supplier.role


def contracts_changed(
    contracts: list[Contract],
    selected: set[Key],
    terms: ContractTerms,
    products: dict[str, Product],
) -> list[Contract]:
    """Return all contracts after one change of the selected."""
    after = [
        on_terms(contract, terms, products) if key_of(contract) in selected else contract
        for contract in contracts
    ]
    if not (terms.exclusive and terms.product and selected):
        return after
    suppliers = {supplier for supplier, _, _ in selected} if terms.supplied_by else None
    keepers = suppliers_leading_to({buyer for _, buyer, _ in selected}, terms.product, after)
    return [
        contract
        if contract.buyer in keepers or (suppliers is not None and contract.supplier not in suppliers)
        else without_product(contract, terms.product)
        for contract in after
    ]


def on_terms(contract: Contract, terms: ContractTerms, products: dict[str, Product]) -> Contract:
    """Return a contract on new terms, for the products that these are about."""
    about = [name for name in contract.prices if terms.product in (None, name)]
    new = {key: getattr(terms, key) for key in WHOLE if getattr(terms, key) is not None}
    if terms.margin is not None:
        prices = {name: products[name].list_price * (1.0 - terms.margin) for name in about}
        new["prices"] = {**contract.prices, **prices}
    if any(getattr(terms, key) is not None for key in OPENING_TERMS):
        new["opening"] = {**contract.opening, **{name: opening_of(contract, name, terms) for name in about}}
    if terms.returns is not None:
        new["returns"] = {**contract.returns, **dict.fromkeys(about, terms.returns)}
    if terms.rebate is not None:
        new["rebates"] = (*rebates_kept(contract, about), rebate_of(terms.rebate, about))
    return contract.model_copy(update=new)


def opening_of(contract: Contract, product: str, terms: ContractTerms) -> OpeningGoods:
    """Return what is owed, ordered and in transit of a product on new terms, where they say it."""
    said = {key: getattr(terms, f"opening_{key}") for key in OpeningGoods.model_fields}
    new = {key: tuple(each) if isinstance(each, list) else each for key, each in said.items()}
    drawn = contract.opening.get(product, OpeningGoods())
    return drawn.model_copy(update={key: each for key, each in new.items() if each is not None})


def rebate_of(steps: Sequence[RebateTerms], about: Sequence[str]) -> Rebate:
    """Return the rebate of some steps on some products, counted together."""
    first, *others = steps
    further = tuple(RebateStep(above=step.above, rate=step.rate) for step in others)
    return Rebate(
        products=tuple(about), above=first.above, rate=first.rate, every=first.every, further=further
    )


def rebates_kept(contract: Contract, about: Sequence[str]) -> list[Rebate]:
    """Return a contract's rebates on the products that new terms are not about."""
    left = [(one, tuple(name for name in one.products if name not in about)) for one in contract.rebates]
    return [one.model_copy(update={"products": products}) for one, products in left if products]


def without_product(contract: Contract, product: str) -> Contract:
    """Return a contract that does not supply a product."""
    prices = {name: price for name, price in contract.prices.items() if name != product}
    opening = {name: goods for name, goods in contract.opening.items() if name != product}
    return contract.model_copy(update={"prices": prices, "opening": opening})


def suppliers_leading_to(buyers: set[str], product: str, contracts: list[Contract]) -> set[str]:
    """Return buyers and all members that a product passes on its way to them."""
    found, fresh = set(buyers), set(buyers)
    while fresh:
        fresh = {c.supplier for c in contracts if c.buyer in fresh and product in c.prices} - found
        found |= fresh
    return found


def key_of(contract: Contract) -> Key:
    """Return what tells a contract from all others: supplier, buyer and products."""
    return contract.supplier, contract.buyer, frozenset(contract.prices)
