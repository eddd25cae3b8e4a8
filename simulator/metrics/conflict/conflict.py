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
from simulator.domain.registries import CONFLICT_ISSUES, METRICS
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import ratio
from simulator.ledger.queries.rows import Numbers, Rows, all_rows
from simulator.mechanisms.conflict.conflict_index import ConflictIndex, Harms, conflict_index

_ADDITIVE = ("type", "issue", "conduct", "dyad", "member")
_TYPES = ("horizontal", "intertype", "multichannel", "vertical")


@METRICS.register("conflict")
@metric(by=_ADDITIVE, additive=_ADDITIVE, by_review=True)
def conflict(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of what independent outlets could earn do others make them quarrel about?

        CCI = Σ_i a_i (1 − Π_k (1 − importance_k · frequency_ik · intensity_ik))          0 … 1

    over independent outlets i of the focal manufacturer's products and the issues k to which the scenario
    gives importance; a_i is i's share of all stakes, a stake being margin earned and margin lost by harm.
    Review periods are the scenario's, after the warm-up; a last partial one is dropped. Too short for
    one: nan. By type, issue, conduct, dyad (who harms → whom) or member, the parts sum to the whole. A
    conduct is a breach of a rule, or rivalry within the rules: the index counts both.

    Undercuts, direct cannibals, territories and short supply count unless the scenario says otherwise;
    free-riding, grey goods and margin squeezes where its `conflict.importance` names them. What free-riding
    and grey goods take is then no longer in the direct cannibal's part, or the territory's.

    Unit: index from 0 to 1
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
        return [_type(header, who, whom, issue) for (who, whom), issue in parts], _TYPES
    if by == "issue":
        return issues, known
    if by == "conduct":
        return [CONDUCTS[source % len(CONDUCTS)] for source in index.source], CONDUCTS
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
    hurt = _aggrieved(ledger, "harm", first, last).focal()
    hurt = hurt.where(hurt["amount"] > 0.0)
    exposed = _aggrieved(ledger, "conflict_exposure", first, last).focal()
    lost = np.bincount(hurt.who, hurt["amount"], minlength=len(ledger.header.parties))
    return conflict_index(
        Harms.of((hurt.when - first) // span, hurt.who, _split(ledger, hurt), hurt["issue"], hurt["amount"]),
        _periods_exposed((exposed, hurt), first),
        np.maximum(_earned(ledger, first, last) + lost, 0.0),
        periods=periods,
        importance=list(terms.importance.values()),
        half_intensity=terms.half_intensity,
        materiality=terms.materiality,
    )


def _aggrieved(ledger: Ledger, kind: str, first: int, last: int) -> Rows:
    """Return entries about independent outlets and issues of importance, numbered as in the scenario."""
    rows = all_rows(ledger, kind).between(first, last)
    known = list(ledger.header.scenario.conflict.importance)
    number = [known.index(word) if word in known else -1 for word in ledger.words]
    issue = np.asarray(number, np.intp)[rows["issue"]]
    rows = Rows(rows.header, {**rows.columns, "issue": issue}, rows.who_column, rows.when_column)
    header = ledger.header
    return rows.where((issue >= 0) & header.independents[rows.who] & header.outlets[rows.who])


def _split(ledger: Ledger, hurt: Rows) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """Return the source of each harm, one number for conduct within the rules and one for breaches."""
    conduct = [CONDUCTS.index(word) if word in CONDUCTS else 0 for word in ledger.words]
    return hurt["source"] * len(CONDUCTS) + np.asarray(conduct, np.intp)[hurt["conduct"]]


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


def _earned(ledger: Ledger, first: int, last: int) -> Numbers:
    """Return the margin each independent outlet earned: units × the margin posted, or left by an offer."""
    header = ledger.header
    posted = all_rows(ledger, "posting").between(first, last)
    keys, at = np.unique(_offer(posted), return_inverse=True)
    margins = ratio(np.bincount(at, posted.money("margin")), np.bincount(at).astype(np.float64))
    earned = np.zeros(len(header.parties))
    for kind, is_posted in (("sale", True), ("promotion_sale", True), ("promotion_sale", False)):
        rows = all_rows(ledger, kind).between(first, last).focal()
        rows = rows.where(header.independents[rows.who] & np.isin(_offer(rows), keys))
        each = margins[np.searchsorted(keys, _offer(rows))] if is_posted else rows.money("margin")
        instead = (
            -1.0 if kind == "promotion_sale" and is_posted else 1.0
        )  # of what was posted, what the offer left
        earned += instead * np.bincount(rows.who, rows["units"] * each, minlength=len(header.parties))
    return earned


def _offer(rows: Rows) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return one number for each week, outlet and product."""
    parties, products = len(rows.header.parties), len(rows.header.products)
    return (rows.when.astype(np.int64) * parties + rows.who) * products + rows["product"]


def _dyads(header: RunHeader, index: ConflictIndex) -> list[tuple[str, str]]:
    """Return the dyad (source, aggrieved) of each part."""
    pairs = zip(index.source // len(CONDUCTS), index.aggrieved, strict=True)
    return [(header.parties[source], header.parties[aggrieved]) for source, aggrieved in pairs]


def _type(header: RunHeader, who: str, whom: str, issue: str) -> str:
    """Return the type of conflict, from the relation of source and aggrieved.

    Some issues are settled between a supplier and its buyer, whoever else they concern: who gets the goods.
    """
    if CONFLICT_ISSUES.get(issue).is_vertical:
        return "vertical"
    source, aggrieved = header.member(who), header.member(whom)
    if header.is_maker(header.home(who)) and not header.is_maker(who):
        return "multichannel"
    supplied = any(c.supplier == who and c.buyer == whom and c.prices for c in header.contracts)
    if supplied or header.is_maker(who):
        return "vertical"
    return "horizontal" if source.format == aggrieved.format else "intertype"


def _series(values: Numbers | list[float], labels: Sequence[str], by: str) -> pd.Series:
    return pd.Series(values, index=pd.Index(labels, name=by), dtype=np.float64)
