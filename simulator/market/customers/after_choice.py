"""After choice: what offers are worth once they are had, beside what they were worth when chosen."""

from dataclasses import dataclass

from simulator.base.arrays import Floats


@dataclass(frozen=True)
class AfterChoice:
    """What of the utility of offers considered is other when they are had than when they are chosen."""

    fleeting: Floats | None = None
    """What moves the choice alone; none: nothing of any [utils]."""
    disconfirmation: Floats | None = None
    """What is found beyond what was believed; none: all comes true [utils]."""
    option: Floats | None = None
    """What of the fleeting is an option that ends when they are had; none: nothing of any [utils]."""

    @property
    def difference(self) -> Floats | None:
        """Return V^x − V; none if there is none [utils]."""
        if self.fleeting is None:
            return self.disconfirmation
        return -self.fleeting if self.disconfirmation is None else self.disconfirmation - self.fleeting
