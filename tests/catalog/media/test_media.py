"""Media of each kind, alone in a market: where contacts fall, what they cost, and what they leave alone."""

import json
from typing import Any

import numpy as np
import pytest

from simulator.domain.registries import MEDIA
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.market import Market
from simulator.market.setup.build_channel import channel_notes
from simulator.market.simulate import opened, simulate
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from simulator.scenario.save import fingerprint, to_plain
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.laws.amounts_due.law import amounts_due, wrong_payments
from tests.worlds.small import small_scenario, small_world, written

TERMS: dict[str, dict[str, Any]] = {
    "outdoor": {"regions": ["north"]},
    "sponsored_listings": {"formats": ["dealer"]},
    "retargeting": {"formats": ["dealer"], "noticed": 0.9},
    "e_mail": {"formats": ["dealer"], "joins": 0.5, "lead_magnet": {"joins": 0.3, "cost": 0.77}},
}
"""What a kind cannot do without, beside a price and a credibility."""


def drawn(kind: str | None, **changes: Any) -> Scenario:
    """Return a world in which a medium of a kind carries one campaign; terms and attention are drawn."""
    world = small_world()
    attention = DRAW.uniform(0.2, 2.0, 2).tolist()
    for segment, much in zip(world["segments"].values(), attention, strict=True):
        segment["media"] = {"place": much}
    medium = {"cost_per_contact": DRAW.uniform(0.05, 0.5), "credibility": DRAW.uniform(0.1, 0.9)}
    kinds = {} if kind is None else {"kind": kind, **TERMS.get(kind, {})}
    talk = {"medium": "place", "message": "bright", "weeks": [2, 9], "weekly_budget": DRAW.uniform(200, 900)}
    given = {
        "customers": 900,
        "segments": world["segments"],
        "media": {"place": {**medium, **kinds}},
        "campaigns": [talk],
        "response": {"display": 0.1, "word_of_mouth": 0.0, "retention": 0.8, "initial_adstock": 0.3},
        **changes,
    }
    return small_scenario(**given)


def contacts(ledger: Ledger) -> dict[str, float]:
    """Return how many contacts each cell had in the mean of the campaign's weeks."""
    told = ledger.table("touchpoint", steps=True).astype({"cell": str}).groupby("cell")["contacts"].sum()
    return {str(cell): number / 8 for cell, number in told.items()}


def people(scenario: Scenario) -> dict[str, int]:
    """Return how many people live in each cell."""
    return {cell.name: cell.customers for cell in opened(scenario, 1).run_tables.cells}


@pytest.mark.parametrize("kind", MEDIA.names())
def test_every_contact_is_paid_once_and_every_payment_is_due(kind: str) -> None:
    """Also where events change budgets by region, or begin a campaign."""
    events = [
        {"week": 3, "do": {"campaign_budget": {"times": 1.7}}, "where": {"region": ["north"]}, "lasts": 3},
        {"week": 5, "do": {"pause_campaigns": {}}, "where": {"region": ["south"]}, "lasts": 2},
        {"week": 7, "do": {"start_campaign": {"medium": "place", "message": "deal", "weekly_budget": 77}}},
    ]
    ledger = simulate(drawn(kind, events=events), 2)
    paid = ledger.table("payment")

    assert wrong_payments(amounts_due(ledger), ledger) == []
    assert (paid["reason"] == "campaign").sum() >= 8


def test_a_medium_without_a_kind_is_broad() -> None:
    """To the bit; contacts are the budget over the price, by people times attention."""
    (one, other), hashes = (small_scenario(), small_scenario(media=kinds("broad"))), set()
    for scenario in (one, other):
        hashes.add(simulate(scenario, 4).content_hash())
    scenario = drawn(None)
    (talk,), medium = scenario.campaigns, scenario.media["place"]
    weight = {
        name: size * scenario.segments[name.split("/")[0]].media["place"]
        for name, size in people(scenario).items()
    }
    all_there_is = talk.weekly_budget / medium.cost_per_contact
    expected = {name: round(all_there_is * much / sum(weight.values())) for name, much in weight.items()}

    assert one == other
    assert len(hashes) == 1
    assert to_plain(one)["media"] == small_world()["media"]
    assert fingerprint(one) == fingerprint(other)
    assert contacts(simulate(scenario, 4)) == expected


def kinds(kind: str) -> dict[str, Any]:
    """Return the media of the small world, said to be of a kind."""
    return {name: {"kind": kind, **terms} for name, terms in small_world()["media"].items()}


