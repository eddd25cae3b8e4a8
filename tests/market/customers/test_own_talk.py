"""Own talk: mails on price make their readers mind prices as a cell that heard it does, and no others."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.base.arrays import Flags
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.market.customers.own_talk import heard_by_each
from simulator.market.market import Market
from simulator.market.simulate import opened, simulate
from simulator.market.state.talk_in_ear import TalkInEar
from simulator.mechanisms.communication.price_talk import heard_of_price, salience
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.laws.single_media import table as in_words
from tests.worlds.aimed import DEALERS, aimed
from tests.worlds.lookers import assert_equal, both_ways, visits
from tests.worlds.small import small_world

RETENTION, SHARE_OF_PRICE = 0.8, 0.75
QUIET = {"always_aware": 1.0, "display": 0.0, "word_of_mouth": 0.0, "learning": 0.0, "retention": RETENTION}
"""All is known, nothing is believed, and nobody talks but the mails."""
MESSAGES = {"default": "craft", "bright": {"says": {"quality": 1.0}, "about_price": SHARE_OF_PRICE}}
DEAL = {"week": 5, "do": {"price_change": {"times": 0.8}}, "lasts": 5}
FORMS = {"all prices": 0.0, "remembered prices": 4.0}
"""Forms of talk of price, by `reference_talk`; without it, `response.price_talk`."""


def mailed(form: str, **changes: Any) -> Scenario:
    """Return a world in which about half of each cell comes to be on a list, and mails are of price."""
    kept = FORMS[form]
    people = aimed("e_mail").model_dump(mode="json")["segments"]
    given: dict[str, Any] = {
        "segments": {name: {**one, "reference_talk": kept} for name, one in people.items()},
        "response": {**QUIET, "price_talk": 0.0 if kept else 2.0},
        "messages": MESSAGES,
        "manufacturers": {"acme": {"opening_stock": 5000}, "rival": {"opening_stock": 5000}},
        "events": [DEAL],
        "competition": [{**DEALERS, "maker": "rival"}],
        **changes,
    }
    return aimed("e_mail", {"joins": 0.7, "unsubscribes": 0.05}, **given)


def played(scenario: Scenario, seed: int = 4) -> tuple[Market, Flags]:
    """Return the market after all weeks, and which customers ever had a mail."""
    market, shown = opened(scenario, seed), np.zeros(scenario.customers, dtype=bool)
    for _ in range(scenario.weeks):
        market.step()
        for heard in market.crowd.columns.heard.values():  # type: ignore[attr-defined]
            shown |= heard > 0.0
    return market, shown


def entries(ledger: Ledger, kind: str, shown: Flags) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what a ledger tells of customers without a mail, and of those that had one."""
    table = in_words(ledger, kind)
    told = shown[table["customer"]]
    return table[~told].reset_index(drop=True), table[told].reset_index(drop=True)


@pytest.mark.parametrize("form", FORMS)
def test_of_a_cell_half_on_the_list_the_other_half_chooses_as_without_the_mails(form: str) -> None:
    """To the last entry: offers weighed, reasons, needs and sales; those that were written to do not."""
    (with_it, shown), (without, _) = (played(mailed(form, **more)) for more in ({}, {"campaigns": []}))
    cell = with_it.crowd.columns.people.cell  # type: ignore[attr-defined]
    ledgers = with_it.ledger.close(), without.ledger.close()

    assert (np.bincount(cell, shown) / np.bincount(cell) > 0.2).all()
    assert (np.bincount(cell, shown) / np.bincount(cell) < 0.8).all()
    for kind in ("choice", "need", "sale"):
        (others, readers), (before, readers_before) = (entries(one, kind, shown) for one in ledgers)
        pd.testing.assert_frame_equal(others, before, obj=kind)
        assert len(others) > 50 < len(readers)
        assert not readers.equals(readers_before), kind
    assert (with_it.brand_knowledge.talk == without.brand_knowledge.talk).all()


def test_a_reader_has_heard_of_price_what_its_cell_has_and_what_was_said_to_it() -> None:
    """With x in the cell's ear and y in its own, h = (q x + r y) / (x + y) · (1 − e^−(x + y)), at the end."""
    plain = mailed("all prices").model_dump(mode="json")
    people = {name: {**one, "media": {"place": 1.0, "radio": 1.0}} for name, one in plain["segments"].items()}
    radio = {"medium": "radio", "message": "craft", "weeks": [1, 16], "weekly_budget": 30}
    media = {**plain["media"], "radio": {"cost_per_contact": 0.1, "credibility": 0.5}}
    campaigns = [*plain["campaigns"], radio]
    market, shown = played(mailed("all prices", segments=people, media=media, campaigns=campaigns))
    columns, talk = market.crowd.columns, market.week_tables.talk  # type: ignore[attr-defined]
    cell, own = columns.people.cell, columns.own_talk
    x, of_price, y = talk.said[cell], talk.of_price[cell], np.asarray(own.said, dtype=np.float64)
    expected = (of_price + SHARE_OF_PRICE * y) / (x + y) * (1.0 - np.exp(-(x + y)))
    everybody = np.arange(600)

    assert (own.said == columns.heard[0]).all()  # of the one product that is mailed about
    assert ((own.said > 0) == shown).all()
    assert own.of_price == pytest.approx(SHARE_OF_PRICE * y, rel=1e-6)
    found = heard_by_each(own, talk, everybody, cell.astype(np.int64))
    assert found == pytest.approx(expected, rel=1e-6)
    assert (found[~shown] == talk.heard_of_price[cell][~shown]).all()
    assert (x > 0.1).all() and 50 < shown.sum() < 550


