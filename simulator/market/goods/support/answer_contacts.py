"""Answering: members answer as many contacts in a week as they can, first come, first served.

    waiting' = max(0, waiting + new − given up − capacity)              [contacts per member and terms]

Whoever is out of patience, or has the product in use no longer, gives up before the week's answers. A member
that is not there answers nothing: customers wait for it as for one that has no time, until they give up.
"""

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.domain.experience_entries import CONTACT_OUTCOMES
from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.recording.record_shopping import aggregated, one_each
from simulator.market.state.protocols import SupportState
from simulator.market.state.support_book import Contacts

ANSWERED, GIVEN_UP, NO_ANSWERER = range(len(CONTACT_OUTCOMES))


def give_up_contacts(state: SupportState) -> None:
    """Let customers give up that have waited for as long as they wait, or need help no longer."""
    book = state.support
    waiting = book.waiting
    patient = state.week - waiting.asked < book.patience[waiting.product]
    stays = patient & state.crowd.have_in_use(waiting.customer, waiting.product, state.week)
    gone = waiting.where(~stays)
    write_outcomes(state, gone, np.where(_is_there(state, gone.answerer), GIVEN_UP, NO_ANSWERER))
    book.waiting = waiting.where(stays)


def answer_contacts(state: SupportState) -> None:
    """Let members answer what has waited longest, as far as they can."""
    book = state.support
    waiting = book.waiting
    answered = np.zeros(len(waiting), dtype=bool)
    there = _is_there(state, waiting.answerer)
    desk = book.terms_of[waiting.product] * len(state.header.parties) + waiting.answerer
    for number in np.unique(desk[there]).tolist():
        terms = book.terms[number // len(state.header.parties)]
        answered[np.flatnonzero(desk == number)[: terms.weekly_capacity]] = True
    done = waiting.where(answered)
    write_outcomes(state, done, np.full(len(done), ANSWERED))
    pay_for_answers(state, done)
    book.waiting = waiting.where(~answered)


def pay_for_answers(state: SupportState, done: Contacts) -> None:
    """Pay for answers: the answering member its cost, the manufacturer its fee, if another one answers."""
    book, money = state.support, state.given.units.money
    each, counted = np.unique(np.stack([done.answerer, done.product]), axis=1, return_counts=True)
    for (answerer, product), many in zip(each.T.tolist(), counted.tolist(), strict=True):
        terms, name = book.terms[book.terms_of[product]], state.header.parties[answerer]
        state.payments.pay(name, OUTSIDE, money(terms.cost) * many, "support")
        if answerer != book.maker[product]:
            maker = state.header.parties[book.maker[product]]
            state.payments.pay(maker, name, money(terms.fee) * many, "support_fee")


def wait_for_answers(state: SupportState) -> None:
    """Let unanswered customers wait another week; write down how many wait, by member and product."""
    waiting = state.support.waiting
    each = np.unique(np.stack([waiting.customer, waiting.product]), axis=1)
    state.crowd.wait_for_help(each[0], each[1])
    columns = {"answerer": waiting.answerer, "product": waiting.product}
    columns, customers, _ = aggregated(columns, one_each(waiting.customer))
    state.ledger.record("open_contact", week=state.week, customers=customers, **columns)


def write_outcomes(state: SupportState, done: Contacts, outcome: Integers) -> None:
    """Write down what became of contacts, each a place in `CONTACT_OUTCOMES`."""
    columns = {name: getattr(done, name) for name in ("answerer", "product", "cell", "asked")}
    columns, customers, _ = aggregated({**columns, "outcome": outcome}, one_each(done.customer))
    told = (columns.pop("outcome"), CONTACT_OUTCOMES)
    state.ledger.record("contact_outcome", week=state.week, outcome=told, customers=customers, **columns)


def _is_there(state: SupportState, answerer: Integers) -> Flags:
    """Say of each of some members whether it trades; the last code, of no member, does not."""
    opened = [bool(name in state.members and state.members[name].is_open) for name in state.header.parties]
    return np.array([*opened, False], dtype=bool)[answerer]
