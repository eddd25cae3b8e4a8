"""Promised deliveries: whether a ledger tells what came later than customers were told when they ordered."""

from simulator.ledger.ledger import Ledger


def promises_are_told(ledger: Ledger) -> bool:
    """Say whether late deliveries are written: where some segment minds them."""
    segments = ledger.header.scenario.segments.values()
    return ledger.count("late_delivery") > 0 or any(one.parameter("lateness") for one in segments)
