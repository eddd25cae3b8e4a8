"""Minds against their closed forms: exposure, belief and talk of price, week by week."""

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simulator.domain.communication.message import Message
from simulator.domain.product.benefits import BENEFITS
from simulator.market.market import Market
from simulator.market.simulate import opened
from simulator.market.state.brand_knowledge import BrandKnowledge
from simulator.market.state.experienced import (
    CONTENT,
    CUSTOMERS,
    MEMBERS,
    MEMBERS_CONTENT,
    STEPS,
    Experienced,
    Experiences,
)
from tests.draws import DRAW
from tests.worlds.small import small_scenario

PRICE = BENEFITS.index("price")


def response(**fixed: float) -> dict[str, float]:
    """Return a response whose every parameter does something, drawn anew."""
    low_high = {
        "retention": (0.5, 0.95),
        "initial_adstock": (0.1, 1.0),
        "display": (0.05, 0.5),
        "word_of_mouth": (0.05, 0.5),
        "owners_credibility": (0.2, 0.8),
        "learning": (0.3, 2.0),
        "belief_decay": (0.05, 0.5),
        "price_talk": (0.2, 2.0),
    }
    return {name: float(DRAW.uniform(*ends)) for name, ends in low_high.items()} | fixed


def market(**changes: Any) -> Market:
    """Return an open market of two regions, dealers in each and a web store for all."""
    return opened(small_scenario(**{"response": response(), "events": [], **changes}), 3)


def minds() -> BrandKnowledge:
    """Return fresh minds on the layout of such a market."""
    there = market()
    return BrandKnowledge(there.given, there.run_tables, there.outlet_traits)


def test_belief_relapses_to_reputation_geometrically() -> None:
    """After k silent weeks b = reputation + (1 − φ)^k (b₀ − reputation)."""
    mind, weeks = minds(), int(DRAW.integers(2, 9))
    first = DRAW.uniform(0, 1, mind.belief.shape)
    mind.belief = first.copy()
    for _ in range(weeks):
        mind.forget()
    left = (1 - mind.response.belief_decay) ** weeks

    assert mind.belief == pytest.approx(mind.reputation + left * (first - mind.reputation))
    assert np.abs(mind.belief - first).max() > 1e-3


def test_exposure_and_talk_decay_geometrically() -> None:
    """After k silent weeks of whatever was in the ear remembering^k is left, product by product."""
    mind, weeks = minds(), int(DRAW.integers(1, 9))
    shape = mind.adstock.shape
    adstock, talk, price_talk = (
        DRAW.uniform(1, 2, shape),
        DRAW.uniform(1, 2, shape[0]),
        DRAW.random(shape[0]),
    )
    mind.adstock, mind.talk, mind.price_talk = adstock.copy(), talk.copy(), price_talk.copy()
    for _ in range(weeks):
        mind.forget()
    left = mind.response.retention**weeks

    assert mind.adstock == pytest.approx(left * adstock)
    assert mind.talk == pytest.approx(left * talk)
    assert mind.price_talk == pytest.approx(left * price_talk)


def test_shelves_add_exposure_by_coverage() -> None:
    """A week of shelves adds shelf · (1 − Π (1 − reach)) over the outlets at home that carry the product."""
    mind = minds()
    layout = mind.run_tables
    carried = DRAW.random((len(layout.outlets), len(layout.products))) < 0.6
    carried[0] = True
    mind.pass_shelves(carried, np.zeros(carried.shape))
    for cell in range(len(layout.cells)):
        for product in range(len(layout.products)):
            nobody = 1.0
            for outlet, reach in enumerate(mind.traits.reach):
                if layout.at_home[cell, outlet] and carried[outlet, product]:
                    nobody *= 1.0 - reach
            expected = mind.response.initial_adstock + mind.response.display * (1.0 - nobody)

            assert mind.adstock[cell, product] == pytest.approx(expected)


