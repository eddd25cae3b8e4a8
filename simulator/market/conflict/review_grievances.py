"""Review of grievances: outlets take stock of what they feel, and take their disputes a step up or down.

Reviews are those of conflict (`review_weeks`). What an outlet earned less than usual on a manufacturer's
products it lays on whatever it saw or heard of concerning them, by the weeks in which it did: on a supplier
what is settled between the two, and what the supplier's own outlets do; on another outlet what that does,
save for a share that is laid on its own supplier. Nothing is felt before it knows what is usual.

More outlets are more: each goes up by a draw of its own, and is a customer of its suppliers of its own.
"""

from collections.abc import Iterator

import numpy as np

from simulator.base.keyed_random import happens, stable_key, threshold
from simulator.base.summation import total
from simulator.domain.decisions.escalation import COMPLAINT, EXIT, RETALIATION, STEPS, Dispute
from simulator.domain.registries import CONFLICT_ISSUES
from simulator.market.conflict.act_on_disputes import act_on_disputes
from simulator.market.conflict.relations import makers_from, party, supplier_for, suppliers_and_host
from simulator.market.state.grievance_book import Aggrieved, Seen
from simulator.market.state.protocols import FeelingState
from simulator.mechanisms.conflict.blame import blame, shortfall, usual_after
from simulator.mechanisms.conflict.grievance import grievance, intensity, trust

FORGOTTEN = 1e-6
"""A grievance of less is none."""


def review_grievances(state: FeelingState) -> None:
    """Let all outlets that feel and are open take stock, decide, and act accordingly from next week on."""
    for one in state.grievance_book.aggrieved.values():
        if state.members[one.name].is_open and one.in_review:
            feel(state, one, losses_felt(one))
            trust_anew(state, one)
            learn_what_is_usual(one)
            decide(state, one)
            one.begin_review()
    act_on_disputes(state)


def losses_felt(one: Aggrieved) -> dict[Seen, float]:
    """Return what an outlet believes that everything it noticed cost it in a week [money steps]."""
    if one.weeks < one.rule.usual_weeks:
        return {}
    losses: dict[Seen, float] = {}
    for maker in range(len(one.usual)):
        noticed = sorted(seen for seen in one.seen if seen[2] == maker)
        sales = one.usual_sales[maker].item() * one.in_review
        earned = one.earned[maker].item() / one.in_review
        loss = shortfall(one.usual[maker].item(), earned, sales, one.rule.credible_at)
        weeks = [float(one.seen[seen]) for seen in noticed]
        losses.update(zip(noticed, blame(loss, weeks), strict=True))
    return losses


def feel(state: FeelingState, one: Aggrieved, losses: dict[Seen, float]) -> None:
    """Let an outlet forget part of its grievances, add what it feels of its losses, and write them down."""
    terms, normal = state.given.conflict, total(one.usual.tolist())
    felt: dict[tuple[int, str], float] = {}
    for issue, importance in terms.importance.items():
        of_issue = {seen: loss for seen, loss in losses.items() if seen[0] == issue and loss > 0.0}
        lost = total(of_issue.values())
        if normal <= 0.0 or lost <= terms.materiality * normal:
            continue
        strength = importance * intensity(lost, normal, terms.half_intensity)
        for seen, loss in of_issue.items():
            weight = one.rule.breach_weight if seen[3] else 1.0
            for other, part in held_against(state, one, seen):
                felt[other, issue] = felt.get((other, issue), 0.0) + strength * (loss / lost) * weight * part
    after = {
        key: grievance(one.grievance.get(key, 0.0), felt.get(key, 0.0), one.rule.forgets)
        for key in sorted({*one.grievance, *felt})
        if state.members[party(state, key[0])].is_open
    }
    one.grievance = {key: amount for key, amount in after.items() if amount >= FORGOTTEN}
    state.ledger.record(
        "grievance",
        week=state.week,
        aggrieved=state.header.code(one.name),
        other=[other for other, _ in one.grievance],
        issue=[issue for _, issue in one.grievance],
        amount=list(one.grievance.values()),
    )


def held_against(state: FeelingState, one: Aggrieved, seen: Seen) -> Iterator[tuple[int, float]]:
    """Yield each party that an outlet blames for what it noticed, and its share of the blame."""
    issue, source, maker, _ = seen
    supplier = supplier_for(state, one.name, maker)
    related = {*suppliers_and_host(state, one.name)}
    if source in related or supplier is None:
        yield source, 1.0
        return
    firm = state.header.code(state.header.home(party(state, source)))
    share = 1.0 if CONFLICT_ISSUES.get(issue).is_vertical or firm in related else one.rule.blames_supplier
    yield (firm if firm in related else supplier), share
    if share < 1.0:
        yield source, 1.0 - share


