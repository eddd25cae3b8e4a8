"""Size checks: the tables and the records of a drawn channel stay within what a machine holds.

Counted from members and contracts before any table is built.
"""

from simulator.domain.channel.channel import ChannelError
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.channel.size_limits import (
    MOST_MEMBER_WEEKS,
    MOST_MEMBERS,
    MOST_TABLE_ROWS,
    times,
    too_large,
    too_many_members,
)
from simulator.scenario.schema import Scenario


def check_member_count(scenario: Scenario, members: list[Member]) -> None:
    """Check how many members are drawn so far; raise ChannelError above the limit."""
    most = times(scenario.size_limit, MOST_MEMBERS)
    if len(members) > most:
        raise ChannelError(too_many_members(most))


def check_size(scenario: Scenario, members: list[Member], contracts: list[Contract]) -> None:
    """Check cells × offers, and weeks × products handled; raise ChannelError above a limit."""
    handled = {(terms.buyer, product) for terms in contracts for product in terms.prices}
    outlets = {member.name for member in members if member.format is not None}
    offers = sum(buyer in outlets for buyer, _ in handled)
    _check_tables(scenario, offers)
    _check_records(scenario, len(handled))


def _check_tables(scenario: Scenario, offers: int) -> None:
    """Check the tables of what each cell of customers makes of each offer."""
    regions, segments = len(scenario.regions), len(scenario.segments)
    rows, most = offers * regions * segments, times(scenario.size_limit, MOST_TABLE_ROWS)
    if rows > most:
        counted = f"{offers:,} offers × {regions} regions × {segments} segments come to {rows:,} rows a table"
        why = f"{most:,} rows take some 3 GB" if scenario.size_limit == 1 else "each takes some 300 bytes"
        raise ChannelError(too_large(counted, most, why, "fewer outlets, products or regions"))


def _check_records(scenario: Scenario, handled: int) -> None:
    """Check the entries that every week may write."""
    rows, most = handled * scenario.weeks, times(scenario.size_limit, MOST_MEMBER_WEEKS)
    if rows > most:
        counted = f"{handled:,} products handled by members × {scenario.weeks:,} weeks come to {rows:,} rows"
        why = "each may write several entries of some 100 bytes"
        raise ChannelError(too_large(counted, most, why, "fewer members, products or weeks"))
