"""Conflict: the index of channel conflict, from the ledger's harms.

Conflict is computed from harm, and harm from the counterfactual of the choice model; a declared matrix or a
sum of prices was rejected. A breach of a rule and rivalry within the rules count alike, and the breakdown by
conduct separates them. Customers with a drawn worth, or without luck, are no logit and cause no harm: in such
markets the index is too low.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simulator.domain.conflict.issues import CONDUCTS
from simulator.domain.registries import METRICS
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.channels import channels_of
from simulator.ledger.queries.harms import (
    CUTS,
    TYPES,
    about_issues,
    aggrieved_channels,
    conducts,
    harms,
    left_of,
    made_good,
    stakes,
    type_of,
)
from simulator.ledger.queries.rows import Numbers, Rows
from simulator.mechanisms.conflict.conflict_index import ConflictIndex, Harms, conflict_index


@METRICS.register("conflict")
@metric(by=CUTS, additive=CUTS, by_review=True)
def conflict(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of what aggrieved outlets could earn do others make them quarrel about?

        CCI = Σ_i a_i (1 − Π_k (1 − importance_k · frequency_ik · intensity_ik))          0 … 1

    over outlets i of the focal manufacturer's products that the scenario counts as aggrieved, and the issues
    k to which it gives importance; a_i is i's share of all stakes, a stake being margin earned and margin
    lost by harm. Harm is net of any compensation received.
    Review periods are the scenario's, after the warm-up; a last partial one is dropped. Too short for
    one: nan. By type, issue, conduct, dyad (who harms → whom), or the member or channel that is aggrieved,
    the parts sum to the whole. A conduct is a breach of a rule, or rivalry within the rules: the index counts
    both.

    Undercuts, direct cannibals, territories and short supply count unless the scenario says otherwise;
    free-riding, grey goods and margin squeezes where its `conflict.importance` names them. What free-riding
    and grey goods take is then no longer in the direct cannibal's part, or the territory's.

    Unit: index from 0 to 1
    Note: levels off as more is lost, and its parts sum to it; what is lost in money stands under margin lost
    Source: Magrath and Hardy (1988); equations in `simulator.mechanisms.conflict.conflict_index`
    """
    index = measured_index(ledger)
    if index is None:
        return float("nan") if by is None else _series([], [], by)
    if by is None:
        return index.total
    header = ledger.header
    if by == "member":
        return by_member(header, index, index.weights * index.members)
    labels, all_of_them = _labels(header, index, by)
    sums = _series(index.parts, labels, by).groupby(level=0).sum()
    return sums if all_of_them is None else sums.reindex(pd.Index(all_of_them, name=by), fill_value=0.0)


def _labels(header: RunHeader, index: ConflictIndex, by: str) -> tuple[Sequence[str], Sequence[str] | None]:
    """Return the label of each part, and all labels that may occur; none if that is open."""
    dyads = _dyads(header, index)
    known = list(header.scenario.conflict.importance)
    issues = [known[issue] for issue in index.issue]
    if by == "type":
        parts = zip(dyads, issues, strict=True)
        return [type_of(header, who, whom, issue) for (who, whom), issue in parts], TYPES
    if by == "issue":
        return issues, known
    if by == "conduct":
        return [CONDUCTS[source % len(CONDUCTS)] for source in index.source], CONDUCTS
    if by == "channel":
        groups = channels_of(header)
        return [str(groups[code]) for code in index.aggrieved], aggrieved_channels(header)
    return [f"{who} → {whom}" for who, whom in dyads], None


def by_member(header: RunHeader, index: ConflictIndex, values: Numbers) -> pd.Series:
    """Return a value for each member that has a stake."""
    has_stake = index.weights > 0.0
    names = [name for name, kept in zip(header.parties, has_stake, strict=True) if kept]
    return _series(values[has_stake], names, "member")


def measured_index(ledger: Ledger) -> ConflictIndex | None:
    """Return the whole index, members by code; none if the run is too short for one review.

    A source that keeps the rules and breaks them counts as two: the index does not mind how a source is
    split, and its parts fall to each by what it did. The source's number is code × conducts + conduct.
    """
    terms = ledger.header.scenario.conflict
    span = ledger.header.scenario.review_weeks
    first = ledger.header.scenario.warm_up + 1
    periods = (ledger.last_week - first + 1) // span
    if periods < 1:
        return None
    last = first + periods * span - 1
    hurt, exposed = harms(ledger, first, last), about_issues(ledger, "conflict_exposure", first, last)
    return conflict_index(
        _net_by_period(ledger, hurt, made_good(ledger, first, last), first),
        _periods_exposed((exposed, hurt), first),
        stakes(ledger, first, last),
        periods=periods,
        importance=list(terms.importance.values()),
        half_intensity=terms.half_intensity,
        materiality=terms.materiality,
    )


def _net_by_period(ledger: Ledger, hurt: Rows, received: Rows, first: int) -> Harms:
    """Return harms; where compensation was received, net of it within each period, source and issue."""
    net = left_of(hurt, received)
    source = net["source"] * len(CONDUCTS) + conducts(ledger, net)
    period, amount = (net.when - first) // ledger.header.scenario.review_weeks, net["amount"]
    if not len(received):
        return Harms.of(period, net.who, source, net["issue"], amount)
    columns = np.stack([period, net.who, source, net["issue"]])
    (period, who, source, issue), at = np.unique(columns, axis=1, return_inverse=True)
    return Harms.of(period, who, source, issue, np.bincount(at, amount, minlength=len(who)))


def _periods_exposed(tables: tuple[Rows, ...], first: int) -> Numbers:
    """Return the periods of exposure of each member to each issue; harm is exposure."""
    header = tables[0].header
    columns = [
        ((rows.when - first) // header.scenario.review_weeks, rows.who, rows["issue"]) for rows in tables
    ]
    met = np.unique(np.concatenate([np.stack(table) for table in columns], axis=1), axis=1)
    exposed = np.zeros((len(header.parties), len(header.scenario.conflict.importance)))
    np.add.at(exposed, (met[1], met[2]), 1.0)
    return exposed


def _dyads(header: RunHeader, index: ConflictIndex) -> list[tuple[str, str]]:
    """Return the dyad (source, aggrieved) of each part."""
    pairs = zip(index.source // len(CONDUCTS), index.aggrieved, strict=True)
    return [(header.parties[source], header.parties[aggrieved]) for source, aggrieved in pairs]


def _series(values: Numbers | list[float], labels: Sequence[str], by: str) -> pd.Series:
    return pd.Series(values, index=pd.Index(labels, name=by), dtype=np.float64)
