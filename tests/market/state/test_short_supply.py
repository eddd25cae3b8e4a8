"""Who is behind whom at a supplier, and what that costs: worked out again from what the ledger says."""

from collections.abc import Iterator

import pytest

from simulator.catalog.distribution_models.authorized_dealers import AuthorizedDealers
from simulator.domain.channel.distribution_model import Drawing, Setting
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.market.simulate import simulate
from simulator.market.state.short_supply import Fulfilment, ShortSupply
from simulator.scenario.schema import Scenario
from tests.worlds.pool import World, pool
from tests.worlds.short_supplies import ByHand, hands_of, played, told, written
from tests.worlds.small import small_scenario


def test_harm_of_short_supplies_is_what_the_other_entries_say(world: World) -> None:
    """From orders, shipments, lost sales and margins, week by week, for every buyer and product.

    What is turned away is missed like what is late, until the buyer's next turn. Customers who wait are no
    loss; customers who give up waiting are, in that week.
    """
    ledger = world.detailed.ledger
    by_hand = ByHand(ledger, hands_of(world.detailed))
    exposed = told(ledger, "conflict_exposure").query("issue == 'supply_short'")

    assert written(ledger) == pytest.approx(by_hand.harm())
    assert {(int(r.week), r.aggrieved, r.product) for r in exposed.itertuples()} == by_hand.exposed()


class FewHands(AuthorizedDealers):
    """Dealers who can close no more than five sales in two weeks."""

    def draw(self, setting: Setting) -> Drawing:
        """Draw dealers with few hands."""
        drawing = super().draw(setting)
        members = [member.model_copy(update={"weekly_capacity": 2.5}) for member in drawing.members]
        return Drawing(members, drawing.contracts)


@pytest.fixture
def few_hands() -> Iterator[str]:
    """Put the model on its shelf for a test."""
    DISTRIBUTION_MODELS.register("few_hands")(FewHands)
    yield "few_hands"
    DISTRIBUTION_MODELS.forget("few_hands")


def tight(model: str, lead_time: int) -> Scenario:
    """Return a maker of two products that compete, who makes to order, slowly."""
    lamp = {"maker": "acme", "category": "light", "unit_cost": 40.0, "attributes": {"quality": 0.8}}
    needs = {"values": {}, "price_sensitivity": 0.01, "needs": {"light": {"per_year": 20}}}
    return small_scenario(
        weeks=12,
        customers=150,
        detail="sales",
        products={"lamp": {**lamp, "list_price": 100.0}, "spot": {**lamp, "list_price": 80.0}},
        manufacturers={
            "acme": {
                "opening_stock": 12,
                "production_weeks": 3,
                "ordering": {"policy": "base_stock", "level": 4.0},
            }
        },
        segments={"readers": {"share": 1.0, **needs}},
        response={"initial_adstock": 4.0},
        distribution={
            "model": model,
            "dealers_per_region": 2,
            "opening_stock": 4,
            "reach": 1.0,
            "lead_time_weeks": lead_time,
            "expertise": 0.0,
        },
        competition=[],
        campaigns=[],
        events=[],
    )


@pytest.mark.parametrize("lead_time", [0, 1, 3])
def test_a_tight_supply_by_hand_whatever_the_lead_time(lead_time: int) -> None:
    """What lands at once is missed next week; customers who took the other product there count less."""
    ledger, hands = played(tight("authorized_dealers", lead_time), 5)
    by_hand = ByHand(ledger, hands)
    kept = [row.response == "substituted" for row in ledger.table("lost_sale").itertuples()]

    assert len(written(ledger)) > 5
    assert any(kept)
    assert written(ledger) == pytest.approx(by_hand.harm())


