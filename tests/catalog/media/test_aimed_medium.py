"""Aimed medium: a kind of one's own says in one method what it reaches, of one customer and of many."""

from collections.abc import Iterator
from typing import Any

import pytest

from simulator.domain.communication.aimed_medium import AimedMedium, CustomerState
from simulator.domain.registries import MEDIA
from simulator.ledger.diff import difference
from simulator.market.simulate import simulate
from tests.worlds.aimed import UNSHAKEN, aimed, contacts

ALL_KNOWN = {**UNSHAKEN, "always_aware": 1.0}


class Owners(AimedMedium):
    """Reach customers that have had the product, as parcels with it do."""

    def reaches(self, state: CustomerState) -> Any:
        """Say whether it has had the product."""
        return state.has_had


class Lapsed(AimedMedium):
    """Reach customers that have left, to win them back."""

    def reaches(self, state: CustomerState) -> Any:
        """Say whether it has left the category."""
        return state.has_left


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """Put the kinds on the shelf, and take them off again."""
    MEDIA.register("owners")(Owners)
    MEDIA.register("lapsed")(Lapsed)
    yield
    MEDIA.forget("owners")
    MEDIA.forget("lapsed")


def test_owners_are_reached_once_they_have_the_product() -> None:
    """Exactly: as many as have bought it by the week before; what lies in another category is no matter."""
    ledger = simulate(aimed("owners", response=ALL_KNOWN), 4)
    sales = ledger.table("sale").astype({"product": str}).query("product == 'lamp'")
    owners = [sales[sales["week"] < week]["customer"].nunique() for week in range(17)]

    assert contacts(ledger) == owners
    assert owners[-1] > 50


def test_the_lapsed_are_reached_once_they_have_left() -> None:
    """Exactly: as many as have left by the end of the week before; and nobody where nobody can leave."""
    segments = aimed("lapsed").model_dump(mode="json")["segments"]
    for one in segments.values():
        one["needs"]["light"] |= {"leaving": {"alpha": 1.0, "beta": 1.0}}
    ledger = simulate(aimed("lapsed", segments=segments, response=ALL_KNOWN), 4)
    gone = ledger.table("absence").groupby("week")["customers"].sum()

    assert contacts(ledger) == [0, *(int(gone.get(week, 0)) for week in range(16))]
    assert gone.iloc[-1] > 50
    assert sum(contacts(simulate(aimed("lapsed", response=ALL_KNOWN), 4))) == 0


@pytest.mark.by_day(1)
@pytest.mark.parametrize("kind", ["owners", "lapsed"])
def test_both_ways_reach_the_same(kind: str) -> None:
    """Entry by entry."""
    segments = aimed(kind).model_dump(mode="json")["segments"]
    for one in segments.values():
        one["needs"]["light"] |= {"leaving": {"alpha": 1.0, "beta": 1.0, "won_back_per_week": 0.1}}
    columns, one_by_one = (
        simulate(aimed(kind, {"noticed": 0.7}, segments=segments, crowd=crowd, customers=120), 6)
        for crowd in ("columns", "one_by_one")
    )

    assert sum(contacts(columns)) > 20
    assert columns.content_hash() == one_by_one.content_hash(), difference(one_by_one, columns)
