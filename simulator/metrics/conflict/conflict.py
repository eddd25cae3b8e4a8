"""Conflict: the index of channel conflict, from the ledger's harms."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simulator.domain.conflict.issues import CONDUCTS, Issue
from simulator.domain.registries import METRICS
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import Answer, metric
from simulator.ledger.queries.breakdowns import ratio
from simulator.ledger.queries.rows import Numbers, Rows, all_rows
from simulator.mechanisms.conflict.conflict_index import ConflictIndex, Harms, conflict_index

_ADDITIVE = ("type", "issue", "conduct", "dyad", "member")
_TYPES = ("horizontal", "intertype", "multichannel", "vertical")


@METRICS.register("conflict")
@metric(by=_ADDITIVE, additive=_ADDITIVE, by_review=True)
def conflict(ledger: Ledger, by: str | None = None) -> Answer:
    """How much of what independent outlets could earn do others make them quarrel about?

        CCI = Σ_i a_i (1 − Π_k (1 − importance_k · frequency_ik · intensity_ik))          0 … 1

    over independent outlets i of the focal manufacturer's products and the issues k to which the scenario
    gives importance; a_i is i's share of all stakes, a stake being margin earned and margin lost by harm.
    Review periods are the scenario's, after the warm-up; a last partial one is dropped. Too short for
    one: nan. By type, issue, conduct, dyad (who harms → whom) or member, the parts sum to the whole. A
    conduct is a breach of a rule, or rivalry within the rules: the index counts both.

    Unit: index from 0 to 1
    Source: Magrath and Hardy (1988); equations in `simulator.mechanisms.conflict.conflict_index`
    """
    index = measured(ledger)
    if index is None:
        return float("nan") if by is None else _told([], [], by)
    if by is None:
        return index.total
    page = ledger.page
    if by == "member":
        return by_member(page, index, index.weights * index.members)
    labels, all_of_them = _labels(page, index, by)
    sums = _told(index.parts, labels, by).groupby(level=0).sum()
    return sums if all_of_them is None else sums.reindex(pd.Index(all_of_them, name=by), fill_value=0.0)


def _labels(page: RunHeader, index: ConflictIndex, by: str) -> tuple[Sequence[str], Sequence[str] | None]:
    """Return what each part is told under, and everything that may be told; none if that is open."""
    dyads = _dyads(page, index)
    known = list(page.scenario.conflict.importance)
    issues = [known[issue] for issue in index.issue]
    if by == "type":
        parts = zip(dyads, issues, strict=True)
        return [_type(page, who, whom, issue) for (who, whom), issue in parts], _TYPES
    if by == "issue":
        return issues, known
    if by == "conduct":
        return [CONDUCTS[source % len(CONDUCTS)] for source in index.source], CONDUCTS
    return [f"{who} → {whom}" for who, whom in dyads], None


def by_member(page: RunHeader, index: ConflictIndex, values: Numbers) -> pd.Series:
    """Return a value for each member that has a stake."""
    has_stake = index.weights > 0.0
    names = [name for name, kept in zip(page.parties, has_stake, strict=True) if kept]
    return _told(values[has_stake], names, "member")


def measured(ledger: Ledger) -> ConflictIndex | None:
    """Return the whole index, members by code; none if the run is too short for one review.

    A source that keeps the rules and breaks them counts as two: the index does not mind how a source is
    split, and its parts fall to each by what it did. The source's number is code × conducts + conduct.
    """
    terms = ledger.page.scenario.conflict
    span = ledger.page.scenario.review_weeks
    first = ledger.page.scenario.warm_up + 1
    periods = (ledger.last_week - first + 1) // span
    if periods < 1:
        return None
    last = first + periods * span - 1
    hurt = _aggrieved(ledger, "harm", first, last).focal()
    hurt = hurt.where(hurt["amount"] > 0.0)
    exposed = _aggrieved(ledger, "exposure", first, last).focal()
    lost = np.bincount(hurt.who, hurt["amount"], minlength=len(ledger.page.parties))
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
    known = list(ledger.page.scenario.conflict.importance)
    number = [known.index(word) if word in known else -1 for word in ledger.words]
    issue = np.asarray(number, np.intp)[rows["issue"]]
    rows = Rows(rows.page, {**rows.columns, "issue": issue}, rows.who_column, rows.when_column)
    page = ledger.page
    return rows.where((issue >= 0) & page.independents[rows.who] & page.outlets[rows.who])


def _split(ledger: Ledger, hurt: Rows) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """Return each harm's source, one number for what it did within the rules and one for the rest."""
    conduct = [CONDUCTS.index(word) if word in CONDUCTS else 0 for word in ledger.words]
    return hurt["source"] * len(CONDUCTS) + np.asarray(conduct, np.intp)[hurt["conduct"]]


