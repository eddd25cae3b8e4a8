"""Support contacts: customers ask the member that answers for a product about units in use.

Of customers that ask in one week luck says which is first in line, the same whomever they ask. What is not in
use any longer needs no help: worn out, ended, or sent back.
"""

import numpy as np

from simulator.market.recording.record_shopping import aggregated, cells_of, one_each, party_codes
from simulator.market.state.choice_tables import NONE
from simulator.market.state.protocols import SupportState
from simulator.market.state.support_book import Contacts


def ask_for_help(state: SupportState) -> None:
    """Let owners ask for help, and stand in line behind customers that ask already."""
    book, products = state.support, state.run_tables.product_keys
    who, product = state.crowd.ask_for_help(state.week)
    offer = state.crowd.offers_in_use(who, product)
    outlet = party_codes(state, np.where(offer == NONE, NONE, offer // len(products)))
    asked = Contacts(
        customer=who,
        cell=cells_of(state, who),
        product=product,
        outlet=outlet,
        answerer=book.answerers(product, outlet),
        asked=np.full(len(who), state.week),
    )
    write_contacts(state, asked)
    words = state.dice.words(
        "first in line", state.week, state.customer_keys.take(who), products.take(product)
    )
    book.waiting = book.waiting.then(asked.where(np.argsort(words, kind="stable")))


def write_contacts(state: SupportState, asked: Contacts) -> None:
    """Write down how many customers ask, by member asked and product."""
    columns = {name: getattr(asked, name) for name in ("answerer", "outlet", "product", "cell")}
    columns, customers, _ = aggregated(columns, one_each(asked.customer))
    state.ledger.record("contact", week=state.week, customers=customers, **columns)
