"""Contacts: what owners ask for is answered, given up, or waits; no member answers more than it can."""

import numpy as np
import pandas as pd
import pytest

from tests.laws.amounts_due.book import Book
from tests.laws.amounts_due.support import terms_of_support
from tests.worlds.pool import World

pytestmark = pytest.mark.worlds("helped")
OF = ["answerer", "product"]


def told_in(world: World) -> dict[str, pd.DataFrame]:
    """Return the entries of contacts, outcomes by word."""
    ledger = world.ledger
    told = {kind: pd.DataFrame(dict(ledger.columns(kind))) for kind in KINDS}
    told["contact_outcome"]["word"] = np.asarray([*ledger.words, ""])[told["contact_outcome"]["outcome"]]
    return told


KINDS = ("contact", "contact_outcome", "open_contact", "ownership")


def test_what_is_asked_is_answered_given_up_or_waits(world: World) -> None:
    """Asked − answered − given up = waiting, exactly, by answering member and product, every week."""
    told = told_in(world)
    for week in range(1, world.scenario.weeks + 1):
        asked, over = (
            told[kind][told[kind]["week"] <= week].groupby(OF)["customers"].sum()
            for kind in ("contact", "contact_outcome")
        )
        waits = asked.sub(over, fill_value=0)
        counted = told["open_contact"][told["open_contact"]["week"] == week].set_index(OF)["customers"]

        assert counted.index.is_unique
        assert waits[waits != 0].sort_index().to_dict() == counted.sort_index().to_dict()


def test_what_is_over_was_asked_in_its_week(world: World) -> None:
    """No more is over of what a cell asked a member about a product in a week than was asked then."""
    told = told_in(world)
    asked = told["contact"].groupby([*OF, "cell", "week"])["customers"].sum()
    over = told["contact_outcome"].groupby([*OF, "cell", "asked"])["customers"].sum()

    assert (over <= asked.reindex(over.index).fillna(0)).all()


def test_no_member_answers_more_than_it_can_nor_less(world: World) -> None:
    """By member and terms, in every week: while anything waits for a member that is there, all it can."""
    told, book = told_in(world), Book(world.ledger)
    terms = {product: terms_of_support(book, product) for product in set(told["contact"]["product"])}
    most = {id(one): one.weekly_capacity for one in terms.values()}
    for kind in ("contact_outcome", "open_contact"):
        told[kind]["terms"] = told[kind]["product"].map({at: id(one) for at, one in terms.items()})
    over, by = told["contact_outcome"], ["week", "answerer", "terms"]
    done = over[over["word"] == "answered"].groupby(by)["customers"].sum()
    left = told["open_contact"].groupby(by)["customers"].sum()

    assert all(most[which] is None or many <= most[which] for (*_, which), many in done.items())
    for week, member, which in left.index:
        if is_there(world, week, member):
            assert done.get((week, member, which), 0) == most[which]


def test_customers_wait_as_long_as_they_are_patient(world: World) -> None:
    """What is answered is so before patience is over, and what is given up, then at the latest."""
    told, book = told_in(world), Book(world.ledger)
    over = told["contact_outcome"]
    patience = np.array([terms_of_support(book, at).patience_weeks or 10**6 for at in over["product"]])
    waited, is_answered = over["week"] - over["asked"], over["word"] == "answered"

    assert (waited[is_answered] < patience[is_answered]).all()
    assert (waited <= patience).all()


def test_no_more_ask_than_had_it_in_use(world: World) -> None:
    """Of a cell in a week, at most as many as owned the product at the end of the week."""
    told = told_in(world)
    at = ["week", "cell", "product"]
    asked = told["contact"].groupby(at)["customers"].sum()
    owned = told["ownership"].groupby(at)["customers"].sum()

    assert (asked <= owned.reindex(asked.index).fillna(0)).all()


def test_members_that_are_not_there_answer_nothing(world: World) -> None:
    """And what is given up meanwhile is told apart."""
    for row in told_in(world)["contact_outcome"].itertuples():
        assert (row.word == "no_answerer") == (not is_there(world, row.week, row.answerer))


def is_there(world: World, week: int, member: int) -> bool:
    """Say whether a member, by code, was there in a week."""
    return world.ledger.header.parties[member] in world.columns.weeks[week - 1].open_members