def test_a_customer_minds_prices_as_a_cell_does_that_heard_the_same() -> None:
    """Whoever has heard it: in the cell, oneself, or half and half; a number has the bits of a column."""
    said, share, weight = DRAW.uniform(0.1, 3.0, 9), DRAW.uniform(0.0, 1.0, 9), DRAW.uniform(0.1, 3.0)
    nothing, cells = np.zeros(9), np.arange(9)
    of_cell = TalkInEar(said, said * share, weight)
    own = TalkInEar(nothing, nothing, weight).heard_with(cells, said, said * share)
    half = TalkInEar(said / 2, said * share / 2, weight).heard_with(cells, said / 2, said * share / 2)

    assert own == pytest.approx(of_cell.heard_of_price, rel=1e-12)
    assert half == pytest.approx(of_cell.heard_of_price, rel=1e-12)
    assert of_cell.salience == pytest.approx(1.0 + weight * share * (1.0 - np.exp(-said)))
    for at in range(9):
        alone = heard_of_price(said[at].item(), (said * share)[at].item())
        assert alone == of_cell.heard_of_price[at]
        assert salience(alone, weight) == of_cell.salience[at]


def test_a_mail_on_quality_alone_makes_its_reader_mind_prices_less() -> None:
    """Where all its cell has heard is of price: the share of price falls, though more is heard."""
    talk = TalkInEar(np.array([2.0]), np.array([2.0]), 1.0)

    assert talk.heard_with(0, 2.0, 0.0) < talk.heard_of_price[0] < talk.heard_with(0, 2.0, 2.0)


def promoted(crowd: str = "columns") -> Scenario:
    """Return a world of lasting needs, paying later and a code, in which mails and a radio speak of price."""
    plain = mailed("all prices").model_dump(mode="json")
    people = {
        name: {
            **one,
            "needs": {"light": {"per_year": 9, "lasts_weeks": 4}},
            "media": {"place": 1.0, "radio": 1.0},
        }
        for name, one in small_world()["segments"].items()
    }
    radio = {"medium": "radio", "message": "bright", "weeks": [4, 9], "weekly_budget": 15}
    return mailed(
        "all prices",
        segments=people,
        crowd=crowd,
        customers=100,
        media={**plain["media"], "radio": {"cost_per_contact": 0.1, "credibility": 0.5}},
        campaigns=[{**plain["campaigns"][0], "weekly_budget": 9.0}, radio],
        promotions=[
            {"product": "lamp", "at": "dealer", "off": 0.1, "code": {"name": "TEN", "reaches": 0.5}},
            {"product": "bulb", "at": "dealer", "off": 0.15, "for": {"customer": "returning"}},
            {"product": "lamp", "at": "dealer", "pay": {"instalments": 3}},
        ],
    )


def test_both_ways_of_keeping_customers_mind_prices_alike() -> None:
    """Entry by entry, with deals that some can have."""
    columns, one_by_one = (simulate(promoted(crowd), 6) for crowd in ("columns", "one_by_one"))

    assert columns.table("touchpoint")["contacts"].sum() > 50
    assert columns.content_hash() == one_by_one.content_hash(), difference(one_by_one, columns)


def test_needs_that_look_again_find_what_all_would() -> None:
    """Entry by entry but for visits in vain, as if everybody with an open need looked in every week.

    Mails are soon forgotten, and prices weigh less then: a need that found them too high takes what it left.
    """
    plain = mailed("all prices").model_dump(mode="json")
    need = {"light": {"per_year": 20, "lasts_weeks": 6}}
    people = {name: {**one, "needs": need} for name, one in plain["segments"].items()}
    response = {**plain["response"], "price_talk": 3.0, "retention": 0.4}
    mails = [{**plain["campaigns"][0], "weeks": [week, week]} for week in (4, 8)]
    given: dict[str, Any] = {
        "segments": people,
        "response": response,
        "campaigns": mails,
        "events": [],
        "customers": 250,
    }
    given["weeks"] = 11
    some, everybody = both_ways(mailed("all prices", **given), 6)

    assert visits(some) < 0.9 * visits(everybody)
    assert_equal(some, everybody)