def test_talk_at_shelves_makes_price_weigh_more() -> None:
    """Salience = 1 + ψ q (1 − e^−x): x = display · Σ reach, q emphasis weighted by reach; 1 in silence."""
    mind = minds()
    layout = mind.run_tables
    carried = DRAW.random((len(layout.outlets), len(layout.products))) < 0.6
    carried[layout.everywhere] = True
    emphasis = DRAW.uniform(0.1, 0.9, carried.shape)

    assert mind.talk_in_ear().salience == pytest.approx(np.ones(len(layout.cells)))

    mind.pass_shelves(carried, emphasis)
    for cell, salience in enumerate(mind.talk_in_ear().salience):
        weights = mind.traits.reach[:, None] * carried * layout.at_home[cell][:, None]
        heard = 1.0 - np.exp(-mind.response.display * weights.sum())
        expected = 1.0 + mind.response.price_talk * heard * (weights * emphasis).sum() / weights.sum()

        assert salience == pytest.approx(expected)
        assert mind.talk[cell] == pytest.approx(mind.response.display * weights.sum())


def test_a_campaign_moves_belief_exposure_and_talk() -> None:
    """Contacts x move b by (1 − e^{−ρκex})(c − b); exposure and talk grow by x, price talk by x · e."""
    mind = minds()
    product = int(DRAW.integers(len(mind.run_tables.products)))
    credibility, price = float(DRAW.uniform(0.2, 0.9)), float(DRAW.uniform(0.2, 0.6))
    message = Message(
        says={"price": price, "quality": 1 - price}, claims={"quality": float(DRAW.uniform(0.9, 1))}
    )
    contacts = DRAW.uniform(0.1, 3, len(mind.run_tables.cells))
    before, exposed = mind.belief.copy(), mind.adstock.copy()
    mind.hear(product, message, credibility, contacts)
    expected, adstock = before.copy(), exposed.copy()
    adstock[:, product] += contacts
    for number, benefit in enumerate(BENEFITS):
        emphasis = message.says.get(benefit, 0.0)
        claim = message.claims.get(benefit, mind.truth[product, number])
        weight = 1.0 - np.exp(-mind.response.learning * credibility * emphasis * contacts)
        expected[:, product, number] += weight * (claim - before[:, product, number])

    assert mind.belief == pytest.approx(expected)
    assert np.abs(expected - before).max() > 1e-3
    assert mind.adstock == pytest.approx(adstock)
    assert mind.talk == pytest.approx(contacts)
    assert mind.price_talk == pytest.approx(contacts * price)
    heard = 1 - np.exp(-contacts)
    assert mind.talk_in_ear().salience == pytest.approx(1 + mind.response.price_talk * price * heard)


def test_who_heard_nothing_lately_heard_nothing_of_price() -> None:
    """A few contacts reach few, and are forgotten: the amount of talk counts, and when it was."""
    found = []
    for contacts in (0.01, 1.0, 100.0):
        mind = minds()
        mind.hear(0, Message(says={"price": 1.0}), 0.5, np.full(len(mind.run_tables.cells), contacts))
        found.append(mind.talk_in_ear().heard_of_price.max())
        for _ in range(400):
            mind.forget()
        assert mind.talk_in_ear().heard_of_price.max() < 1e-6

    assert found == pytest.approx([0.00995, 0.63212, 1.0], abs=1e-5)


def test_a_message_may_say_itself_how_far_it_is_about_price() -> None:
    """Whatever its benefits are called; what is believed stays. Left out, it is the emphasis on price."""
    contacts = DRAW.uniform(0.1, 3, len(minds().run_tables.cells))
    heard = []
    for said in (None, 0.7, 0.0):
        mind = minds()
        mind.hear(0, Message(says={"price": 0.4, "quality": 0.6}, about_price=said), 0.5, contacts)
        heard.append(mind)

    assert [mind.talk_in_ear().heard_of_price for mind in heard] == [
        pytest.approx(share * (1 - np.exp(-contacts))) for share in (0.4, 0.7, 0.0)
    ]
    assert all((mind.belief == heard[0].belief).all() for mind in heard)


