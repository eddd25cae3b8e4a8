"""The parts of a market that each room of the week is handed: what it may read and write is named here.

A function of the week takes as `state` the smallest of these that names all it touches; the type checker
holds it to that, so what a phase can read and write is seen in the signatures of what it calls. `Market`
has all the parts; anything else that has them will do.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

import networkx as nx
from mesa import Agent

from simulator.base.arrays import Flags, Floats, Integers, Words
from simulator.base.keyed_random import KeyedRandom
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue
from simulator.market.state.acquisitions import Acquisitions
from simulator.market.state.active_interventions import ActiveInterventions
from simulator.market.state.ad import Ad
from simulator.market.state.aimed_media import ListOfWeek, MediumAimed
from simulator.market.state.assortments import Assortments
from simulator.market.state.backorder_book import BackorderBook
from simulator.market.state.brand_knowledge import BrandKnowledge
from simulator.market.state.choice_tables import RunTables, WeekTables
from simulator.market.state.compensation_book import CompensationBook
from simulator.market.state.effort_book import EffortBook
from simulator.market.state.grievance_book import GrievanceBook
from simulator.market.state.media_in_effect import MediaInEffect
from simulator.market.state.member_profits import MemberProfits
from simulator.market.state.offers import OfferTable
from simulator.market.state.orders_and_shipments import Pipeline
from simulator.market.state.outlet_traits import OutletTraits
from simulator.market.state.payments import Payments
from simulator.market.state.prices_in_force import PricesInForce
from simulator.market.state.rebates import Rebates
from simulator.market.state.repair_book import Failures, RepairBook
from simulator.market.state.returns_book import ReturnsBook
from simulator.market.state.shopping_outcome import ShoppingOutcome
from simulator.market.state.short_supply import ShortSupply
from simulator.market.state.shown import Shown
from simulator.market.state.supply_routes import SupplyRoutes
from simulator.market.state.support_book import SupportBook
from simulator.market.state.terms_in_force import TermsInForce
from simulator.market.state.use_book import UseBook
from simulator.scenario.schema import Scenario

type Measure = Callable[[Ledger, str, str | None], MetricValue]
"""Return a metric of a ledger, whole or cut by a dimension."""


class RunState(Protocol):
    """The scenario, the random numbers, the week, and the ledger that it is written into."""

    week: int
    given: Scenario
    dice: KeyedRandom
    header: RunHeader
    ledger: Ledger
    product_number: dict[str, int]


class GoodsState(RunState, Protocol):
    """Goods and what is paid for them: inventories (of the members), orders, shipments, contract prices."""

    members: dict[str, Agent]
    users: list[Agent]
    """Members that use goods up."""
    routes: SupplyRoutes
    pipeline: Pipeline
    payments: Payments
    prices_in_force: PricesInForce
    rebates: Rebates
    short_supply: ShortSupply
    assortments: Assortments
    active_interventions: ActiveInterventions


class OfferState(GoodsState, Protocol):
    """What outlets list, ask and say: the offers of the week, and the interventions they are made under."""

    run_tables: RunTables
    outlet_number: dict[str, int]
    offer_table: OfferTable
    terms_in_force: TermsInForce


class MessageState(RunState, Protocol):
    """What is said of products, on media and at the point of sale, and what people know."""

    run_tables: RunTables
    outlet_number: dict[str, int]
    offer_table: OfferTable
    brand_knowledge: BrandKnowledge
    active_interventions: ActiveInterventions


class MediaState(MessageState, Protocol):
    """What is shown on media, what it still comes to, and what is paid for it."""

    payments: Payments
    media_in_effect: MediaInEffect


class AddressedCustomers(Protocol):
    """Customers that media aim at, each in a state of its own."""

    def be_shown(self, ads: Sequence[Ad], shown: Sequence[Shown], week: int) -> Integers:
        """Let customers meet campaigns that aim at their states; return how many did [ads, C]."""

    def follow_cells(self, unmoved: Floats) -> None:
        """Let what moves cells leave so much of what customers believe beyond them [C, P, B]."""

    def lists_of_week(self) -> list[ListOfWeek]:
        """Return what became of mailing lists since this was asked last."""

    def forget_themselves(self, retention: float) -> None:
        """Let what customers have heard themselves fade for a week."""


class AimedState(MediaState, Protocol):
    """What is shown on media to customers by a state of their own."""

    aimed_media: tuple[MediumAimed, ...]

    @property
    def crowd(self) -> AddressedCustomers:
        """Return all customers."""


class ShoppingState(RunState, Protocol):
    """The week's shopping: the tables customers chose from, and what came of it."""

    run_tables: RunTables
    outlet_code: Integers
    offer_table: OfferTable
    week_tables: WeekTables
    shopping: ShoppingOutcome


class EffortState(ShoppingState, OfferState, Protocol):
    """What outlets do for products, and their books on it."""

    effort_book: EffortBook
    outlet_traits: OutletTraits


