"""Open questions: advice, media and experience answer them in the shares of the closed form, for good."""

import math
from typing import Any

import pandas as pd
import pytest

from simulator.base.summation import total
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.worlds.plain import SIGMAS, dealers, plain

APPEAL, FORBIDS = 22.0, 45.0
"""What a lamp is worth to all, and what a question takes that makes it worth nothing."""
NEED = {"per_year": 6.0, "lasts_weeks": 100}


def market(questions: dict[str, float], lamp: dict[str, Any] | None = None, **changes: Any) -> Scenario:
    """Return a market in which all want a lamp, and none with a question about it takes it."""
    need = changes.pop("need", {})
    people = {"needs": {"light": {**NEED, **need}}, "questions": questions, "advice_effort": -50.0}
    people |= {"media": {"social": 1.0}}
    changes = {"detail": "sales", "weeks": 30, "stages": True, **changes}
    return plain(people, {"appeal": APPEAL, **(lamp or {})}, **changes)


def told(answers: dict[str, float], contacts: float, weeks: tuple[int, int] = (1, 30)) -> dict[str, Any]:
    """Return a campaign of so many contacts per head and week that answers questions so far."""
    return {
        "messages": {"facts": {"says": {"quality": 1.0}, "answers": answers}},
        "media": {"social": {"cost_per_contact": 1.0, "credibility": 0.3}},
        "campaigns": [
            {"medium": "social", "message": "facts", "weeks": weeks, "weekly_budget": 1000.0 * contacts}
        ],
    }


def first_needs(ledger: Ledger) -> pd.DataFrame:
    """Return the first need of each customer: in which week it arose, and was met (none: it was not)."""
    needs = ledger.table("need", steps=True).astype({"outcome": str})
    arisen = needs[needs["outcome"] == "arisen"].groupby("customer")["week"].min()
    met = needs[needs["outcome"] == "met"].groupby("customer")["week"].min()
    return pd.DataFrame({"arisen": arisen, "met": met})


@pytest.mark.parametrize("which", [pytest.param(("price",), marks=pytest.mark.nightly), ("trust", "unknown")])
def test_media_answer_each_question_by_contacts(which: tuple[str, ...]) -> None:
    """A need of age n has found its answers by then in a share Π_k 1 − exp(−n c a_k)."""
    contacts, *shares = DRAW.uniform([0.8, 0.4, 0.4], [1.5, 0.9, 0.9]).tolist()
    answers = dict(zip(which, shares, strict=False))
    ledger = simulate(market(dict.fromkeys(which, FORBIDS), **told(answers, contacts)), 3)
    needs, last = first_needs(ledger), ledger.last_week
    contacts = math.floor(1000 * contacts) / 1000

    for age in (1, 3, 8):
        old = needs[needs["arisen"] + age - 1 <= last]
        found = (old["met"] - old["arisen"] < age).mean()
        chance = math.prod(1 - math.exp(-age * contacts * share) for share in answers.values())
        assert abs(found - chance) < SIGMAS * math.sqrt(chance * (1 - chance) / len(old))


@pytest.mark.by_day(1)
@pytest.mark.parametrize("outlets", [4, 1])
def test_advice_answers_as_many_needs_as_the_adviser_is_expert(outlets: int) -> None:
    """A share ε of first needs is met, each in its week, however long others wait and wherever they ask."""
    expertise = float(DRAW.uniform(0.2, 0.8))
    way = dealers(dealers_per_region=outlets, expertise=expertise)
    needs = first_needs(simulate(market({"fit": FORBIDS}, distribution=way), 4))
    met = needs["met"].notna()

    assert (needs["met"] == needs["arisen"])[met].all()
    error = math.sqrt(expertise * (1 - expertise) / len(needs))
    assert abs(met.mean() - expertise) < SIGMAS * error