def cells_in(market: Market, region: str) -> np.ndarray:
    """Return which cells are of a region."""
    return np.array([cell.region == region for cell in market.run_tables.cells])


def test_outdoor_in_the_north_leaves_the_south_as_it_was() -> None:
    """All contacts are the north's, by head; what the south knows is as without it, to the bit."""
    scenario = drawn("outdoor")
    (talk,), medium = scenario.campaigns, scenario.media["place"]
    with_it, without = opened(scenario, 5), opened(scenario.changed(campaigns=[]), 5)
    south, north = cells_in(with_it, "south"), cells_in(with_it, "north")
    for _ in range(scenario.weeks):
        with_it.step()
        without.step()
        one, other = (market.brand_knowledge for market in (with_it, without))

        assert (one.adstock[south] == other.adstock[south]).all()
        assert (one.aware()[south] == other.aware()[south]).all()
        assert (one.belief[south] == other.belief[south]).all()
    sizes = {name: size for name, size in people(scenario).items() if name.endswith("/north")}
    bought = talk.weekly_budget / medium.cost_per_contact

    assert (with_it.brand_knowledge.adstock[north, 0] > without.brand_knowledge.adstock[north, 0]).all()
    assert contacts(with_it.ledger) == {
        name: round(bought * size / sum(sizes.values())) for name, size in sizes.items()
    }


def test_outdoor_is_not_bought_where_it_does_not_stand() -> None:
    """A campaign in the south alone shows nothing, pays nothing, and a note says so."""
    scenario = drawn("outdoor")
    talk = {**scenario.model_dump(mode="json")["campaigns"][0], "regions": ["south"]}
    nowhere = scenario.changed(campaigns=[talk])
    ledger = simulate(nowhere, 5)

    assert ledger.count("touchpoint") == 0
    assert "campaign" not in set(ledger.table("payment")["reason"])
    assert (("campaigns", 0), "reaches nobody on place: nothing is shown, nor paid") in channel_notes(nowhere)


def test_attention_to_outdoor_does_nothing_and_a_note_says_so() -> None:
    """All that live there pass by."""
    scenario = drawn("outdoor")
    plain = scenario.model_dump(mode="json")["segments"]
    blind = scenario.changed(segments={name: {**one, "media": {}} for name, one in plain.items()})
    told = {keys for keys, _ in channel_notes(scenario)}

    assert simulate(scenario, 3).content_hash() == simulate(blind, 3).content_hash()
    assert ("segments", "readers", "media", "place") in told
    assert not [keys for keys, _ in channel_notes(blind) if keys[0] in ("segments", "campaigns")]


def test_social_that_nobody_passes_on_is_broad() -> None:
    """To the bit."""
    scenario = drawn("broad")
    terms = scenario.model_dump(mode="json")["media"]["place"]
    social = {"place": {**terms, "kind": "social", "passed_on": 0.0}}

    assert simulate(scenario.changed(media=social), 6).content_hash() == simulate(scenario, 6).content_hash()


def test_social_is_passed_on_by_owners() -> None:
    """Each paid contact brings σ times the owners' share of a cell in others, for the same money."""
    passed_on = float(DRAW.uniform(0.5, 3))
    scenario = drawn("social")
    media = scenario.model_dump(mode="json")["media"]
    media["place"]["passed_on"] = passed_on
    social, broad = (
        opened(scenario.changed(media={"place": terms}), 6)
        for terms in (media["place"], {**media["place"], "passed_on": 0.0})
    )
    share = DRAW.uniform(0, 1, len(social.run_tables.cells))
    for market in (social, broad):
        market.step()
        owners = np.rint(share * market.run_tables.sizes)
        market.brand_knowledge.owners[:, 0] = owners
        market.step()
    paid, also_paid = (market.ledger.columns("touchpoint")["contacts"] for market in (broad, social))
    earned = social.ledger.columns("earned_contact")["contacts"]
    spent = [market.ledger.table("payment").query("reason == 'campaign'") for market in (broad, social)]

    assert paid.tolist() == also_paid.tolist()
    assert earned.tolist() == [
        round(passed_on * owner / size * contact)
        for contact, owner, size in zip(paid, owners, social.run_tables.sizes, strict=True)
    ]
    assert (earned > 0).all()
    assert broad.ledger.count("earned_contact") == 0
    heard_more = social.brand_knowledge.adstock[:, 0] - broad.brand_knowledge.adstock[:, 0]
    assert heard_more == pytest.approx(0.8 * earned / social.run_tables.sizes)
    assert spent[0].equals(spent[1])


