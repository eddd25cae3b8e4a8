"""Open questions: utility that a need loses by what its customer does not know yet of a product.

    V = … − c · Σ_k w_k · 1{question k is open},      k: price, trust, fit, delay, unknown

c: complexity of the product; w: how much each question weighs for the segment. A need begins with all
questions of its products open, and what is answered stays answered until it ends:

    by advice      if u_k < expertise of the adviser       (u_k: luck of the need, whatever outlet it asks)
    by media       in each week with chance 1 − exp(−Σ contacts · how far the message answers it)
    by having had the product, all of them

Advice is worth seeking for them, too: as if all were open. An adviser leaves open what it cannot answer
however often it is asked, and media answer a little more each
week: journeys to complex products are long where nobody advises, and of commodities (c = 0) they are as they
were.

It is not `doubt`, which is the product's uncertainty and whole again in each visit without advice; nor what
an outlet lacks (`channel_fit`), what the price takes (`price`), or having to wait (`waiting`): these are
there whether or not they are known, and no answer takes them away. Who knows no product does not ask.

Contacts are those per head in the cell; of media that aim, those of the customer itself, and of it alone.

Assumes: an answer is believed, whoever gives it, and is about the product, not the outlet; ads met while
looking count in the next week, by contacts per head; a need that arises after a mail has not read it; what
outlets say, displays and other owners answer nothing. Answers end with their need: the next one asks anew.
Not `steady`: answers come week by week.
Off by default; no published size in utils is known to us. Source: perceived risk by kinds, Kaplan, Szybillo &
Jacoby (1974), J. Applied Psychology 59(3); information search before purchase, Beatty & Smith (1987), J.
Consumer Research 14(1); objections, Hunt & Bashaw (1999), Industrial Marketing Management 28(1).
"""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.base.summation import total
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.product.question import QUESTIONS, Question
from simulator.domain.registries import UTILITY


@UTILITY.register("open_questions")
class OpenQuestions(UtilityTerm):
    """Add the disutility of questions that are still open."""

    reason: ClassVar = "trust"
    place: ClassVar = 25
    barrier: ClassVar = "message"
    asks: ClassVar = True
    symbol: ClassVar = "− complexity of the product · weight of its questions that are open"

    questions: Annotated[
        dict[Question, Annotated[float, Field(ge=0, le=50)]],
        Off("open_questions", {}, "Customers have no questions about products, or objections to them."),
    ] = {}
    """Utility that each question about a product takes from it while it is open, at a complexity of 1
    [utils, by question]."""

    @classmethod
    def of_segment(cls, segment: Any) -> dict[str, Any]:
        """Return the weights w, in the order of questions."""
        return {"question_weights": tuple(segment.questions.get(name, 0.0) for name in QUESTIONS)}

    @classmethod
    def of_product(cls, product: Any) -> dict[str, Any]:
        """Return the complexity c [multiple]."""
        return {"complexity": product.complexity}

    @classmethod
    def addends(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield −w_k c of each question that is open [utils]."""
        for weight, is_open in zip(shopper.question_weights, visit.questions_open, strict=True):
            yield -(weight * offer.complexity * is_open)

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return the complexity of the product, of each question that is open."""
        del shopper
        named = zip(QUESTIONS, visit.questions_open, strict=True)
        return {f"open_question_{name}": offer.complexity * is_open for name, is_open in named}

    @classmethod
    def value(cls, shopper: Any, offer: Any, visit: Any) -> Any:
        """Return their sum [utils]."""
        return total(cls.addends(shopper, offer, visit))

    @classmethod
    def ideal(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield nothing: all is answered."""
        del shopper, offer, visit
        yield from ()