def test_owners_add_exposure_by_their_share() -> None:
    """Word of mouth adds q · owners/people each week, of the owners of that week."""
    mind = minds()
    first, second = (DRAW.integers(0, 20, mind.adstock.shape) for _ in range(2))
    nothing = Experiences.none(mind.adstock.shape)
    mind.hear_owners(first, nothing, 0 * first)
    mind.hear_owners(second, nothing, 0 * first)
    people = mind.run_tables.sizes[:, None]
    expected = mind.response.initial_adstock + mind.response.word_of_mouth * (first + second) / people

    assert mind.adstock == pytest.approx(expected)


def test_owners_make_believed_what_they_found() -> None:
    """After weeks of talk of so many owners an error is e^(−ρ κ e_b x) of it a week, x contacts per head."""
    mind, weeks = minds(), int(DRAW.integers(1, 9))
    first = DRAW.uniform(0, 1, mind.belief.shape)
    mind.belief = first.copy()
    owners = DRAW.integers(0, 20, mind.adstock.shape)
    for _ in range(weeks):
        mind.hear_owners(owners, Experiences.none(mind.adstock.shape), 0 * owners)
    said = mind.response
    heard = said.word_of_mouth * owners / mind.run_tables.sizes[:, None] * weeks
    rate = said.learning * said.owners_credibility * mind.tells[:, None, :]
    left = np.exp(-rate * heard[..., None])

    assert mind.belief == pytest.approx(mind.truth + left * (first - mind.truth))
    assert np.abs(mind.belief - first).max() > 1e-3


def test_owners_colour_what_they_tell_by_how_content_they_are() -> None:
    """By the mean of satisfaction beyond what units deliver, over all experiences; no more than can be."""
    mind = minds()
    people, beyond = np.full(mind.adstock.shape, 4.0), np.full(mind.adstock.shape, -0.8)
    nobody = np.zeros(mind.adstock.shape, dtype=np.int64)
    mind.hear_owners(nobody, Experiences(people, beyond, -beyond, 0 * beyond, people), nobody)
    mind.hear_owners(nobody, Experiences(people, *(0 * beyond for _ in range(3)), people), nobody)
    told = mind.owner_talk.told(mind.truth)

    assert told == pytest.approx(np.clip(mind.truth - 0.1, 0, 1) + np.zeros_like(mind.belief))


def test_members_are_heard_as_often_as_is_said() -> None:
    """1 + t times: q (owners + t · members)/people, and as many voices in the mean of what they found."""
    mind, talks = minds(), DRAW.uniform(0.5, 3.0, minds().adstock.shape[1])
    tables = mind.run_tables
    mind.run_tables = replace(tables, communities=replace(tables.communities, talks=talks))
    members = DRAW.integers(0, 9, mind.adstock.shape)
    owners = members + DRAW.integers(0, 9, mind.adstock.shape)
    places = (*owners.shape[:1], len(tables.outlets), owners.shape[1])
    content = {"all": -0.3 * owners, "members": -0.5 * members}  # so others are content by other numbers
    counted: Experienced = Counter()
    for cell, product in np.ndindex(*owners.shape):
        place = cell * places[1] * places[2] + product
        for what, each in (
            (CUSTOMERS, owners), (MEMBERS, members),
            (CONTENT, content["all"] * STEPS), (MEMBERS_CONTENT, content["members"] * STEPS),
        ):  # fmt: skip
            counted[place, what] = each[cell, product].item()
    before = mind.adstock.copy()
    mind.hear_owners(owners, Experiences.of_cells(counted, places, talks), members)
    people = tables.sizes[:, None]
    told = mind.owner_talk.told(np.full_like(mind.truth, 0.9))

    heard = mind.response.word_of_mouth * (owners + talks * members) / people
    assert mind.adstock - before == pytest.approx(heard)
    mean = (content["all"] + talks * content["members"]) / np.maximum(owners + talks * members, 1)
    assert told == pytest.approx(0.9 + mean[..., None] + np.zeros_like(told))


