"""Contracts of keyed draws: each says what is in its key; those with an outlet obey the law of clones.

Where customers take the best of n outlets that are the same in everything and at hand for all, n draws must
make no more demand than one. A purpose with an outlet in its key is either held to that by the tests named
here, or the head of its file says why more outlets really are more. A new draw is added to the table.
"""

import ast
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from simulator.base.keyed_random import stable_key
from simulator.domain.offers.promotions import Plan
from simulator.market.simulate import opened
from simulator.market.state.consumer_credit import ConsumerCredit
from simulator.scenario.load import load
from tests.contracts.test_house import nodes
from tests.laws.test_common_luck import Witness

HOUSE = Path("simulator")
SAID = ("More outlets are more:", "More buyers are more:")
"""How the head of a file begins to say why."""
DOORS = {"word": 0, "words": 0, "luck": 0, "between": 2, "_normal": 1, "LuckKeys": 0}
"""Functions that are told a purpose, and at which place."""
FUNCTIONS = ("_normal", "LuckKeys")
OWNERS = ("dice", "_dice", "random", "looking", "setting", "self")
"""What the other doors belong to."""
ALIKE = "tests/market/customers/test_alike_outlets.py"


class Draw(NamedTuple):
    """A purpose of keyed draws that has an outlet, or any member, in its key."""

    file: str
    """Whose head says why more outlets are more; of a purpose that obeys, the file that draws."""
    tests: tuple[str, ...] = ()
    """Tests of the law of clones, where it obeys."""


OF_OUTLETS = {
    "choice": Draw(
        "market/customers/shocks_drawn.py",
        (
            f"{ALIKE}::test_clones_sell_what_the_law_says",
            f"{ALIKE}::test_what_crowding_leaves_of_the_artefact",
        ),
    ),
    "choice by {}": Draw(
        "market/customers/shocks_drawn.py", (f"{ALIKE}::test_what_crowding_leaves_of_the_artefact",)
    ),
    "advice": Draw(
        "market/customers/consideration.py", (f"{ALIKE}::test_the_share_that_is_advised_obeys_the_same_law",)
    ),
    "buy box": Draw(
        "market/offers/buy_box.py",
        ("tests/market/offers/test_buy_box.py::test_one_box_makes_no_demand_out_of_many_sellers",),
    ),
    "box turn": Draw("market/offers/buy_box.py"),
    "default": Draw(
        "market/state/consumer_credit.py",
        ("tests/contracts/test_keyed_draws.py::test_debtors_are_drawn_for_once_however_many_outlets_lent",),
    ),
    "at hand": Draw("market/customers/population_draw.py"),
    "least margin": Draw("domain/channel/reseller_model.py"),
    "wholesaler": Draw("domain/channel/reseller_model.py"),
    "fulfilled": Draw("catalog/distribution_models/marketplace.py"),
    "shelf space": Draw("domain/channel/outlet_terms.py"),
    "listing": Draw("market/offers/assortment_review.py"),
    "floor": Draw("market/phases/price.py"),
    "hands": Draw("market/offers/sales_capacity.py"),
    "staying": Draw("market/entry_exit/entry_and_exit.py"),
    "pioneer": Draw("market/entry_exit/entry_and_exit.py"),
    "comes or goes": Draw("market/entry_exit/entry_and_exit.py"),
    "saleable": Draw("market/goods/returns/inspect.py"),
    "spoiled": Draw("market/goods/spoilage.py"),
    "waits": Draw("market/goods/order_cancellation.py"),
    "transport": Draw("market/goods/transport.py"),
    "last unit": Draw("market/phases/ship.py"),
    "own": Draw("market/members/stocking_member.py"),
    "sourcing": Draw("market/state/sourcing.py"),
    "demand": Draw("market/members/buyers.py"),
    "hearsay": Draw("market/conflict/feel.py"),
    "escalates": Draw("market/conflict/review_grievances.py"),
}
"""Purposes with an outlet, or any member, in their key."""
OF_OTHERS = {
    "need": "a customer and a category",
    "need kept": "a customer and a category",
    "need renewed": "a customer and a category",
    "own rate {}": "a customer, a category, and the number of a draw",
    "own leaving {}": "a customer, a category, and the number of a draw",
    "own staying {}": "a customer, a category, and the number of a draw",
    "compares": "a customer and a category",
    "leaves": "a customer and a category",
    "leaves {}": "a customer and a category",
    "won back": "a customer and a category",
    "life": "a customer and a product",
    "life at start": "a customer and a product",
    "age at start": "a customer and a product",
    "owned {}": "a customer and a category",
    "worth": "a customer and a category",
    "arrival": "a customer and a category",
    "arrival {}": "a customer and a category",
    "likeness": "a customer and what offers have in common",
    "aware": "a customer and a product",
    "question {}": "a customer and a product",
    "answer {}": "a customer, and a product or an ad",
    "unit": "a customer, a product, and how often it had it before",
    "review": "a customer and a product",
    "review of failure": "a customer and a product",
    "suggestion {}": "a customer and a product",
    "suggested need": "a customer and a category",
    "member": "a customer and a product",
    "sent back": "a customer and a product",
    "fails": "a customer and a product",
    "asks for help": "a customer and a product",
    "first in line": "a customer and a product",
    "price sensitivity": "a customer",
    "taste {}": "a customer and what the taste is for",
    "taste by {}": "a customer and a format of outlet",
    "code": "a customer and a code",
    "ad": "a customer, a category, and what the ad says of which product on which medium",
    "traffic source": "a customer and a category",
    "touch": "a customer, and what is said of which product on which medium",
    "joins list": "a customer, and a manufacturer's list on a medium",
    "unsubscribes": "a customer, and what was said of which product on which medium",
    "last made": "a product",
    "control": "a pilot and a region",
    "{} {}": "what is told further up",
}
"""Purposes without; what is in their key."""


