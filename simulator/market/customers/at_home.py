"""At home: what customers have, take home, keep, wait for and remember, in columns."""

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.keyed_random import KeyedRandom
from simulator.base.numerics.each_once import each_once
from simulator.market.customers.belongings import Belongings
from simulator.market.customers.category_visits import CategoryVisits
from simulator.market.customers.customer_columns import CustomerColumns
from simulator.market.customers.looking_again import LookingAgain
from simulator.market.customers.meeting_ads import MeetingAds
from simulator.market.customers.needing_help import asking, begin_anew, wait_for_help
from simulator.market.customers.needs_asking import NeedsAsking
from simulator.market.customers.open_needs import CANCELLED, MET
from simulator.market.customers.outlets_seen import no_traffic
from simulator.market.customers.own_memory import own_columns
from simulator.market.customers.owners_at_start import equip_owners
from simulator.market.customers.population_draw import People, reached_anew
from simulator.market.customers.taking_home import TakingHome
from simulator.market.customers.traffic_sources import TrafficSources
from simulator.market.customers.using import fail, leave, no_longer, put_to_use, use_again
from simulator.market.state.choice_tables import NONE, RunTables
from simulator.market.state.luck_weeks import week_of_need, week_of_unit
from simulator.market.state.outlet_traits import OutletTraits
from simulator.market.state.repair_book import Failures
from simulator.market.state.utility_terms import UtilityTerms
from simulator.mechanisms.experience.return_decision import is_kept


