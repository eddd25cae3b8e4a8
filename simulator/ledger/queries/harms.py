"""Harms: what aggrieved outlets lost to others, what of it was made good, and what they could have earned."""

from collections.abc import Sequence

import numpy as np

from simulator.domain.conflict.issues import CONDUCTS
from simulator.domain.registries import CONFLICT_ISSUES
from simulator.ledger.columns import Column
from simulator.ledger.header import Flags, RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.breakdowns import ratio
from simulator.ledger.queries.channels import channels_of
from simulator.ledger.queries.rows import Numbers, Rows, all_rows

TYPES = ("horizontal", "intertype", "multichannel", "vertical")
"""Types of conflict; what each is in plain words stands in `plain_words`."""
CUTS = ("type", "issue", "conduct", "dyad", "member", "channel")
"""By what harm is told apart, so that the parts sum to the whole; member and channel are of the aggrieved."""


def aggrieved(header: RunHeader) -> Flags:
    """Return a flag for each outlet that counts as aggrieved and ever has focal products, by code."""
    counts = header.scenario.conflict.aggrieved.counts
    flags = np.array([False, *(counts(member) for member in header.members), False])
    found: Flags = header.independents & header.outlets & header.focal_handlers & flags
    return found


def about_issues(ledger: Ledger, kind: str, first: int, last: int) -> Rows:
    """Return entries about aggrieved outlets and issues of importance, numbered as in the scenario."""
    rows = all_rows(ledger, kind).between(first, last)
    known = list(ledger.header.scenario.conflict.importance)
    number = [known.index(word) if word in known else -1 for word in ledger.words]
    issue = np.asarray(number, np.intp)[rows["issue"]]
    rows = Rows(rows.header, {**rows.columns, "issue": issue}, rows.who_column, rows.when_column)
    return rows.where((issue >= 0) & aggrieved(ledger.header)[rows.who]).focal()


def harms(ledger: Ledger, first: int, last: int) -> Rows:
    """Return what aggrieved outlets lost, before anything was made good of it."""
    rows = about_issues(ledger, "harm", first, last)
    return rows.where(rows["amount"] > 0.0)


def made_good(ledger: Ledger, first: int, last: int) -> Rows:
    """Return what aggrieved outlets received in compensation for what they lost."""
    return about_issues(ledger, "compensation", first, last)


def left_of(lost: Rows, received: Rows) -> Rows:
    """Return losses and what was received, as losses below zero, each behind the one that it makes good.

    Added up in this order, what was made good in full is exactly zero.
    """
    if not len(received):
        return lost
    parts = {name: np.concatenate([lost[name], received[name]]) for name in lost.columns}
    parts["amount"] = np.concatenate([lost["amount"], -received["amount"]])
    keys = ("conduct", "issue", "product", "source", lost.who_column, lost.when_column)
    return Rows(lost.header, parts, lost.who_column, lost.when_column).where(
        np.lexsort([parts[name] for name in keys])
    )


def conducts(ledger: Ledger, rows: Rows) -> Column:
    """Return the number of the conduct of each row."""
    conduct = [CONDUCTS.index(word) if word in CONDUCTS else 0 for word in ledger.words]
    return np.asarray(conduct, np.intp)[rows["conduct"]]


def labels_of(ledger: Ledger, rows: Rows, by: str) -> Sequence[str]:
    """Return by a cut the label of each row."""
    header = ledger.header
    known = list(header.scenario.conflict.importance)
    if by == "channel":
        groups = channels_of(header)
        return [str(groups[code]) for code in rows.who]
    pairs = [(header.parties[a], header.parties[b]) for a, b in zip(rows["source"], rows.who, strict=True)]
    if by == "type":
        issues = [known[number] for number in rows["issue"]]
        return [type_of(header, *pair, issue) for pair, issue in zip(pairs, issues, strict=True)]
    if by == "issue":
        return [known[number] for number in rows["issue"]]
    if by == "conduct":
        return [CONDUCTS[number] for number in conducts(ledger, rows)]
    return [f"{who} → {whom}" if by == "dyad" else whom for who, whom in pairs]


def all_labels(header: RunHeader, by: str) -> Sequence[str] | None:
    """Return all labels that may occur by a cut; none if that is open."""
    known = {
        "type": TYPES,
        "issue": list(header.scenario.conflict.importance),
        "conduct": ("breach", "rivalry"),
    }
    return aggrieved_channels(header) if by == "channel" else known.get(by)


def aggrieved_channels(header: RunHeader) -> list[str]:
    """Return the channels that have outlets which count as aggrieved."""
    groups = [*channels_of(header), None]
    return list(dict.fromkeys(str(groups[code]) for code in np.flatnonzero(aggrieved(header))))


def type_of(header: RunHeader, who: str, whom: str, issue: str) -> str:
    """Return the type of conflict, from the relation of source and aggrieved.

    Some issues are settled between a supplier and its buyer, whoever else they concern: who gets the goods.
    """
    if CONFLICT_ISSUES.get(issue).is_vertical:
        return "vertical"
    source, target = header.member(who), header.member(whom)
    if header.is_maker(header.home(who)) and not header.is_maker(who):
        return "multichannel"
    supplied = any(c.supplier == who and c.buyer == whom and c.prices for c in header.contracts)
    if supplied or header.is_maker(who):
        return "vertical"
    return "horizontal" if source.format == target.format else "intertype"


def margins_earned(ledger: Ledger, first: int, last: int, *, rivals_too: bool = False) -> Numbers:
    """Return the margin each independent outlet earned: units × the margin posted, or left by an offer.

    Of focal products, or of all that it sells (*rivals_too*).
    """
    header = ledger.header
    posted = all_rows(ledger, "posting").between(first, last)
    keys, at = np.unique(_offer(posted), return_inverse=True)
    margins = ratio(np.bincount(at, posted.money("margin")), np.bincount(at).astype(np.float64))
    earned = np.zeros(len(header.parties))
    for kind, is_posted in (("sale", True), ("promotion_sale", True), ("promotion_sale", False)):
        rows = all_rows(ledger, kind).between(first, last)
        rows = rows if rivals_too else rows.focal()
        rows = rows.where(header.independents[rows.who] & np.isin(_offer(rows), keys))
        each = margins[np.searchsorted(keys, _offer(rows))] if is_posted else rows.money("margin")
        instead = (
            -1.0 if kind == "promotion_sale" and is_posted else 1.0
        )  # of what was posted, what the offer left
        earned += instead * np.bincount(rows.who, rows["units"] * each, minlength=len(header.parties))
    return earned


def stakes(ledger: Ledger, first: int, last: int) -> Numbers:
    """Return what each aggrieved outlet would have earned: margin earned and margin lost, by party."""
    lost = harms(ledger, first, last)
    parties = len(ledger.header.parties)
    hurt = np.bincount(lost.who, lost["amount"], minlength=parties)
    counted = np.maximum(margins_earned(ledger, first, last) + hurt, 0.0)
    return np.where(aggrieved(ledger.header)[:parties], counted, 0.0)


def _offer(rows: Rows) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return one number for each week, outlet and product."""
    parties, products = len(rows.header.parties), len(rows.header.products)
    return (rows.when.astype(np.int64) * parties + rows.who) * products + rows["product"]