@cache
def drawn_for() -> list[tuple[Path, ast.expr]]:
    """Return what the house says as a purpose wherever it draws."""
    return [
        (file, said)
        for file in sorted(HOUSE.rglob("*.py"))
        for node in nodes(file)
        if isinstance(node, ast.Call) and "base/" not in str(file)
        for said in _arguments(node)
    ]


def purposes() -> set[tuple[str, Path]]:
    """Return every purpose that the house names, {} for what is put in, and its files."""
    return {(told, file) for file, said in drawn_for() for told in _texts(said)}


def _arguments(node: ast.Call) -> list[ast.expr]:
    """Return what a call says as a purpose: nothing, unless it is one of a door to chance."""
    called = node.func
    door = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    owner = called.value if isinstance(called, ast.Attribute) else None
    is_owned = getattr(owner, "attr", getattr(owner, "id", "")) in OWNERS
    if door not in DOORS or not (is_owned or door in FUNCTIONS):
        return []
    named = [keyword.value for keyword in node.keywords if keyword.arg in ("own", "shared")]
    return named or node.args[DOORS[door] : DOORS[door] + (2 if door == "LuckKeys" else 1)]


def _texts(said: ast.expr) -> Iterator[str]:
    """Yield what an expression may say; a variable says what its caller says."""
    if isinstance(said, ast.Constant) and isinstance(said.value, str):
        yield said.value
    elif isinstance(said, ast.IfExp):
        yield from chain(_texts(said.body), _texts(said.orelse))
    elif isinstance(said, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in said.values)


HANDED_ON = {
    "domain/channel/distribution_model.py": "luck, between: the distribution model says the purpose",
    "domain/decisions/demand_process.py": "luck: parts of one word, by number",
    "market/customers/shocks_drawn.py": "shocks: the nests say the purposes (LuckKeys)",
    "market/customers/customer.py": "shocks: the nests say the purposes (LuckKeys)",
    "market/customers/consumer.py": "luck, word: the verb says the purpose",
    "market/customers/population_draw.py": "_normal: the taste says the purpose",
}
"""Files in which a draw is handed its purpose by a variable, and where that comes from."""


