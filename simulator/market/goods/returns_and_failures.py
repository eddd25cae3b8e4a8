"""Returns and failures: what will become of units that customers take home, whichever comes first."""

from simulator.market.goods.household_consumption import try_only
from simulator.market.goods.repairs.fail import note_failures, weeks_to_failure
from simulator.market.goods.returns.send_back import decide_returns
from simulator.market.state.protocols import RepairState
from simulator.market.state.returns_book import UnitsTaken


def foresee_returns_and_failures(state: RepairState, taken: UnitsTaken) -> None:
    """Let customers decide about units that they have just taken home, and note when what stays fails."""
    fails = weeks_to_failure(state, taken)
    stays = decide_returns(state, taken, fails)
    note_failures(state, taken.where(stays), fails[stays])
    try_only(state, taken.where(~stays | (fails > 0)))
