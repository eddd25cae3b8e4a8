"""Benefits of a world's own: their names are names and nothing else, and more of them change no choice."""

from collections import Counter
from functools import cache
from typing import Any

import pytest

from simulator.domain.ledger_entries import KINDS
from simulator.domain.product.benefits import MOST_BENEFITS
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.choices import choices
from simulator.market.simulate import simulate
from tests.market.goods.test_supply_edges import is_conserved
from tests.worlds.own_benefits import renamed, teas
from tests.worlds.pool import World

SEED = 3
NAMED_BY_BENEFIT = "attribute"
"""The kind of entry that names benefits, as part of what utility weighs."""


@cache
def played(*names: str, crowd: str = "columns") -> Ledger:
    """Return the ledger of the world of teas, with its benefits under these names."""
    return simulate(teas(*names, crowd=crowd), SEED)


def rows(ledger: Ledger, kind: str, names: dict[str, str] | None = None) -> Counter[tuple[Any, ...]]:
    """Return the rows of a kind of entry and how often each stands there; attributes by other *names*."""
    table = ledger.table(kind, steps=True).astype(
        {name: str for name in KINDS[kind].columns if name != "amount"}
    )
    if names and kind == NAMED_BY_BENEFIT:
        table["attribute"] = table["attribute"].replace(names)
    return Counter(table.itertuples(index=False, name=None))


def others(ledger: Ledger) -> list[Counter[tuple[Any, ...]]]:
    """Return the rows of all kinds of entries that name no benefit."""
    return [rows(ledger, kind) for kind in KINDS if kind != NAMED_BY_BENEFIT]


def test_two_own_benefits_are_played_alike_both_ways() -> None:
    """One by one and in columns, with beliefs of customers' own, experience and talk; nothing is lost."""
    columns, one_by_one = played(), played(crowd="one_by_one")

    assert columns.content_hash() == one_by_one.content_hash(), difference(one_by_one, columns)
    assert is_conserved(columns)
    assert len(columns.table("sale")) > 100
    assert (choices(columns)[["own_belief_health", "believed_ease", "times_had"]] > 0).any().all()


@pytest.mark.by_day(1)
@pytest.mark.parametrize("names", [("ease", "health"), ("Wohl & Wehe", "zzz")])
def test_another_name_for_a_benefit_changes_the_name_alone(names: tuple[str, str]) -> None:
    """Also where the two exchange their names: all rows are the same, but for the name in them."""
    plain, other = played(), played(*names)
    own = dict(zip(names, ("health", "ease"), strict=True))
    back = {f"{term}_{name}": f"{term}_{own[name]}" for term in ("believed", "own_belief") for name in names}

    assert others(other) == others(plain)
    assert rows(other, NAMED_BY_BENEFIT, back) == rows(plain, NAMED_BY_BENEFIT)
    assert rows(other, NAMED_BY_BENEFIT) != rows(plain, NAMED_BY_BENEFIT)


def test_benefits_that_are_nowhere_change_no_choice() -> None:
    """As many as there may be, before, between and behind the others; nothing is believed of them."""
    unknown = [f"none {number}" for number in range(MOST_BENEFITS - 2)]
    named = [*unknown[:9], "health", *unknown[9:13], "ease", *unknown[13:]]
    more, plain = simulate(teas(benefits=named), SEED), played()
    told, nowhere = rows(more, NAMED_BY_BENEFIT), more.table(NAMED_BY_BENEFIT)
    nowhere = nowhere[nowhere["attribute"].astype(str).str.contains("none ")]

    assert others(more) == others(plain)
    assert len(nowhere)
    assert (nowhere["amount"] == 0.0).all()
    assert not rows(plain, NAMED_BY_BENEFIT) - told
    assert (told - rows(plain, NAMED_BY_BENEFIT)).total() == len(nowhere)


@pytest.mark.worlds("learning", "advertised", most=1)
@pytest.mark.by_day(1)
def test_names_and_what_is_nowhere_change_nothing_in_any_world(world: World) -> None:
    """With six benefits that are valued: each has the name of another, and more stand among them."""
    given, (first, *rest) = world.scenario, world.scenario.benefits
    rotated = renamed(given, [*rest, first])
    more = [name for one in rotated.benefits for name in (one, f"no {one}", f"nor {one}")]
    ledger = simulate(rotated.changed(benefits=more), world.seed)

    assert ledger.content_hash() == world.ledger.content_hash() or others(ledger) == others(world.ledger)