def test_a_purpose_that_a_variable_hands_on_is_named_elsewhere() -> None:
    """So that none is drawn for without being seen here."""
    handed = {str(file.relative_to(HOUSE)) for file, said in drawn_for() if not list(_texts(said))}

    assert handed == set(HANDED_ON)


def test_every_purpose_is_in_the_table() -> None:
    """One that is new must say what is in its key; one that is gone is forgotten."""
    assert {purpose for purpose, _ in purposes()} == {*OF_OUTLETS, *OF_OTHERS}


@pytest.mark.parametrize("purpose", [name for name, draw in OF_OUTLETS.items() if not draw.tests])
def test_the_head_of_its_file_says_why_more_outlets_are_more(purpose: str) -> None:
    """In the docstring of a file that draws for the purpose."""
    file = HOUSE / OF_OUTLETS[purpose].file
    head = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""

    assert any(said in " ".join(head.split()) for said in SAID), (
        f"{file}: its head says nothing of '{purpose}'"
    )
    assert (purpose, file) in purposes()


@pytest.mark.parametrize("purpose", [name for name, draw in OF_OUTLETS.items() if draw.tests])
def test_those_that_obey_have_tests(purpose: str) -> None:
    """Which are there."""
    for test in OF_OUTLETS[purpose].tests:
        file, _, name = test.partition("::")
        assert f"def {name}(" in Path(file).read_text(encoding="utf-8")


WATCHED = {
    "espresso_hybrid_matrix": {"choice", "advice", "at hand"},
    "espresso_resale_deal": {"choice", "at hand", "least margin", "wholesaler"},
    "espresso_shelves": {"shelf space", "listing"},
    "espresso_entry": {"staying", "pioneer", "own"},
    "espresso_late_deliveries": {"transport"},
    "batteries_marketplace_deal": {"buy box", "fulfilled"},
}
"""Shipped worlds, and purposes with an outlet in their key that they must be seen to draw for."""


@cache
def with_an_outlet(name: str) -> frozenset[str]:
    """Return the purposes of draws in a few weeks of a shipped world in whose key there is an outlet."""
    scenario = load(f"scenarios/{name}.yaml", set=["customers=300", "weeks=8", "campaigns=[]"])
    dice = Witness(3)
    market = opened(scenario, 3, dice=dice)
    for _ in range(scenario.weeks):
        market.step()
    members, products = list(market.members), list(scenario.products)
    pairs = [(one, other) for one in members for other in (*members, *products)]
    keys = {stable_key(*names) for names in (*((one,) for one in members), *pairs)}
    categories = {f" {category}" for category in scenario.categories}
    return frozenset(
        next((purpose.removesuffix(end) for end in categories if purpose.endswith(end)), purpose)
        for purpose, _, who, what in dice.seen
        if who in keys or what in keys
    )


@pytest.mark.by_day(3)
@pytest.mark.parametrize("name", WATCHED)
def test_no_other_draw_has_an_outlet_in_its_key(name: str) -> None:
    """As seen in every draw of a run; and those that have one are seen."""
    assert with_an_outlet(name) <= set(OF_OUTLETS)
    assert with_an_outlet(name) >= WATCHED[name]


@pytest.mark.parametrize("outlets", [1, 12])
def test_debtors_are_drawn_for_once_however_many_outlets_lent(outlets: int) -> None:
    """As many draws as purchases: twelve customers with one debt each, at one outlet or at twelve."""
    dice = Witness(3)
    market = opened(load("scenarios/espresso_resale_deal.yaml", set=["customers=300"]), 3, dice=dice)
    names, product = market.run_tables.outlets[:outlets], market.run_tables.products[0]
    credit = ConsumerCredit(market.header, dice)
    for number in range(12):
        who = np.array([number], dtype=np.uint64)
        plan = Plan(instalments=3, default_rate=0.5)
        credit.lend(market.payments, 1, (names[number % outlets], product), 9000, plan, who)
    credit.collect(market.payments, market.ledger, 5)

    assert sum(purpose == "default" for purpose, *_ in dice.seen) == 12
