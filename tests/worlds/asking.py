"""Random worlds in which customers have questions, which advisers and media answer in part."""

import json
from typing import Any

from hypothesis import strategies as st

from simulator.domain.product.question import QUESTIONS
from simulator.scenario.schema import Scenario
from tests.worlds.adding_up import adding_up_worlds
from tests.worlds.advertised import advertised_worlds
from tests.worlds.advised import advised_worlds
from tests.worlds.random_needs import lasting_worlds

_share = st.sampled_from([0.0, 0.3, 1.0])


@st.composite
def asking_worlds(draw: st.DrawFn) -> Scenario:
    """Draw a world, what people ask about its products, and what one of its messages answers."""
    kinds = st.one_of(lasting_worlds(), adding_up_worlds(), advised_worlds(), advertised_worlds())
    whole = draw(kinds).model_dump(mode="json")
    for segment in whole["segments"].values():
        segment["questions"] = {name: draw(st.sampled_from([0.2, 1.0])) for name in draw(some_questions())}
    for product in whole["products"].values():
        product["complexity"] = draw(st.sampled_from([0.0, 0.5, 1.0, 3.0]))
    answers: dict[str, Any] = {name: draw(_share) for name in QUESTIONS}
    whole["messages"]["facts"] = {"says": {"quality": 0.6, "price": 0.4}, "answers": answers}
    for campaign in whole["campaigns"]:
        campaign["message"] = draw(st.sampled_from(["facts", "facts", campaign["message"]]))
    return Scenario.model_validate_json(json.dumps(whole))


def some_questions() -> st.SearchStrategy[list[str]]:
    """Draw what is asked."""
    return st.lists(st.sampled_from(QUESTIONS), unique=True, max_size=3)