def trust_anew(state: FeelingState, one: Aggrieved) -> None:
    """Let an outlet trust each of its suppliers by the promises that it saw kept and broken."""
    kept, broken = set(one.promised), {(seen[0], seen[2]) for seen in one.seen if seen[3]}
    for supplier in suppliers_and_host(state, one.name):
        makers = makers_from(state, one.name, supplier)
        tested = {issue for issue, maker in kept | broken if maker in makers}
        if tested:
            share = len({issue for issue, maker in broken if maker in makers}) / len(tested)
            before = one.trust.get(supplier, one.rule.first_trust)
            one.trust[supplier] = trust(before, share, one.rule.trust_gain, one.rule.trust_loss)
    state.ledger.record(
        "trust",
        week=state.week,
        member=state.header.code(one.name),
        supplier=list(one.trust),
        amount=list(one.trust.values()),
    )


def learn_what_is_usual(one: Aggrieved) -> None:
    """Let an outlet find out what it usually earns and sells, and then get used to what it does."""
    learning = one.weeks < one.rule.usual_weeks
    rate = one.in_review / (one.weeks + one.in_review) if learning else one.rule.adapts
    one.usual = usual_after(one.usual, one.earned / one.in_review, rate)
    one.usual_sales = usual_after(one.usual_sales, one.sales / one.in_review, rate)


def decide(state: FeelingState, one: Aggrieved) -> None:
    """Let an outlet take its dispute with each other a step up or down, or leave it; write them down.

    A dispute is over what is held against the other most; where its grievance is gone, it is over what the
    last step up was taken for.
    """
    held: dict[int, dict[str, float]] = {}
    for (other, issue), amount in one.grievance.items():
        held.setdefault(other, {})[issue] = amount
    rows = []
    for other in sorted({*held, *one.steps}):
        issues, before = held.get(other, {}), one.steps.get(other, 0)
        after = next_step(state, one, other, total(issues.values()))
        if before or after:
            most = max(issues, key=lambda name: issues[name], default="")
            if after > before:
                one.taken_over[other] = most
            rows.append((other, most or one.taken_over[other], STEPS[after], STEPS[before]))
        one.steps[other] = after
    one.steps = {other: step for other, step in one.steps.items() if step}
    columns = (list(column) for column in zip(*rows, strict=True)) if rows else ([],) * 4
    named = dict(zip(("other", "issue", "step", "before"), columns, strict=True))
    state.ledger.record("dispute", week=state.week, aggrieved=state.header.code(one.name), **named)


def next_step(state: FeelingState, one: Aggrieved, other: int, held: float) -> int:
    """Return the step on which a dispute stands from now on."""
    step, steps = one.steps.get(other, 0), steps_with(state, one, other)
    if step == EXIT or not state.members[party(state, other)].is_open:
        return 0
    if step and one.rule.steps_down(dispute_of(state, one, other, step, held)):
        return max((lower for lower in steps if lower < step), default=0)
    higher = min((more for more in steps if more > step), default=None)
    if higher is None or held <= 0.0:
        return step
    chance = one.rule.steps_up(dispute_of(state, one, other, higher, held))
    key = stable_key(one.name), stable_key(party(state, other))
    return higher if happens(state.dice.word("escalates", state.week, *key), threshold(chance)) else step


def steps_with(state: FeelingState, one: Aggrieved, other: int) -> tuple[int, ...]:
    """Return the steps that a dispute can be taken to: with another outlet there is nothing to withhold."""
    if other in suppliers_and_host(state, one.name):
        return tuple(range(COMPLAINT, EXIT + 1))
    return (COMPLAINT, RETALIATION) if one.rule.retaliation == "price" else (COMPLAINT,)


def dispute_of(state: FeelingState, one: Aggrieved, other: int, step: int, held: float) -> Dispute:
    """Return what an outlet sees of a dispute."""
    makers = makers_from(state, one.name, other)
    usual = total(one.usual.tolist())
    owed = total(one.usual[sorted(makers)].tolist())
    return Dispute(
        step=step,
        grievance=held,
        dependence=min(1.0, max(0.0, owed / usual)) if usual > 0.0 else 1.0,
        trust=one.trust.get(other, 0.0),
        alternatives=alternatives(state, one.name, other),
    )


def alternatives(state: FeelingState, name: str, other: int) -> float:
    """Return of what another supplies to an outlet how much third members have an equivalent of [share]."""
    products, given = state.run_tables.products, state.given.products
    all_of_it = [(one.supplier, product) for one in state.routes.suppliers(name) for product in one.prices]
    supplied = {product for supplier, product in all_of_it if supplier == party(state, other)}
    elsewhere = {
        given[product].category for supplier, product in all_of_it if supplier != party(state, other)
    }
    found = np.array([given[product].category in elsewhere for product in products if product in supplied])
    return float(found.mean()) if len(found) else 0.0
