"""Money for media: what is paid for campaigns and lead magnets is what contacts and lists cost, by maker."""

from collections import Counter

from tests.worlds.pool import World


def test_what_is_paid_for_campaigns_is_what_contacts_cost(world: World) -> None:
    """To the money step."""
    ledger = world.ledger
    paid: Counter[tuple[int, str]] = Counter()
    campaigns = ledger.table("payment").astype({"reason": str, "payer": str}).query("reason == 'campaign'")
    for row in campaigns.itertuples():
        paid[int(row.week), row.payer] += int(row.amount)
    cost: Counter[tuple[int, str]] = Counter()
    for row in ledger.table("touchpoint").astype({"product": str}).itertuples():
        cost[int(row.week), ledger.header.maker_of(row.product)] += int(row.cost)

    assert +cost == +paid


def test_what_is_paid_for_lead_magnets_is_what_lists_were_filled_with(world: World) -> None:
    """To the money step, by week and maker; nothing where nobody joins."""
    ledger = world.ledger
    paid: Counter[tuple[int, str]] = Counter()
    gifts = ledger.table("payment").astype({"reason": str, "payer": str}).query("reason == 'lead_magnet'")
    for row in gifts.itertuples():
        paid[int(row.week), row.payer] += int(row.amount)
    cost: Counter[tuple[int, str]] = Counter()
    for row in ledger.table("mailing_list").astype({"manufacturer": str}).itertuples():
        cost[int(row.week), row.manufacturer] += int(row.cost)
        assert row.joined or not row.cost

    assert +cost == +paid