class AtHome:
    """Customers as columns: their people, what they own, wait for and remember."""

    def __init__(
        self,
        run_tables: RunTables,
        people: People,
        dice: KeyedRandom,
        terms: UtilityTerms,
        traits: OutletTraits,
    ) -> None:
        self.run_tables, self.terms, self.traits = run_tables, terms, traits
        customers = len(people.key)
        self.columns = CustomerColumns(
            run_tables,
            people,
            dice,
            experience=np.zeros((customers, len(run_tables.products)), dtype=bool),
            waiting=np.zeros((customers, len(run_tables.categories)), dtype=np.int16),
            belongings=Belongings.none(run_tables, people.cell),
            memory={
                name: np.full(customers, first, dtype=np.float64) for name, first in terms.remembers.items()
            },
            own=own_columns(terms.of_products, customers, len(run_tables.products)),
            reach=traits.reach,
        )
        equip_owners(self.columns, terms.owned_at_start)
        self.needs = NeedsAsking(self.columns, terms.asks)
        self.again = LookingAgain(self.columns, terms)
        self.traffic = no_traffic(run_tables)
        self.sources = TrafficSources(self.columns)
        self.ads = MeetingAds((), run_tables, self.sources)
        self.taking_home = TakingHome(self.columns, run_tables, terms, traits)

    def take_home(self, visits: CategoryVisits) -> None:
        """Remember what everybody took of a category."""
        met, week = visits.got != NONE, self.taking_home.tables.week
        who, at_once = visits.intentions.customer[met], np.zeros(np.count_nonzero(met))
        self.take(who, visits.got[met], week, visits.luck_week[met], at_once)

    def take(
        self, who: Integers, offer: Integers, week: int, luck_week: Integers, weeks_late: Floats
    ) -> None:
        """Let customers take offers home, in order, each customer once.

        *luck_week*: the week whose luck the need of each had; *weeks_late*: how much later each comes than
        was told.
        """
        columns, product = self.columns, offer % len(self.run_tables.products)
        columns.experience[who, product] = True
        columns.belongings.take(who, product, week)
        if self.again.remembers:
            self.again.bought[who] = True
        satisfaction = self.taking_home.take(who, offer, week_of_unit(week, luck_week), weeks_late)
        put_to_use(columns, who, offer, week, luck_week)
        leave(columns, who, product, week_of_need(week, luck_week), satisfaction)
        begin_anew(columns, who, product)

    def having(self, in_use: Integers, week: int) -> Integers:
        """Return how many customers are heard of each product [C, P]; *in_use*: how many have it in use."""
        return self.columns.having(in_use, week)

    def luck_of_units(self) -> Floats:
        """Return what the luck of units is worth that were taken home since this was asked last [utils]."""
        return self.taking_home.luck_of_units()

    def found_on_delivery(self, who: Integers, offer: Integers, weeks_late: Floats) -> Floats:
        """Return what the way they are handed over adds to the worth of units at home, unforeseen [utils]."""
        return self.taking_home.on_delivery(who, offer, weeks_late)

    def price_sensitivity(self, who: Integers, offer: Integers) -> Floats:
        """Return what a unit of currency paid for offers costs customers [utils per currency]."""
        product = offer % len(self.run_tables.products)
        return self.columns.price_sensitivity(who, self.run_tables.category_of.take(product))

    def keeps(self, who: Integers, offer: Integers, value: Floats, back: Floats) -> Flags:
        """Say which customers keep units that they could send back, as `Keeper.keeps`."""
        kept: Flags = is_kept(value, self.price_sensitivity(who, offer), back)
        return kept

    def set_aside(self, who: Integers, product: Integers) -> None:
        """Let customers use no more what they will send back, or what fails, one unit a row."""
        self.columns.belongings.set_aside(who, product)

    def send_back(self, who: Integers, offer: Integers, week: int) -> None:
        """Let customers have in use no longer what they send back."""
        no_longer(self.columns, who, offer % len(self.run_tables.products), week)

    def fail(self, failed: Failures, week: int, covered: Flags) -> Integers:
        """Let customers see units fail, and perhaps leave; return for how long each would have been used.

        They leave by the luck of the purchase, as if they had been so little satisfied then.
        """
        who, product = failed.customer, failed.offer % len(self.run_tables.products)
        satisfaction = self.taking_home.fail(who, failed.offer, week)
        if self.again.remembers:
            self.again.bought[who] = True
        left = fail(self.columns, who, product, week, covered)
        minds = self.run_tables.needs.satisfied[self.run_tables.category_of[product], failed.cell] > 0.0
        leave(self.columns, who[minds], product[minds], failed.need[minds], satisfaction[minds])
        return left

    def worth_of_use(self, who: Integers, offer: Integers) -> Floats:
        """Return what all that units deliver is worth to customers while they last [utils]."""
        return self.taking_home.worth_of_use(who, offer)

    def come_from_repair(self, who: Integers, product: Integers, week: int, weeks_left: Integers) -> None:
        """Let customers have in use again, for so many weeks, what comes back from a repairer; 0: not."""
        use_again(self.columns, who, product, week, weeks_left)

    def wear_out(self, week: int) -> tuple[Integers, Integers, Integers]:
        """Let units wear out after their last week of use; return customers, products and units."""
        return self.columns.belongings.worn_out(week)

    def units_drawn(self) -> Integers:
        """Return the net units taken from pantries since this was asked last [C, P]."""
        found = self.columns.belongings.drawn.copy()
        self.columns.belongings.drawn[:] = 0
        return found

    def units_kept(self, week: int) -> tuple[Integers, Integers]:
        """Return how many units customers have in use at a week's end, and for later, each [C, P]."""
        return self.columns.belongings.kept(week)

    def last_week_of_use(self, who: Integers, offer: Integers) -> Integers:
        """Return the last week in which units that customers took are of use to them [week]."""
        return self.columns.belongings.last_week(who, offer % len(self.run_tables.products))

    def ask_for_help(self, week: int) -> tuple[Integers, Integers]:
        """Return which customers ask for help this week, and with which product."""
        return asking(self.columns, week)

    def have_in_use(self, who: Integers, product: Integers, week: int) -> Flags:
        """Say which customers have products in use this week."""
        in_use: Flags = self.columns.belongings.in_use[who, product] >= week
        return in_use

    def offers_in_use(self, who: Integers, product: Integers) -> Integers:
        """Return the offers at which customers took products last, or NONE."""
        return self.columns.belongings.offer[who, product].astype(np.int64)

    def wait_for_help(self, who: Integers, product: Integers) -> None:
        """Let customers have waited a week for help, each with each product once."""
        wait_for_help(self.columns, who, product)

    def reach_anew(self, reach: Floats) -> None:
        """Let outlets be at hand for other shares of customers from now on."""
        self.columns.people = reached_anew(self.run_tables, self.columns.people, self.columns.dice, reach)
        self.columns.reach = reach
        self.columns.__dict__.pop("at_hand", None)

    def hand_over(
        self,
        who: Integers,
        category: Integers,
        offer: Integers,
        week: int,
        luck_week: Integers,
        weeks_late: Floats,
    ) -> None:
        """Let customers take home what they had waited for, in order.

        *luck_week*: the week whose luck the need of each had; *weeks_late*: how much later it is than told.
        """
        self.needs.order_ends(who, category, offer, MET)
        self.end_waiting(who, category, MET)
        rounds = list(each_once(who))
        for some in rounds:
            self.take(who[some], offer[some], week, luck_week[some], weeks_late[some])
        self.taking_home.put_in_order(rounds)

    def wait(self, who: Integers, category: int) -> None:
        """Let customers wait for what they have ordered."""
        self.columns.waiting[who, category] += 1

    def release(self, who: Integers, category: Integers, offer: Integers) -> None:
        """Let customers wait no longer for orders that are cancelled."""
        self.needs.order_ends(who, category, offer, CANCELLED)
        self.end_waiting(who, category, CANCELLED)

    def end_waiting(self, who: Integers, category: Integers, flow: int) -> None:
        """Close needs for which an order was waited for."""
        np.subtract.at(self.columns.waiting, (who, category), 1)
        for number in range(len(self.run_tables.categories)):
            self.needs.count(number, flow, who[category == number])

    def store(self, who: Integers, product: Integers) -> None:
        """Let customers keep a unit for later, each once."""
        self.columns.belongings.store(who, product)