def test_broken_promises_are_believed_less() -> None:
    """Owners found .1 less than expected, which halves trust: T = ½ + ½ e^(−x); campaigns count T times."""
    mind = minds()
    shape = mind.adstock.shape
    mind.owner_talk.response = mind.response.model_copy(update={"trust_halved_at": 0.1})
    owners = DRAW.integers(1, 20, shape)
    people, short = np.full(shape, 4.0), np.full(shape, 0.4)
    mind.hear_owners(owners, Experiences(people, 0 * short, short, 0 * short, people), 0 * owners)
    heard = mind.response.word_of_mouth * owners / mind.run_tables.sizes[:, None]

    assert mind.owner_talk.trust == pytest.approx(0.5 + 0.5 * np.exp(-heard))

    mind.belief, mind.owner_talk.trust = mind.belief * 0, np.full(shape, 0.25)
    message, reached = Message(says={"quality": 1.0}, claims={"quality": 1.0}), np.full(shape[0], 0.7)
    mind.hear(0, message, 0.8, reached)
    believed = 1 - np.exp(-mind.response.learning * 0.8 * 0.25 * 0.7)

    assert mind.belief[:, 0, BENEFITS.index("quality")] == pytest.approx(believed)


def test_owners_dwell_on_what_people_like_them_care_for() -> None:
    """By the shares of their values."""
    mind = minds()
    for cell, tells in zip(mind.run_tables.cells, mind.tells, strict=True):
        values = market().given.segments[cell.segment].values
        wanted = [values.get(b, 0.0) / sum(values.values()) for b in BENEFITS]

        assert tells == pytest.approx(wanted)


def test_a_market_lets_people_hear_campaigns_and_believe_them() -> None:
    """Weeks of a campaign in a market: belief is what the closed form says, contacts being whole a cell."""
    budget, weeks, credibility = float(DRAW.uniform(40, 400)), int(DRAW.integers(1, 5)), 0.6
    there = market(
        response=response(belief_decay=0.0, owners_credibility=0.0),
        media={"social": {"cost_per_contact": 0.5, "credibility": credibility}},
        messages={"bright": {"says": {"quality": 0.7, "price": 0.3}, "claims": {"quality": 1.0}}},
        campaigns=[
            {"medium": "social", "message": "bright", "product": "lamp", "weeks": [1, weeks]}
            | {"weekly_budget": budget}
        ],
    )
    lamp, quality = there.product_number["lamp"], BENEFITS.index("quality")
    reputation = there.brand_knowledge.reputation[lamp, quality]
    for _ in range(weeks + 1):
        there.step()
    attends = np.array([c.customers if c.segment == "readers" else 0 for c in there.run_tables.cells])
    contacts = np.rint(budget / 0.5 * attends / attends.sum()) / there.run_tables.sizes
    learnt = 1.0 - np.exp(-there.given.response.learning * credibility * 0.7 * contacts * weeks)

    assert there.brand_knowledge.belief[:, lamp, quality] == pytest.approx(
        reputation + learnt * (1.0 - reputation)
    )
    assert learnt.max() > 1e-3


def test_a_market_lets_people_pass_the_shelves_of_last_week() -> None:
    """Exposure after two weeks without campaigns: r² · standing + r · shelf · coverage last week."""
    there = market(response=response(word_of_mouth=0.0), campaigns=[], messages={"default": "deal"})
    there.step()
    carried = there.offer_table.carried.copy()
    there.step()
    told, layout = there.given.response, there.run_tables
    missing = 1.0 - there.outlet_traits.reach[None, :, None] * layout.at_home[:, :, None] * carried[None]
    seen = told.display * (1.0 - missing.prod(axis=1))
    expected = told.retention**2 * told.initial_adstock + told.retention * seen

    assert carried.any()
    assert there.brand_knowledge.adstock == pytest.approx(expected)
    assert (there.brand_knowledge.talk_in_ear().salience > 1.0).all()
