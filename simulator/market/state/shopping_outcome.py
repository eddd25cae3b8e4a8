"""Shopping outcome: what came of a week's shopping, as the crowd hands it to the market."""

from dataclasses import dataclass

from simulator.base.arrays import Flags, Floats, Integers
from simulator.market.state.alternatives import Alternatives
from simulator.market.state.experienced import Experienced
from simulator.market.state.stages_passed import StagesPassed
from simulator.market.state.suggestions_made import SuggestionsMade

STAGE_COUNT = 5
DECIDING = 3
"""The furthest stage at which a need is open: one that something was preferred for."""


@dataclass(frozen=True)
class ShoppingOutcome:
    """What came of a week's shopping: one row a need, by category and customer; suggested needs come last."""

    customer: Integers
    category: Integers
    onset: Integers
    """Week in which the need arose."""
    luck_week: Integers
    """Week of the luck that it had, with its number within its week (`ORDINAL`)."""
    overtook: Integers
    """Week in which the need arose that it displaced this week, with its number, or 0."""
    wanted: Integers
    """Offer the customer would have taken had everything been in stock, or NONE."""
    asks_anew: Flags
    """Whether what is wanted was not asked for in vain before, by the same need."""
    stays_open: Flags
    """Whether the need is still open when the week ends."""
    got: Integers
    """Offer the customer took, or NONE."""
    waits: Integers
    """Offer the customer ordered because it was not there, or NONE."""
    promotion: Integers
    """Under which promotional price it was taken or ordered, or NONE for the price asked of everybody."""
    adviser: Integers
    """Outlet that gave advice, or NONE."""
    advised_anew: Flags
    """Whether it had not advised on the same need the time before."""
    source: Integers
    """What brought the need to own offers: a medium that is told by number, none by the next, or NONE."""
    considered: Integers
    """How many offers were considered, in stock or to be waited for."""
    tipped: Integers
    """What tipped the choice: a place in `PURCHASE_REASONS`; meaningful where something was bought."""
    needs: Integers
    """[Q, C, 7] what became of needs, by a place in `NEED_FLOWS`."""
    stages: Integers
    """[Q, C, 5] needs that closed after coming as far as each stage."""
    lost_to: Integers
    """[Q, C, 9] needs that the focal manufacturer did not meet, by a place in `LOST_TO` [sixtieths]."""
    traffic: Integers
    """[Q, O, 2] needs that saw an offer at each outlet as they first looked: any, and an own one."""
    traffic_sources: Integers
    """[Q, O, M + 1] of these, needs that saw an own offer, by what brought them: a medium, or none."""
    ads_met: Integers
    """[ads, C] needs that each ad was shown to."""
    harm: dict[tuple[int, int, int, int, int], int]
    """Lost margin by (aggrieved outlet, source outlet, product, issue, conduct) [steps / HARM_STEPS]."""
    surplus: dict[tuple[int, int], tuple[int, int, int]]
    """By (category, cell): needs with a defined surplus, and its sum as customers believe and as they
    experience it [money steps / HARM_STEPS]."""
    experienced: Experienced
    """What units taken home, and units delivered since last week, were to customers."""
    at_home: Floats
    """[rows, 4] what was taken or ordered is worth at home (`AT_HOME`), if it can be sent back."""
    alternatives: Alternatives
    """Every offer seen, in stock or not; empty unless the run keeps journeys."""
    chosen: Integers
    """Offer decided for of all that could be had when the week opened, or NONE."""
    having: Integers
    """[C, P] customers that have a product at the week's end: in use or, if it does not last, had it and did
    not leave its category."""
    owners: Integers
    """[C, P] customers with a product that lasts in use at the week's end."""
    gone: Integers
    """[Q, C] customers that have left a category by then."""
    members: Integers
    """[C, P] members of the community of a product, with one in use, by then."""
    stages_passed: StagesPassed | None = None
    """Where needs went on their way."""
    suggestions: SuggestionsMade | None = None
    """What outlets suggested; none where nothing ever is."""