def test_who_has_had_it_asks_no_more() -> None:
    """What one has bought is bought at each further need, in its week, though nobody answers by then."""
    asks = market({"delay": FORBIDS}, **told({"delay": 1.0}, 0.2, (1, 8)))
    needs = simulate(asks, 5).table("need", steps=True).astype({"outcome": str})
    first = needs[needs["outcome"] == "met"].groupby("customer")["week"].min()
    later = needs[needs["week"] > needs["customer"].map(first)]
    counts = later.groupby(["customer", "week"])["outcome"].apply(set)

    assert len(counts) > 200 and all(each == {"arisen", "met"} for each in counts)
    assert first.max() <= 8 and first.notna().sum() < len(needs["customer"].unique())


def test_the_next_need_asks_anew() -> None:
    """With needs of a week a message answers nobody later than in the week in which it is heard."""
    heard = told({"price": 1.0}, 0.5, (1, 3))
    need = {"lasts_weeks": 1, "per_year": 26}
    ledger = simulate(market({"price": FORBIDS}, need=need, weeks=8, **heard), 5)
    needs = first_needs(ledger)

    assert needs["met"].max() == 3


def test_a_need_that_overtakes_asks_anew() -> None:
    """What a need has heard is of no use to the next one, which hears the other answer alone."""
    need = {"meanwhile": "overtakes", "per_year": 26}
    heard = told({"price": 1.0}, 2.0, (1, 3))
    asks = market({"price": FORBIDS, "trust": FORBIDS}, need=need, weeks=24, **heard)
    trusted = told({"trust": 1.0}, 2.0, (20, 22))
    both = asks.changed(campaigns=[*heard["campaigns"], {**trusted["campaigns"][0], "message": "word"}],
                        messages={**heard["messages"], "word": trusted["messages"]["facts"]})  # fmt: skip
    needs = simulate(both, 5).table("need", steps=True).astype({"outcome": str})
    late = needs[(needs["week"] >= 20) & (needs["outcome"] == "met")]

    assert not len(late[late["onset"] > 3]) and len(needs[needs["outcome"] == "overtaken"]) > 1000


def test_a_commodity_raises_no_questions() -> None:
    """Entry by entry as without any: each need is met in its week."""
    weights = {"price": 1.0, "trust": 2.0, "fit": 3.0}
    asked = simulate(market(weights, {"complexity": 0.0}, weeks=10), 6)
    without = simulate(market({}, weeks=10), 6)

    assert difference(asked, without) == ""
    assert measure(asked, "units_sold") > 500
    assert measure(asked, "time_to_buy") == 0.0 and measure(asked, "lost_demand") == 0.0


@pytest.mark.parametrize("expertise", [0.0, 1.0])
def test_what_costs_as_much_as_a_car_sells_where_it_is_advised(expertise: float) -> None:
    """At 12,000 € all is sold with an expert's advice, and nothing without."""
    lamp = {"list_price": 12000.0, "unit_cost": 7000.0, "complexity": 3.0}
    weights = {"price": 10.0, "trust": 10.0, "fit": 10.0}
    ledger = simulate(market(weights, lamp, distribution=dealers(expertise=expertise), weeks=8), 7)
    needs, sold = measure(ledger, "needs"), measure(ledger, "units_sold")

    assert needs > 500 and sold == (needs if expertise else 0)


def test_without_answers_more_needs_drop_out_as_they_consider_and_stand_there_longer() -> None:
    """By what a product still is worth with its questions; they are lost to what was not told."""
    weight, need = 1.5, {"kept_per_week": 0.8}
    plain_lamp = {"appeal": 0.5}
    runs = [
        simulate(market(asks, plain_lamp, need=need), 8) for asks in ({}, {"fit": weight, "price": weight})
    ]
    lost, still, bought = (
        [measure(run, *what) for run in runs]
        for what in (("drop_offs", "stage"), ("in_process", "stage"), ("units_sold",))
    )

    assert lost[1]["considering"] > 1.5 * lost[0]["considering"]
    assert still[1]["considering"] > 1.5 * still[0]["considering"]
    assert bought[1] < bought[0]
    reasons = measure(runs[1], "lost_demand", "reason")
    assert measure(runs[0], "lost_demand", "reason")["message"] == 0.0
    assert reasons["message"] == pytest.approx(lost[1]["considering"] - lost[0]["considering"], rel=0.15)


