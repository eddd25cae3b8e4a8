"""Payoffs: gains and losses of each party, in one sentence and in a table."""

from simulator.studies.comparison.comparison import Comparison
from simulator.studies.comparison.payoffs import Payoff, party_name, payoff_lines, payoffs
from simulator.studies.runs.number_format import UNKNOWN, difference_text, figure, mean_and_half_width

type Row = list[str]


def payoff_table(comparison: Comparison) -> list[Row]:
    """Return, party by party, the differences to the baseline, and its payoff in each scenario."""
    told = {label: payoffs(comparison, label) for label in comparison.labels}
    return [
        [party_name(line), *_cells(comparison, [told[label][at] for label in comparison.labels])]
        for at, line in enumerate(payoff_lines(comparison.runs))
    ]


def gains_and_losses(comparison: Comparison) -> list[str]:
    """Return a sentence for each other scenario: parties that gain, that lose, and undecided ones."""
    return [f"{label}: {_told(comparison, label)}." for label in comparison.others]


def _told(comparison: Comparison, label: str) -> str:
    gains: list[str] = []
    losses: list[str] = []
    unclear: list[str] = []
    for share in payoffs(comparison, label):
        if share.against is None or share.against.difference.n == 0:
            continue
        change = share.against.difference
        if share.against.is_constant and change.mean == 0:
            continue
        told = f"{share.party} ({figure(change.mean, _unit(comparison), change.half, sign=True)})"
        if change.n == 1 or not (change.tells_a_difference or share.against.is_constant):
            unclear.append(share.party)
        else:
            (gains if change.mean > 0 else losses).append(told)
    parts = [
        f"{who} {does}"
        for who, does in (
            (_listed(gains), "gain"),
            (_listed(losses), "lose"),
            (_listed(unclear), "may gain or lose: luck decides"),
        )
        if who
    ]
    return "; ".join(parts) if parts else "nobody gains or loses"


def _listed(names: list[str]) -> str:
    return " and ".join(([", ".join(names[:-1])] if names[1:] else []) + names[-1:])


def _cells(comparison: Comparison, shares: list[Payoff]) -> Row:
    unit = _unit(comparison)
    return [
        *(difference_text(one.against, unit) for one in shares if one.against is not None),
        *(mean_and_half_width(one.left, unit) if one.left.n else UNKNOWN for one in shares),
    ]


def _unit(comparison: Comparison) -> str:
    return comparison.runs.unit("contribution")
