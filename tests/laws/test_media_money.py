"""Money for media: what is paid for campaigns and lead magnets is what contacts and lists cost, by maker."""

from collections import Counter
from typing import Any

import pandas as pd
import pytest

from simulator.domain.ledger_entries import KINDS as ENTRIES
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.setup.build_channel import channel_faults
from simulator.market.simulate import simulate
from tests.laws.amounts_due.law import amounts_due, wrong_payments
from tests.laws.single_media import table
from tests.worlds.one_medium import KINDS, SEEDS, OneMedium
from tests.worlds.pool import World


def test_what_is_paid_for_campaigns_is_what_contacts_cost(world: World) -> None:
    """To the money step."""
    ledger = world.ledger
    paid: Counter[tuple[int, str]] = Counter()
    campaigns = (
        ledger.table("payment", steps=True)
        .astype({"reason": str, "payer": str})
        .query("reason == 'campaign'")
    )
    for row in campaigns.itertuples():
        paid[int(row.week), row.payer] += int(row.amount)
    cost: Counter[tuple[int, str]] = Counter()
    for row in ledger.table("touchpoint", steps=True).astype({"product": str}).itertuples():
        cost[int(row.week), ledger.header.maker_of(row.product)] += int(row.cost)

    assert +cost == +paid


def test_what_is_paid_for_lead_magnets_is_what_lists_were_filled_with(world: World) -> None:
    """To the money step, by week and maker; nothing where nobody joins."""
    ledger = world.ledger
    paid: Counter[tuple[int, str]] = Counter()
    gifts = (
        ledger.table("payment", steps=True)
        .astype({"reason": str, "payer": str})
        .query("reason == 'lead_magnet'")
    )
    for row in gifts.itertuples():
        paid[int(row.week), row.payer] += int(row.amount)
    cost: Counter[tuple[int, str]] = Counter()
    for row in ledger.table("mailing_list", steps=True).astype({"manufacturer": str}).itertuples():
        cost[int(row.week), row.manufacturer] += int(row.cost)
        assert row.joined or not row.cost

    assert +cost == +paid


def sold(seed: int, *kinds: str, by: str | None) -> Ledger:
    """Play a world in which a member, or none, sells what is shown on all media."""
    scenario = OneMedium(seed).scenario(*kinds)
    media: dict[str, dict[str, Any]] = scenario.model_dump(mode="json")["media"]
    return simulate(
        scenario.changed(media={name: {**one, "sold_by": by} for name, one in media.items()}), seed
    )


@pytest.mark.by_day(2)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_marketplace_earns_what_is_paid_for_what_is_shown_on_it(seed: int) -> None:
    """To the money step, of every kind of medium; what manufacturers are left with, and all else, stays."""
    without, with_it = (sold(seed, *KINDS, by=by) for by in (None, "bazaar"))
    for kind in ENTRIES:
        if kind != "payment" and (without.count(kind) or with_it.count(kind)):
            pd.testing.assert_frame_equal(table(without, kind), table(with_it, kind), obj=kind)
    own = table(with_it, "payment").query("reason == 'campaign'")
    before, after = (measure(one, "contribution", "member") for one in (without, with_it))
    gained = (after - before)[lambda change: change.abs() > 1e-6]
    cost = table(with_it, "touchpoint")["cost"].sum()

    assert set(own["payee"]) == {"bazaar"}
    assert own["amount"].sum() == cost > 0
    assert gained.to_dict() == pytest.approx({"bazaar": cost / 100})
    assert_told_by_seller(with_it, own)
    assert wrong_payments(amounts_due(with_it), with_it) == []


def assert_told_by_seller(ledger: Ledger, paid: pd.DataFrame) -> None:
    """Contacts and what they cost by the member that sells media: all its; lead magnets are none's."""
    outside, mine = "outside the channel", paid["payer"] == ledger.header.scenario.focal_maker
    cost, given = (measure(ledger, name, "seller") for name in ("media_cost", "media_contacts"))
    gifts = measure(ledger, "lead_magnet_cost")

    assert cost["bazaar"] == pytest.approx(paid[mine]["amount"].sum() / 100)
    assert cost.get(outside, 0.0) == pytest.approx(gifts)
    assert given.to_dict() == {"bazaar": measure(ledger, "media_contacts")}


@pytest.mark.parametrize(("by", "told"), [("bazar", "did you mean 'bazaar'?"), ("acme", "is a manufacturer")])
def test_only_members_sell_what_is_shown_on_media(by: str, told: str) -> None:
    """Else it is told where it stands."""
    scenario = OneMedium(SEEDS[0]).scenario("broad")
    media = scenario.model_dump(mode="json")["media"]
    (fault,) = channel_faults(scenario.changed(media={**media, "broad": {**media["broad"], "sold_by": by}}))

    assert fault[0] == ("media", "broad", "sold_by")
    assert told in fault[1]
