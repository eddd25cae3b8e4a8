"""Market: members on a channel graph, customers, and a clock. Its only verb is `step`.

Who moves what is said by the phases of the week, which it is given; none of them is imported here.
"""

from collections.abc import Callable, Sequence
from functools import cache
from importlib import metadata
from warnings import warn

import networkx as nx
import numpy as np
from mesa import Agent

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import contracts_of, members_of
from simulator.domain.people.group_roles import deciders, researchers
from simulator.domain.registries import AGENTS
from simulator.domain.units import Units
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.customers.all_at_once import AllAtOnce
from simulator.market.customers.crowd import Crowd
from simulator.market.customers.customer import Customer
from simulator.market.customers.mesa_columns.customer_row import CustomerRow, listed
from simulator.market.customers.mesa_columns.populated_model import PopulatedModel
from simulator.market.customers.one_by_one import OneByOne
from simulator.market.customers.population_draw import People, draw_population
from simulator.market.setup.build_channel import build_channel
from simulator.market.setup.ways_to_market import with_channels
from simulator.market.setup.without_outlets import without_source
from simulator.market.state.acquisitions import Acquisitions
from simulator.market.state.active_interventions import ActiveInterventions
from simulator.market.state.ad import Ad
from simulator.market.state.adstock_by_source import media_told
from simulator.market.state.aimed_media import aimed_media
from simulator.market.state.assortments import Assortments
from simulator.market.state.backorder_book import BackorderBook
from simulator.market.state.brand_knowledge import BrandKnowledge
from simulator.market.state.build_tables import run_tables_of
from simulator.market.state.choice_tables import WeekTables
from simulator.market.state.choice_tables_builder import ChoiceTablesBuilder
from simulator.market.state.compensation_book import CompensationBook
from simulator.market.state.consumer_credit import ConsumerCredit
from simulator.market.state.effort_book import EffortBook
from simulator.market.state.event_state import event_states_of
from simulator.market.state.grievance_book import GrievanceBook
from simulator.market.state.media_in_effect import MediaInEffect
from simulator.market.state.member_profits import MemberProfits
from simulator.market.state.offers import OfferTable
from simulator.market.state.opening_terms import OpeningTerms
from simulator.market.state.orders_and_shipments import Pipeline
from simulator.market.state.outlet_traits import OutletTraits
from simulator.market.state.payments import Payments
from simulator.market.state.prices_in_force import PricesInForce
from simulator.market.state.promotions import Promotions, run_promotions_of
from simulator.market.state.protocols import Measure
from simulator.market.state.rebates import Rebates
from simulator.market.state.reference_prices import ReferencePrices
from simulator.market.state.repair_book import RepairBook
from simulator.market.state.returns_book import ReturnsBook
from simulator.market.state.shopping_outcome import ShoppingOutcome
from simulator.market.state.short_supply import ShortSupply
from simulator.market.state.sourcing import Sourcing
from simulator.market.state.supply_routes import SupplyRoutes
from simulator.market.state.support_book import SupportBook
from simulator.market.state.terms_in_force import TermsInForce
from simulator.market.state.use_book import UseBook
from simulator.market.state.utility_terms import UtilityTerms
from simulator.scenario.schema import Scenario
from simulator.scenario.switches import as_played

type Phase = Callable[["Market"], None]
type BuildChannel = Callable[[Scenario, KeyedRandom], nx.DiGraph]


@cache
def version() -> str:
    """Return the version of the package, as it is installed."""
    return metadata.version("channel-simulator")