def test_a_supplier_that_has_left_owes_nobody() -> None:
    """From then on nobody is blamed, however much was still to come."""
    scenario = tight("authorized_dealers", 2).changed(events=[{"week": 7, "depart": "acme"}])
    ledger, hands = played(scenario, 5)

    assert written(ledger) == pytest.approx(ByHand(ledger, hands).harm())
    assert {week for week, *_ in written(ledger)} <= set(range(7))
    assert {week for week, *_ in written(simulate(tight("authorized_dealers", 2), 5))} & set(range(7, 12))


def test_goods_that_nobody_had_the_hands_to_sell_are_not_missed(few_hands: str) -> None:
    """A dealer who can close two sales a week and had two on offer lost the third for another reason."""
    ledger, hands = played(tight(few_hands, 1), 5)
    by_hand = ByHand(ledger, hands)
    free = {**by_hand.harm()}
    by_hand.spare_hands = lambda *_: 10**9  # type: ignore[method-assign]

    assert written(ledger) == pytest.approx(free)
    assert by_hand.harm() != pytest.approx(free)


def rounds(shortages: ShortSupply, week: int, **buyers: tuple[int, int]) -> None:
    """Ship lamps once: to each buyer so many, of which so many more stay open; on the shelf a week later."""
    shortages.shipped(
        "acme", "lamp", {b: Fulfilment(got, left, week + 1) for b, (got, left) in buyers.items()}
    )


def blame(shortages: ShortSupply, week: int, buyer: str, missed: int) -> dict[str, int]:
    """Open a week and return who is blamed for customers missed."""
    shortages.open_week(week)
    return dict(shortages.blame((buyer, "lamp"), missed))


def test_a_shortage_that_serves_nobody_is_nobody_s_fault() -> None:
    """All wait alike; and who ordered alone waits for nobody."""
    shortages = ShortSupply()
    rounds(shortages, 1, north=(0, 5), south=(0, 5))
    assert blame(shortages, 2, "north", 9) == {}
    rounds(shortages, 2, north=(2, 3))
    assert blame(shortages, 3, "north", 9) == {}


def test_at_most_what_others_got_and_at_most_what_is_short() -> None:
    """Each unit behind is missed once, until it has come; what is ordered later counts anew."""
    shortages = ShortSupply()
    rounds(shortages, 1, north=(0, 5), south=(3, 0))
    assert blame(shortages, 2, "north", 2) == {"acme": 2}
    assert blame(shortages, 3, "north", 2) == {"acme": 1}
    assert blame(shortages, 4, "north", 2) == {}
    rounds(shortages, 4, north=(5, 0), south=(1, 4))
    assert blame(shortages, 5, "north", 2) == {}
    rounds(shortages, 5, north=(0, 1), south=(4, 0))
    assert blame(shortages, 6, "north", 2) == {"acme": 1}


def test_two_suppliers_share_the_blame_by_what_each_is_behind() -> None:
    """In whole customers."""
    shortages = ShortSupply()
    shortages.shipped("acme", "lamp", {"north": Fulfilment(0, 2, 2), "south": Fulfilment(9, 0, 2)})
    shortages.shipped("hub", "lamp", {"north": Fulfilment(0, 4, 2), "south": Fulfilment(9, 0, 2)})
    shortages.open_week(2)

    assert dict(shortages.blame(("north", "lamp"), 3)) == {"acme": 1, "hub": 2}
    assert dict(shortages.blame(("north", "lamp"), 9)) == {"acme": 1, "hub": 2}


def test_nobody_is_blamed_by_or_for_who_has_left() -> None:
    """Neither the supplier nor the buyer, not even for what was still to show."""
    for name in ("north", "acme"):
        shortages = ShortSupply()
        rounds(shortages, 1, north=(0, 5), south=(3, 0))
        rounds(shortages, 2, north=(0, 5), south=(1, 0))
        shortages.open_week(2)
        shortages.forget(name)
        assert blame(shortages, 3, "north", 9) == {}


def test_random_worlds_hold_such_harm() -> None:
    """What is checked above is there to be checked: in some world of the pool."""
    assert any(written(world.detailed.ledger) for world in pool())
