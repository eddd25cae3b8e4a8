"""Random events for tests: dated and conditional, scoped, with controls, for a time or for good."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st

MAKERS = ("alder", "birch")
REGIONS = ("north", "south")
_multiple = st.floats(0.5, 1.5)


@cache
def actions(messages: Sequence[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Return any intervention that can be taken back, with random terms."""
    return st.one_of(
        _multiple.map(lambda times: {"price_change": times}),
        st.tuples(_multiple, st.booleans()).map(
            lambda drawn: {"recommended_price": {"times": drawn[0], "trade_follows": drawn[1]}}
        ),
        st.fixed_dictionaries({"times": _multiple, "buy_back": st.floats(0, 1)}).map(
            lambda terms: {"trade_terms": terms}
        ),
        st.fixed_dictionaries({"margin": st.floats(0, 0.5), "commission": st.floats(0, 0.3)}).map(
            lambda terms: {"trade_terms": terms}
        ),
        st.floats(0, 1).map(lambda floor: {"price_floor": {"floor": floor, "penalty": 9.0}}),
        st.sampled_from(({"policy": "undercut", "step": 0.03}, {"policy": "cost_plus", "markup": 0.2})).map(
            lambda rule: {"pricing": rule}
        ),
        st.just({"delist": {}}),
        st.sampled_from(messages).map(lambda message: {"message": message}),
    )


@cache
def talk(messages: Sequence[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Return any intervention in campaigns."""
    return st.one_of(
        st.just({"pause_campaigns": {}}),
        _multiple.map(lambda times: {"campaign_budget": {"times": times, "medium": "social"}}),
        st.tuples(st.sampled_from(messages), st.floats(0, 300)).map(
            lambda drawn: {
                "start_campaign": {"medium": "social", "message": drawn[0], "weekly_budget": drawn[1]}
            }
        ),
    )


@cache
@st.composite
def occasions(draw: st.DrawFn, weeks: int) -> dict[str, Any]:
    """Return when an event happens, and for how long."""
    lasts = draw(st.none() | st.integers(1, 4))
    if draw(st.booleans()):
        return {"week": draw(st.integers(1, weeks)), "lasts": lasts}
    by = draw(st.sampled_from(({}, {"by": "region", "key": "north"})))
    side = draw(st.sampled_from(("above", "below")))
    when = {"metric": "units_sold", **by, side: draw(st.floats(0, 40))}
    when |= {"weeks": draw(st.integers(1, 2)), "over": draw(st.integers(1, 3))}
    return {"when": when, "lasts": lasts, "repeats": lasts is not None and draw(st.booleans())}


@st.composite
def happenings(
    draw: st.DrawFn, weeks: int, makers: Sequence[str], members: Sequence[str], messages: Sequence[str]
) -> list[dict[str, Any]]:
    """Return an event of somebody's, one in campaigns, and a pilot, each or not."""
    somebody = draw(st.sampled_from([*makers, *members]))
    where = draw(st.sampled_from(({}, {"region": ["north"]}, {"region": ["south"]})))
    events: list[dict[str, Any]] = [
        {"who": somebody, "where": where, "do": draw(actions(messages)), **draw(occasions(weeks))},
        {
            "who": draw(st.sampled_from(makers)),
            "where": where,
            "do": draw(talk(messages)),
            **draw(occasions(weeks)),
        },
    ]
    begins = draw(st.integers(2, weeks - 1))
    verdicts = st.sampled_from(("expand", "keep", "revert"))
    events.append(
        {
            "id": "pilot",
            "week": begins,
            "where": {"region": ["north"]},
            "control": draw(st.sampled_from(("matched", ["south"]))),
            "do": draw(actions(messages)),
            "lasts": draw(st.integers(1, weeks - begins)),
            "then": {
                "if": {"metric": "units_sold", "above": draw(st.floats(-1, 1))},
                "do": draw(verdicts),
                "else": draw(verdicts),
            },
        }
    )
    return [event for event in events if draw(st.booleans())]