def test_drop_offs_tell_the_questions_that_were_open() -> None:
    """With advice in a share 1 / (1 + ε) of the needs lost; at their stage; none that weighs nothing."""
    expertise, weights = 0.4, {"fit": FORBIDS, "price": FORBIDS, "trust": 0.0}
    way = dealers(expertise=expertise)
    ledger = simulate(market(weights, distribution=way, need={"lasts_weeks": 3}), 12)
    lost, left = measure(ledger, "lost_demand"), measure(ledger, "questions_left", "question")
    share = (1 - expertise) / (1 - expertise**2)
    error = math.sqrt(share * (1 - share) * lost)

    assert left["trust"] == left["delay"] == left["unknown"] == 0.0
    assert all(abs(left[name] - share * lost) < SIGMAS * error for name in ("fit", "price"))
    assert measure(ledger, "questions_left", "stage")["considering"] == left.sum()
    assert measure(ledger, "questions_left", "format").to_dict() == {"dealer": left.sum()}


def test_needs_that_are_overtaken_tell_their_own_questions() -> None:
    """Each need ends without the answer that it never heard, whatever the next one hears."""
    need = {"meanwhile": "overtakes", "per_year": 26}
    asks = market({"price": FORBIDS}, need=need, weeks=16, **told({"price": 1.0}, 0.3, (10, 12)))
    ledger = simulate(asks, 13)
    left = measure(ledger, "questions_left", "week")

    assert left.sum() == measure(ledger, "lost_demand") > 1000


def test_questions_stand_in_the_table_of_choices_with_their_weight() -> None:
    """As attributes of the offer: the complexity of the product while a question is open, else zero."""
    scenario = market({"trust": 1.0}, {"complexity": 2.5}, detail="journeys", weeks=4,
                      **told({"trust": 0.5}, 1.0))  # fmt: skip
    attributes = simulate(scenario, 9).table("attribute").astype({"attribute": str})
    found = attributes[attributes["attribute"] == "open_question_trust"]["amount"]

    assert set(found) == {2.5}
    others = attributes["attribute"].str.startswith("open_question") & (attributes["amount"] != 0)
    assert {"open_question_price", "open_question_fit"} <= set(attributes[others]["attribute"])


@pytest.mark.parametrize("kind", ["columns", "one_by_one"])
def test_mails_answer_their_readers_alone(kind: str) -> None:
    """Of needs that are open: who is on no list hears nothing, so fewer buy than where all are told."""
    mail = {"kind": "e_mail", "cost_per_contact": 0.1, "credibility": 0.3, "formats": ["dealer"],
            "noticed": 1.0, "joins": 0.4, "unsubscribes": 0.0}  # fmt: skip
    asks = market({"trust": FORBIDS}, crowd=kind, customers=300, weeks=16, **told({"trust": 1.0}, 1.0))
    ledger = simulate(asks.changed(media={"social": mail}), 10)
    needs = ledger.table("need", steps=True).astype({"outcome": str})
    met = needs[needs["outcome"] == "met"]
    lists = ledger.table("mailing_list")
    joined = lists.groupby("week")["joined"].sum().cumsum()

    assert 0 < met["customer"].nunique() <= joined.iloc[-1] < 300
    assert total(joined) > 0


def test_one_by_one_they_are_what_they_are_in_columns() -> None:
    """With media, advice, what overtakes, and categories whose needs do not last."""
    need = {"meanwhile": "overtakes", "per_year": 20, "kept_per_week": 0.9, "luck_renewed": 0.2}
    weights = {"price": 2.0, "trust": 3.0, "unknown": 1.0}
    some = {"customers": 80, "weeks": 16, "need": need}
    heard = told({"price": 0.4, "unknown": 0.2}, 0.5)
    asks = market(weights, {"appeal": 3.0}, distribution=dealers(expertise=0.4), **some, **heard)
    columns, asked = (simulate(asks.changed(crowd=kind), 11) for kind in ("columns", "one_by_one"))

    assert difference(columns, asked) == ""
    assert measure(columns, "units_sold") > 50 and measure(columns, "questions_left") > 10
    assert columns.count("advice") and columns.count("touchpoint")
