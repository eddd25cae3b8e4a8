"""Retargeting: ads that follow visitors of a shop.

    reaches a customer   iff   weeks since its last visit ≤ within_weeks

A visit is a need of the product's category that was looked for first, and saw a product of it at an outlet
of one of the formats. So it reaches nobody without a visit, and costs nothing then; it wins no stranger, and
keeps in mind what its visitors would forget before they need something again. What it finds it owes to what
brought the visit about.

Assumes: outlets of the formats know their visitors again, in whichever region, and tell every maker whose
campaign pays for it; who has bought in the meantime is shown it like the rest.
Source: retargeting of visitors, Lambrecht & Tucker (2013), Journal of Marketing Research 50(5); Sahni,
Narayanan & Kalyanam (2019), Journal of Marketing Research 56(3), who find that it brings visitors back.
"""

from typing import Annotated, Any

from pydantic import Field

from simulator.domain.communication.aimed_medium import AimedMedium, CustomerState
from simulator.domain.registries import MEDIA


@MEDIA.register("retargeting")
class Retargeting(AimedMedium):
    """Reach customers that visited an outlet not long ago."""

    within_weeks: Annotated[int, Field(ge=1, le=520)] = 4
    """For how many weeks after a visit it is shown (choice) [weeks]."""

    def reaches(self, state: CustomerState) -> Any:
        """Say whether the last visit is not too long ago."""
        return state.weeks_since_visit <= self.within_weeks
