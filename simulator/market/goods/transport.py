"""Transport: when what is shipped arrives, and what carrying it costs.

All that a supplier sends a buyer in a week goes together and shares its luck; what it sends in another week
draws anew, and may overtake it.

More outlets are more: what goes to each goes by itself, so that where one waits another may have been served.
"""

from simulator.base.keyed_random import stable_key, uniform
from simulator.domain.channel.contract import Contract
from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.state.protocols import GoodsState
from simulator.mechanisms.supply.lead_time_delay import weeks_late


def transit_weeks(state: GoodsState, contract: Contract) -> int:
    """Return how long what is shipped this week will be under way [weeks]."""
    if not contract.delays:
        return contract.lead_time_weeks
    parties = stable_key(contract.supplier), stable_key(contract.buyer)
    rank = uniform(state.dice.word("transport", state.week, *parties))
    return contract.lead_time_weeks + weeks_late(rank, contract.delays)


def pay_freight(state: GoodsState, contract: Contract, units: int) -> None:
    """Pay the carrier, on the account of the party agreed on."""
    if contract.freight:
        payer = contract.buyer if contract.freight_paid_by == "buyer" else contract.supplier
        state.payments.pay(payer, OUTSIDE, state.given.units.price(contract.freight) * units, "freight")