def _periods_exposed(tables: tuple[Rows, ...], first: int) -> Numbers:
    """Return in how many periods each member was exposed to each issue; who is harmed was exposed."""
    page = tables[0].page
    columns = [
        ((rows.when - first) // page.scenario.review_weeks, rows.who, rows["issue"]) for rows in tables
    ]
    met = np.unique(np.concatenate([np.stack(table) for table in columns], axis=1), axis=1)
    exposed = np.zeros((len(page.parties), len(page.scenario.conflict.importance)))
    np.add.at(exposed, (met[1], met[2]), 1.0)
    return exposed


def _earned(ledger: Ledger, first: int, last: int) -> Numbers:
    """Return the margin each independent outlet earned: units × the margin posted, or left by an offer."""
    page = ledger.page
    posted = all_rows(ledger, "posting").between(first, last)
    keys, at = np.unique(_offer(posted), return_inverse=True)
    margins = ratio(np.bincount(at, posted.money("margin")), np.bincount(at).astype(np.float64))
    earned = np.zeros(len(page.parties))
    for kind, is_posted in (("sale", True), ("special", True), ("special", False)):
        rows = all_rows(ledger, kind).between(first, last).focal()
        rows = rows.where(page.independents[rows.who] & np.isin(_offer(rows), keys))
        each = margins[np.searchsorted(keys, _offer(rows))] if is_posted else rows.money("margin")
        instead = -1.0 if kind == "special" and is_posted else 1.0  # of what was posted, what the offer left
        earned += instead * np.bincount(rows.who, rows["units"] * each, minlength=len(page.parties))
    return earned


def _offer(rows: Rows) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return one number for each week, outlet and product."""
    parties, products = len(rows.page.parties), len(rows.page.products)
    return (rows.when.astype(np.int64) * parties + rows.who) * products + rows["product"]


def _dyads(page: RunHeader, index: ConflictIndex) -> list[tuple[str, str]]:
    """Return who harms whom, part by part."""
    pairs = zip(index.source // len(CONDUCTS), index.aggrieved, strict=True)
    return [(page.parties[source], page.parties[aggrieved]) for source, aggrieved in pairs]


def _type(page: RunHeader, who: str, whom: str, issue: Issue) -> str:
    """Return what kind of conflict it is, by how source and aggrieved stand to each other.

    Who gets the goods is settled between a supplier and its buyer, whoever got them instead.
    """
    if issue == "supply_short":
        return "vertical"
    source, aggrieved = page.member(who), page.member(whom)
    if page.is_maker(page.home(who)) and not page.is_maker(who):
        return "multichannel"
    supplied = any(c.supplier == who and c.buyer == whom and c.prices for c in page.contracts)
    if supplied or page.is_maker(who):
        return "vertical"
    return "horizontal" if source.format == aggrieved.format else "intertype"


def _told(values: Numbers | list[float], labels: Sequence[str], by: str) -> pd.Series:
    return pd.Series(values, index=pd.Index(labels, name=by), dtype=np.float64)
