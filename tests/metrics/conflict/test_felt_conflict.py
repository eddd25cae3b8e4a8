"""Felt conflict's metrics, against ledgers written by hand: disputes, complaints, grievance, trust, exits."""

import math

import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, HUB, NORTH, SOUTH


def quarrelling() -> Ledger:
    """Return two reviews: north complains of acme and then does less, south of the hub, and makes up."""
    ledger = by_hand.blank(weeks=8, review_weeks=4)
    for week, rows in (
        (
            4,
            [
                (NORTH, ACME, "territory", "complaint", "none"),
                (SOUTH, HUB, "supply_short", "complaint", "none"),
            ],
        ),
        (8, [(NORTH, ACME, "territory", "less_effort", "complaint"), (SOUTH, HUB, "", "none", "complaint")]),
    ):
        for aggrieved, other, issue, step, before in rows:
            told = {"aggrieved": aggrieved, "other": other, "issue": issue, "step": step, "before": before}
            ledger.record("dispute", week=week, **told)
    for week, held in ((4, 0.5), (8, 1.5)):
        ledger.record("grievance", week=week, aggrieved=NORTH, other=ACME, issue="territory", amount=held)
        ledger.record("trust", week=week, member=[NORTH, SOUTH], supplier=[ACME, HUB], amount=[0.2, held / 3])
    ledger.record("relation_end", week=5, member=NORTH, supplier=ACME, reason="conflict")
    return ledger.close()


def test_disputes_are_counted_at_reviews_and_complaints_as_they_begin() -> None:
    """Three disputes at two reviews; two began; one that has just ended is none."""
    ledger = quarrelling()

    assert measure(ledger, "disputes") == 1.5
    assert measure(ledger, "disputes", by="step").to_dict() == {"complaint": 1.0, "less_effort": 0.5}
    assert measure(ledger, "disputes", by="issue").to_dict() == {"supply_short": 0.5, "territory": 1.0}
    assert measure(ledger, "disputes", by="dyad").to_dict() == {"acme → north": 1.0, "hub → south": 0.5}
    assert measure(ledger, "complaints") == 2.0
    assert measure(ledger, "complaints", by="week").to_dict() == {
        **dict.fromkeys(range(1, 9), 0.0),
        4: 2.0,
    }
    assert measure(ledger, "complaints", by="member").to_dict() == {"north": 1.0, "south": 1.0}


def test_grievance_and_trust_are_means_over_reviews() -> None:
    """.5 and 1.5 held against acme; trust of both in their suppliers."""
    ledger = quarrelling()

    assert measure(ledger, "grievance") == 1.0
    assert measure(ledger, "grievance", by="other").to_dict() == {"acme": 1.0}
    assert measure(ledger, "supplier_trust") == pytest.approx((0.2 + 0.2 + 0.5 / 3 + 0.5) / 4)
    by_week = measure(ledger, "supplier_trust", by="week")
    assert by_week.dropna().to_dict() == pytest.approx({4: (0.2 + 0.5 / 3) / 2, 8: 0.35})


def test_relations_that_ended_are_told_by_both_sides() -> None:
    """North has left acme."""
    ledger = quarrelling()

    assert measure(ledger, "relations_ended") == 1.0
    assert measure(ledger, "relations_ended", by="dyad").to_dict() == {"acme → north": 1.0}
    assert measure(ledger, "relations_ended", by="reason").to_dict() == {"conflict": 1.0}


def test_where_nothing_is_felt_there_is_nothing_to_tell() -> None:
    """No dispute, complaint or grievance; nobody's trust; and no review: not known."""
    plain, short = by_hand.blank(weeks=8).close(), by_hand.blank(weeks=3, review_weeks=4)
    by_hand.sale(short, 3, NORTH, 1, 100)
    by_hand.sale(plain_week := by_hand.blank(weeks=8), 8, NORTH, 1, 100)

    for name in ("disputes", "grievance"):
        assert measure(plain_week.close(), name) == 0.0
        assert math.isnan(measure(short.close(), name))
    assert measure(plain_week, "complaints") == measure(plain_week, "relations_ended") == 0.0
    assert math.isnan(measure(plain, "supplier_trust"))