class Market(PopulatedModel):
    """A Mesa model of one scenario under one seed."""

    week_tables: WeekTables
    shopping: ShoppingOutcome

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        phases: Sequence[Phase] = (),
        customer: type[Customer] | None = None,
        dice: KeyedRandom | None = None,
        measure: Measure = measure,
        build: BuildChannel = build_channel,
    ) -> None:
        super().__init__(rng=seed)
        self.given = given = as_played(scenario)
        self.dice = dice or KeyedRandom(seed)
        self.phases = tuple(phases)
        self.week = 0
        self.measure = measure
        self.channel = build(given, self.dice)
        self.run_tables = run_tables_of(given, self.channel)
        self.outlet_number = {name: number for number, name in enumerate(self.run_tables.outlets)}
        self.product_number = {name: number for number, name in enumerate(self.run_tables.products)}
        self._open_ledger(scenario, seed)
        self._set_up_goods(scenario.units)
        self._set_up_offers()
        self._set_up_relations()
        self._set_up_customers(customer)
        self._set_up_comparisons(customer, build)

    def _open_ledger(self, scenario: Scenario, seed: int) -> None:
        """Write the header of the run, for a ledger that is still empty."""
        self.header = RunHeader.of(
            scenario,
            seed=seed,
            version=version(),
            members=with_channels(members_of(self.channel)),
            contracts=contracts_of(self.channel),
            cells=self.run_tables.cells,
        )
        self.ledger = Ledger(self.header)
        codes = [self.header.code(name) for name in self.run_tables.outlets]
        self.outlet_code = np.array(codes, dtype=np.int64)

    def _set_up_goods(self, units: Units) -> None:
        """Set up members, contract prices, orders, shipments and payments."""
        self.payments = Payments(self.header)
        self.prices_in_force = PricesInForce(self.header.contracts, units)
        self.rebates = Rebates(units)
        self.members: dict[str, Agent] = {
            member.name: AGENTS.get(member.role)(self, member) for member in members_of(self.channel)
        }
        self.users = [agent for agent in self.members.values() if agent.member.uses is not None]
        """Members that use goods up."""
        self._let_look_below()
        sourcing = Sourcing(self.prices_in_force, self.dice, lambda name: bool(self.members[name].is_open))
        self.routes = SupplyRoutes(self.channel, sourcing)
        self.pipeline = Pipeline()
        self.short_supply = ShortSupply()
        self.assortments = Assortments()

    def _set_up_offers(self) -> None:
        """Set up what outlets offer and say, and what people know, believe and value of it."""
        given, run_tables = self.given, self.run_tables
        self.is_retail = bool(run_tables.outlets or given.customers)
        """Whether there are shops or customers at all; else nothing of the week has to do with them."""
        outlets = [self.header.member(name) for name in run_tables.outlets]
        deciding = [one.valuing(given.benefits) for one in deciders(given.segments, run_tables.cells)]
        products = [given.products[name] for name in run_tables.products]
        self.active_interventions = ActiveInterventions()
        self.aimed_media = aimed_media(given, outlets)
        self.utility_terms = UtilityTerms(deciding, products, aims=bool(self.aimed_media))
        self.outlet_traits = OutletTraits(outlets, self.utility_terms)
        self.effort_book = EffortBook(outlets, len(given.manufacturers))
        self.grievance_book = GrievanceBook(outlets, len(given.manufacturers))
        self.brand_knowledge = BrandKnowledge(given, run_tables, self.outlet_traits)
        self.ads: tuple[Ad, ...] = ()
        self.media_in_effect = MediaInEffect(given.media, len(run_tables.cells))
        self.offer_table = OfferTable(run_tables, len(given.benefits))
        self.reference_prices = ReferencePrices(given, run_tables, self.utility_terms)
        self.terms_in_force = TermsInForce()
        self.opening_terms = OpeningTerms()
        self.returns = ReturnsBook(given, run_tables, outlets, self.header.contracts)
        self.choice_tables_builder = ChoiceTablesBuilder(
            run_tables,
            researchers(given.segments, run_tables.cells),
            products,
            self.utility_terms,
            self.outlet_traits,
            self.returns.brings_back,
        )
        self.promotions = Promotions(
            run_promotions_of(given, run_tables, outlets), given, run_tables, self.offer_table, self.routes
        )
        self.backorders = BackorderBook(given, run_tables, outlets)
        self.repairs = RepairBook(given, run_tables)
        self.use = UseBook(self.header.tells_use, run_tables)
        self.support = SupportBook(given, run_tables, self.header)

    def _set_up_relations(self) -> None:
        """Set up events, and what decides on entry and exit."""
        self.event_states = event_states_of(self.given, self.channel.graph["opened_by"])
        self.uncalled = {name for state in self.event_states for name in state.opens}
        """Members that an event opens, as long as it is not in force where they are."""
        self.member_profits = MemberProfits(self.header.members, self.header.contracts)
        self.compensation_book = CompensationBook(self.header.contracts)

    def _set_up_customers(self, customer: type[Customer] | None) -> None:
        """Draw the customers, and set up what they owe."""
        self.consumer_credit = ConsumerCredit(self.header, self.dice)
        outlets, reach = self.outlet_traits.outlets, self.outlet_traits.reach
        formats = [str(outlet.format) for outlet in outlets]
        deciding = deciders(self.given.segments, self.run_tables.cells)
        spreads = [self.utility_terms.spreads(one, formats) for one in deciding]
        people = draw_population(self.run_tables, deciding, spreads, reach, self.dice)
        self.customer_keys = people.key
        shape = len(people.key), len(self.given.manufacturers)
        self.acquisitions = Acquisitions.none(*shape) if self.given.cohorts else None
        self.crowd = self._gather(people, customer)
        self.crowd.remember_for(self.aimed_media)
        self.crowd.tell_sources(media_told(self.given), self.given.response.always_aware)

    def _set_up_comparisons(self, customer: type[Customer] | None, build: BuildChannel) -> None:
        """Set up the market without each source of harm to be told net; its members decide nothing."""
        scenario, self.without_sources = self.header.scenario, dict[str, Market]()
        terms = scenario.conflict.model_copy(update={"net_of": []})
        for source in scenario.conflict.net_of:
            without = scenario.model_copy(update={"conflict": terms})
            kept = (self.header.seed, (), customer, self.dice, self.measure)
            other = Market(without, *kept, build=without_source(build, source))
            other.active_interventions = self.active_interventions
            other.effort_book.policies.clear()
            self.without_sources[source.words] = other

    def _gather(self, people: People, customer: type[Customer] | None) -> Crowd:
        if customer is not None:
            warn(f"{customer.__name__}s are asked one by one, not as columns: slower", stacklevel=2)
        if customer is not None or self.given.crowd == "one_by_one":
            kind = customer or Customer
            return OneByOne(self, self.run_tables, people, self.utility_terms, self.outlet_traits, kind)
        crowd = AllAtOnce(self.run_tables, people, self.dice, self.utility_terms, self.outlet_traits)
        self.register_population(listed(self, crowd, CustomerRow), listed_as=Customer)
        return crowd

    def _let_look_below(self) -> None:
        """Show members with a rule that looks downstream the inventories there."""
        for name, agent in self.members.items():
            if agent.member.ordering is not None and agent.member.ordering.looks_below:
                below = [self.members[other] for other in nx.descendants(self.channel, name)]
                agent.stock.below = [other.stock for other in below if other.member.uses is None]

    def step(self) -> None:
        """Play one week, phase by phase."""
        self.week += 1
        for phase in self.phases:
            phase(self)
