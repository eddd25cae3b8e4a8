"""Payments: each is due, and all that is due is paid, to the last money step; a step more or less is told."""

import numpy as np
import pytest

from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from tests.draws import generator
from tests.fuzz.laws import broken_laws
from tests.laws.amounts_due.law import amounts_due, amounts_paid, wrong_payments
from tests.laws.forged import Forged, WithoutPayments
from tests.worlds.all_payments import PLAN, world_of_all_payments
from tests.worlds.breaches import breaching
from tests.worlds.pool import World

REASONS = {
    *("sale", "handling", "commission", "fulfilment", "goods", "freight", "buy_back", "production"),
    *("storage", "storage fee", "consumption", "rebate", "late_fee", "penalty", "campaign", "credit"),
    *("instalment_fee", "instalment", "running", "advice"),
    *("refund", "return_shipping", "inspection", "commission_refund", "return_credit"),
    *("repair", "repair_fee", "repair_shipping"),
    *("support", "support_fee"),
    *("community", "lead_magnet", "compensation"),
}
"""All reasons for which anybody pays."""


def test_every_payment_is_due(world: World) -> None:
    """Between the same two, for the same reason, in the same week; no more is paid, and no less."""
    check(world.ledger)


@pytest.mark.worlds("tree", "opened tree", most=12)
def test_every_payment_is_due_where_only_goods_move(world: World) -> None:
    """Goods, freight, storage, production, delay and what goods are worth to members that use them up."""
    check(simulate(world.scenario, world.seed))


@pytest.mark.worlds("marketplace", most=5)
def test_every_payment_is_due_where_price_floors_are_broken(world: World) -> None:
    """The penalty of the week and the region, from each outlet that was noticed."""
    check(simulate(breaching(world.scenario), world.seed))


def test_a_step_in_any_payment_is_told() -> None:
    """Two payments for each reason there is, one a step too large and one a step too small, one by one."""
    ledger = simulate(world_of_all_payments(), 1)
    assert {key[3] for key in amounts_paid(ledger)} == REASONS
    assert broken_laws(ledger) == []

    larger, smaller = some_for_each_reason(ledger, "larger"), some_for_each_reason(ledger, "smaller")
    forged = [*((row, 1) for row in larger), *((row, -1) for row in smaller)]
    told = [broken_laws(Forged(ledger, "payment", "amount", by, row)) for row, by in forged]

    assert len(told) == 2 * len(REASONS)
    assert all(told)


def test_loans_that_no_entry_tells_apart_are_passed_over_and_nothing_else() -> None:
    """Two promotions of one name at one price, paid otherwise: only their loans and fees are not known."""
    alike = {"product": "lamp", "at": {"format": "dealer"}, "name": "easy"}
    promotions = [{**alike, "pay": PLAN}, {**alike, "pay": {**PLAN, "instalments": 2, "fee": 0.1}}]
    ledger = simulate(world_of_all_payments().changed(promotions=promotions), 1)
    due = amounts_due(ledger)

    assert {reason for *_, reason in due.untold} == {"credit", "instalment_fee", "instalment"}
    assert wrong_payments(due, ledger) == []


def test_debts_of_the_same_sum_are_told_by_what_outlets_are_owed() -> None:
    """Two plans whose debtors owe alike: not known which of them stop, but what comes back in a week is."""
    alike = {"product": "lamp", "at": {"format": "dealer"}}
    plans = [{**PLAN, "default_rate": 0.4}, {**PLAN, "default_rate": 0.4, "every_weeks": 2}]
    audiences: list[dict[str, str]] = [{"customer": "new"}, {"customer": "returning"}]
    promotions = [{**alike, "for": who, "pay": pay} for who, pay in zip(audiences, plans, strict=True)]
    ledger = simulate(world_of_all_payments().changed(promotions=promotions), 1)
    due = amounts_due(ledger)

    assert ledger.count("default") > 0
    assert due.untold == frozenset()
    assert wrong_payments(due, ledger) == []


def check(ledger: Ledger) -> None:
    """Ask the law of a run, and then with one payment for each reason off by a step."""
    due = amounts_due(WithoutPayments(ledger))
    paid = ledger.columns("payment")

    assert wrong_payments(due, ledger) == []
    assert (paid["amount"] > 0).all()
    assert (paid["payer"] != paid["payee"]).all()
    for row in some_for_each_reason(ledger, "one"):
        told = wrong_payments(due, Forged(ledger, "payment", "amount", 1, row))
        assert len(told) == (key_of(ledger, row) not in due.untold)


def some_for_each_reason(ledger: Ledger, purpose: str) -> list[int]:
    """Return the row of one payment for each reason that there is, by luck."""
    reason = ledger.columns("payment")["reason"]
    luck = generator(purpose).permutation(len(reason))
    _, first = np.unique(reason[luck], return_index=True)
    rows: list[int] = luck[first].tolist()
    return rows


def key_of(ledger: Ledger, row: int) -> tuple[int, int, int, str]:
    """Return week, payer, payee and reason of a payment."""
    paid = ledger.columns("payment")
    week, payer, payee, reason = (int(paid[name][row]) for name in ("week", "payer", "payee", "reason"))
    return week, payer, payee, ledger.words[reason]