@pytest.mark.parametrize(
    ("media", "told"),
    [
        (
            {"kind": "outdor", "regions": ["north"]},
            "no kind of medium called 'outdor'; did you mean 'outdoor'?",
        ),
        ({"kind": "outdoor"}, "media.place.regions: is missing"),
        ({"kind": "outdoor", "regions": []}, "media.place.regions"),
        ({"kind": "outdoor", "regions": ["nort"]}, "media.place.regions.0: no region called 'nort'"),
        ({"kind": "broad", "regions": ["north"]}, "media.place.regions"),
        ({"kind": "social", "passed_on": -1}, "media.place.passed_on"),
        ({"regions": ["north"]}, "media.place.regions"),
        ({"kind": 7}, "media.place"),
    ],
)
def test_a_wrong_medium_is_told_with_its_place(tmp_path: Any, media: dict[str, Any], told: str) -> None:
    """And what was probably meant."""
    place = {"cost_per_contact": 0.2, "credibility": 0.3, **media}
    file = written(tmp_path / "wrong.yaml", media={**small_world()["media"], "place": place})
    with pytest.raises(ScenarioError) as caught:
        load(file)

    assert told in str(caught.value)


def test_a_kind_laid_over_a_medium_replaces_it(tmp_path: Any) -> None:
    """One without a kind is broad; terms alone change what stands there."""
    written(tmp_path / "base.yaml")
    outdoor = {"kind": "outdoor", "cost_per_contact": 0.1, "credibility": 0.2, "regions": ["south"]}
    for number, laid in enumerate((outdoor, {"kind": "broad", "credibility": 0.9}, {"credibility": 0.9})):
        over = tmp_path / f"over_{number}.yaml"
        over.write_text(json.dumps({"extends": "base.yaml", "media": {"social": laid}}), encoding="utf-8")
    kinds_of = [type(load(tmp_path / f"over_{n}.yaml").media["social"]).__name__ for n in range(3)]

    assert kinds_of == ["Outdoor", "Broad", "Broad"]
    assert load(tmp_path / "over_2.yaml").media["social"].cost_per_contact == 0.4
    again = load(tmp_path / "over_0.yaml", set=["media.social.credibility=0.7"])
    assert again.media["social"].model_dump() == {
        **load(tmp_path / "over_0.yaml").media["social"].model_dump(),
        "credibility": 0.7,
    }


def test_posters_in_the_north_are_what_their_head_says() -> None:
    """Contacts with all other media are as in the scenario without posters, row by row."""
    short = ["weeks=16", "customers=600"]
    with_posters, without = (
        simulate(load(f"scenarios/{name}.yaml", set=short), 3)
        for name in ("espresso_outdoor_north", "espresso_dealers_craft")
    )
    everything, plain = (
        ledger.table("touchpoint", steps=True).astype({"cell": str, "medium": str, "message": str})
        for ledger in (with_posters, without)
    )
    posters = everything[everything["medium"] == "posters"]
    others = everything[everything["medium"] != "posters"].reset_index(drop=True)
    columns = ["week", "cell", "medium", "message", "contacts"]

    assert set(posters["cell"].str.split("/").str[1]) == {"north"}
    assert set(posters["week"]) == {14, 15, 16}
    assert others[columns].equals(plain[columns])


@pytest.mark.nightly
def test_a_larger_budget_brings_what_its_head_says() -> None:
    """Contacts and cost rise with the budget; what the added half sells is less than half of the first's."""
    given = load("scenarios/espresso_twice_the_budget.yaml")
    campaigns = given.model_dump(mode="json")["campaigns"]
    others, (craft,) = (
        [one for one in campaigns if (one["message"] == "craft") is mine] for mine in (False, True)
    )
    ledgers = [
        simulate(
            given.changed(campaigns=[*others, *({**craft, "weekly_budget": each} for each in budget)]), 1
        )
        for budget in ((), (60,), (120,))
    ]
    units, cost, contacts = (
        np.array([measure(ledger, name) for ledger in ledgers])
        for name in ("units_sold", "media_cost", "media_contacts")
    )

    assert cost.tolist() == pytest.approx([0, 60 * 52, 120 * 52])
    assert contacts[2] == pytest.approx(2 * contacts[1], rel=0.01)
    assert 0 < units[2] - units[1] < 0.5 * (units[1] - units[0])
