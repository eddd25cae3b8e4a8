"""Terms found at home: addends of what a unit is worth to its owner that no choice foresees.

    V^x = V + disconfirmation,      V without them

Assumes: nobody reckons with them in advance, not even from experience.
Source: expectation and disconfirmation, Oliver (1980), J. Marketing Research 17(4).
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from simulator.domain.people.utility_term import UtilityTerm


class FoundAtHome(UtilityTerm):
    """An addend that is no part of the choice; its `disconfirmation` says what it is worth."""

    steady: ClassVar[bool] = True

    @classmethod
    def addends(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield nothing: it is not foreseen."""
        del shopper, offer, visit
        yield from ()

    @classmethod
    def value(cls, shopper: Any, offer: Any, visit: Any) -> Any:
        """Return what it adds to the choice: nothing [utils]."""
        del shopper, offer, visit
        return 0.0