class WaitingCustomers(Protocol):
    """Customers with a backorder: they get it, or are let go."""

    def hand_over(
        self,
        who: Integers,
        category: Integers,
        offer: Integers,
        week: int,
        luck_week: Integers,
        weeks_late: Floats,
    ) -> None:
        """Let customers take home what they had waited for, in order."""

    def release(self, who: Integers, category: Integers, offer: Integers) -> None:
        """Let customers wait no longer."""


class BackorderState(ShoppingState, OfferState, Protocol):
    """Customers' orders of what outlets do not have, and the goods they are filled from."""

    backorders: BackorderBook
    customer_keys: Words
    acquisitions: Acquisitions | None
    """Outlet and week that each customer was acquired by and in; none where that is not kept."""

    @property
    def crowd(self) -> WaitingCustomers:
        """Return all customers."""


class DecidingCustomers(WaitingCustomers, Protocol):
    """Customers that have taken units home, and keep them or send them back."""

    def found_on_delivery(self, who: Integers, offer: Integers, weeks_late: Floats) -> Floats:
        """Return what the way they are handed over adds to the worth of units at home, unforeseen [utils]."""

    def luck_of_units(self) -> Floats:
        """Return what the luck of units is worth that were taken home since this was asked last [utils]."""

    def price_sensitivity(self, who: Integers, offer: Integers) -> Floats:
        """Return what a unit of currency paid for offers costs customers [utils per currency]."""

    def keeps(self, who: Integers, offer: Integers, value: Floats, back: Floats) -> Flags:
        """Say which customers keep units that they could send back."""

    def last_week_of_use(self, who: Integers, offer: Integers) -> Integers:
        """Return the last week in which units that customers took are of use to them [week]."""

    def set_aside(self, who: Integers, product: Integers) -> None:
        """Let customers use no more what they will send back, or what fails, one unit a row."""

    def send_back(self, who: Integers, offer: Integers, week: int) -> None:
        """Let customers have in use no longer what they send back this week."""

    def fail(self, failed: Failures, week: int, covered: Flags) -> Integers:
        """Let customers see units fail, and perhaps leave; return for how long each would have been used.

        *covered*: whether each goes to a repairer, so that its customer waits for it.
        """

    def worth_of_use(self, who: Integers, offer: Integers) -> Floats:
        """Return what all that units deliver is worth to customers while they last [utils]."""

    def come_from_repair(self, who: Integers, product: Integers, week: int, weeks_left: Integers) -> None:
        """Let customers have in use again, for so many weeks, what comes back from a repairer; 0: not."""

    def wear_out(self, week: int) -> tuple[Integers, Integers, Integers]:
        """Let units wear out after their last week of use; return customers, products and units."""

    def units_drawn(self) -> Integers:
        """Return the net units taken from pantries since this was asked last [C, P]."""

    def units_kept(self, week: int) -> tuple[Integers, Integers]:
        """Return how many units customers have in use at a week's end, and for later, each [C, P]."""


class ReturnState(BackorderState, Protocol):
    """What customers use up and send back, what outlets have of it in inspection, and what it becomes."""

    returns: ReturnsBook
    use: UseBook

    @property
    def crowd(self) -> DecidingCustomers:
        """Return all customers."""


class RepairState(ReturnState, Protocol):
    """What customers send to be repaired, and what repairers have of it."""

    repairs: RepairBook


class AskingCustomers(WaitingCustomers, Protocol):
    """Customers that ask for help with what they have in use, and wait for it."""

    def ask_for_help(self, week: int) -> tuple[Integers, Integers]:
        """Return which customers ask for help this week, and with which product."""

    def have_in_use(self, who: Integers, product: Integers, week: int) -> Flags:
        """Say which customers have products in use this week."""

    def offers_in_use(self, who: Integers, product: Integers) -> Integers:
        """Return the offers at which customers took products last, or NONE."""

    def wait_for_help(self, who: Integers, product: Integers) -> None:
        """Let customers have waited a week for help, each with each product once."""


class SupportState(BackorderState, Protocol):
    """What owners ask for help with, and the members that answer."""

    support: SupportBook

    @property
    def crowd(self) -> AskingCustomers:
        """Return all customers."""


class CompensatingState(BackorderState, Protocol):
    """What own outlets took from buyers, and what their suppliers pay for it."""

    compensation_book: CompensationBook


class ReadingState(RunState, Protocol):
    """What the market reads of its own ledger, to decide on what is conditional."""

    run_tables: RunTables
    measure: Measure


class RelationState(RepairState, ReadingState, Protocol):
    """The channel itself: contracts and their amendments, members that enter and depart."""

    channel: nx.DiGraph
    member_profits: MemberProfits
    uncalled: set[str]


class FeelingState(EffortState, RelationState, Protocol):
    """What outlets feel about others, and what they do about it."""

    grievance_book: GrievanceBook
