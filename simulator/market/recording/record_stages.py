"""Recording of stages: where needs stand, went and dropped off, in a run that tells stages."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.domain.journey_entries import AFTERWARDS, ENDS, STANDS_AT
from simulator.domain.ledger_entries import LOST_TO, NEED_FLOWS, NOBODY
from simulator.domain.product.question import QUESTIONS
from simulator.market.recording.record_shopping import party_codes
from simulator.market.recording.record_traffic_sources import media_words
from simulator.market.state.choice_tables import NONE
from simulator.market.state.protocols import BackorderState
from simulator.market.state.stages_passed import ORDERED, counted

STAGES_AND_ENDS = (*STANDS_AT, *ENDS, *AFTERWARDS, NOBODY)
"""By number; NONE is the last."""
ARISEN = NEED_FLOWS.index("arisen")


def write_stages(state: BackorderState) -> None:
    """Record where needs went, were lost and stand, if stages are told; orders are placed by then."""
    passed = state.shopping.stages_passed
    if not state.run_tables.keeps_stages or passed is None:
        return
    (category, cell, stage, outlet, then, brings), needs = passed.steps(state.shopping.needs[:, :, ARISEN])
    where = {"cell": cell, "category": category, **_at(state, stage, outlet)}
    state.ledger.record(
        "stage_transition",
        week=state.week,
        **where,
        next_stage=(then, STAGES_AND_ENDS),
        next_outlet=party_codes(state, brings),
        needs=needs,
    )
    (category, cell, stage, outlet, source, reason), sixtieths = passed.losses()
    where = {"cell": cell, "category": category, **_at(state, stage, outlet)}
    where["medium"] = media_words(state, source)
    state.ledger.record("drop_off", week=state.week, **where, reason=(reason, LOST_TO), sixtieths=sixtieths)
    (category, cell, stage, outlet, source, question), needs = passed.questions()
    where = {"cell": cell, "category": category, **_at(state, stage, outlet)}
    where["medium"] = media_words(state, source)
    state.ledger.record(
        "question_left", week=state.week, **where, question=(question, QUESTIONS), needs=needs
    )
    write_in_stage(state)


def write_in_stage(state: BackorderState) -> None:
    """Record where needs stand at the week's end: open ones, ordered ones, and purchases."""
    passed, held = state.shopping.stages_passed, state.backorders.open
    standing = counted([], 4) if passed is None or passed.open is None else passed.open
    ordered = (
        held.category,
        held.cell,
        np.full(len(held), ORDERED),
        held.offer // len(state.run_tables.products),
    )
    waiting = counted([ordered], 4)
    category, cell, stage, outlet = map(np.append, standing.columns, waiting.columns)
    state.ledger.record(
        "in_stage",
        week=state.week,
        cell=cell,
        category=category,
        **_at(state, stage, outlet),
        needs=np.append(standing.total, waiting.total),
    )


def _at(state: BackorderState, stage: Integers, outlet: Integers) -> dict[str, object]:
    """Return the columns of a stage and of the outlet that brought needs there."""
    words = np.where(stage == NONE, STAGES_AND_ENDS.index(NOBODY), stage)
    return {"stage": (words, STAGES_AND_ENDS), "outlet": party_codes(state, outlet)}
