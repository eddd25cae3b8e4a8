"""Journey entries: what a ledger can say of needs on their way, stage by stage, where it tells stages."""

from simulator.domain.entry_kind import Flow, Sort, kind_of
from simulator.domain.traffic_source_entries import TRAFFIC_SOURCE_ENTRIES

_S, _PARTY, _CELL, _WORD, _COUNT = Flow.MESSAGES, Sort.PARTY, Sort.CELL, Sort.WORD, Sort.COUNT
_CATEGORY = Sort.CATEGORY

STANDS_AT = ("unaware", "aware", "considering", "deciding", "ordered")
"""At which stage a need stands: no product of its category was known yet; one was; an offer was at hand; one
was preferred to going without, but was not had; it is waited for."""
ENDS = ("customer", "rivals", "given_up", "overtaken", "cancelled")
"""Where the way of a need ends: with a product of the focal manufacturer, or a rival's; else as ends of needs
are called."""
AFTERWARDS = ("retained", "lapsed")
"""What becomes of a purchase at `customer`: its customer bought of the focal manufacturer again within the
category's usual interval, or did not."""
JOURNEY_ENTRIES = (
    kind_of(
        "stage_transition",
        _S,
        "so many needs of a cell went from a stage, to which an outlet had brought them, to another stage or "
        "an end, to which an outlet brings them; from no stage: they arose; from `customer`: what became of "
        "purchases",
        cell=_CELL,
        category=_CATEGORY,
        stage=_WORD,
        outlet=_PARTY,
        next_stage=_WORD,
        next_outlet=_PARTY,
        needs=_COUNT,
    ),
    kind_of(
        "in_stage",
        _S,
        "so many needs of a cell stand at a stage, to which an outlet brought them, at the end of the week; "
        "at `customer` so many purchases, of which nothing more has become yet",
        cell=_CELL,
        category=_CATEGORY,
        stage=_WORD,
        outlet=_PARTY,
        needs=_COUNT,
    ),
    kind_of(
        "drop_off",
        _S,
        "so many needs of a cell, in sixtieths, were lost to a reason, as `lost_need` tells, at a stage to "
        "which an outlet had brought them; a medium, or none, had made the manufacturer's products known",
        cell=_CELL,
        category=_CATEGORY,
        stage=_WORD,
        outlet=_PARTY,
        medium=_WORD,
        reason=_WORD,
        sixtieths=_COUNT,
    ),
    kind_of(
        "question_left",
        _S,
        "so many needs of a cell that saw offers and were lost, at a stage to which an outlet had brought "
        "them, had a question about every product that the focal manufacturer still sold in their category; "
        "a medium, or none, had made its products known",
        cell=_CELL,
        category=_CATEGORY,
        stage=_WORD,
        outlet=_PARTY,
        medium=_WORD,
        question=_WORD,
        needs=_COUNT,
    ),
    *TRAFFIC_SOURCE_ENTRIES,
)
