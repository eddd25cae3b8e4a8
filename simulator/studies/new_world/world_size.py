"""World size: how often people need the product, how many of them are played, and what each way opens with.

    needs a year = the larger of   bought a year, by anybody / 0.35
                                   units a year / (0.5 · known · coverage)

so that share and units can be reached: a third of needs is met in the shipped worlds, and of the people that
know the product and have it at hand no more than half need to buy it. One customer stands for as many people
as leave each outlet, in each way to market, some twenty purchases between two deliveries.
"""

import math

from simulator.market.setup.build_channel import channel_drawn, channel_faults
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.market.setup.notes.lumpiness import ENOUGH, purchases_per_cycle
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import scenario_of
from simulator.scenario.schema import Scenario
from simulator.scenario.yaml.nodes import Mapping
from simulator.scenario.yaml.read import read_nodes
from simulator.studies.new_world.known_market import MOST_NEEDS, KnownMarket, KnownMarketError
from simulator.studies.new_world.way_terms import Seller, basis_of, outlets_of, rounded, sizes_of
from simulator.studies.new_world.world_text import (
    FEWEST_PLACES,
    OWN,
    RIVALS,
    WorldSize,
    rivals_terms,
    world_text,
)

MET, MET_BY_OWN = 0.35, 0.5
"""Share of needs that any maker meets, and of needs that the product could meet, that it meets; choices."""
FEWEST_PLAYED = 2000
"""How many customers are played at least, where there are so many people [customers]."""
MOST_PLACES, MORE_PLACES = 64, 1.5
"""How many outlets a customer has at hand at most, and how many times as many as in the mean."""


def world_size(market: KnownMarket) -> WorldSize:
    """Return the size of a new world; KnownMarketError for a way to market that suits no such world."""
    drafted = WorldSize(
        per_year=min(MOST_NEEDS, market.bought_a_year / MET / market.people),
        ways={model: sizes_of(model, market) for model in market.models},
        rivals=rivals_terms(market),
    )
    channels = {way: _drawn(market, drafted, way) for way in (*market.ways, *market.models)}
    per_year = _needs(market, channels[market.ways[0]])
    more = per_year / drafted.per_year
    cycles = min(min(purchases_per_cycle(one).values(), default=math.inf) for one in channels.values()) * more
    people = _people(market, cycles)
    own = Seller(OWN, market.price, market.units_a_week, market.sending)
    terms = {
        name: drafted.ways[name]
        | basis_of(channels[name].scenario.distribution[0], channels[name], own, people)
        for name in market.models
    }
    (theirs,) = (channel := channels[market.ways[0]]).scenario.competition
    rivals = Seller(RIVALS, market.price, market.rivals_a_week, market.sending)
    at_hand = max(_outlets_at_hand(one) for one in channels.values())
    return WorldSize(
        per_year=per_year,
        people_per_customer=people,
        candidates=min(MOST_PLACES, max(FEWEST_PLACES, math.ceil(at_hand * MORE_PLACES))),
        ways=terms,
        rivals=drafted.rivals | basis_of(theirs, channel, rivals, people),
    )


def _drawn(market: KnownMarket, size: WorldSize, way: str) -> DrawnChannel:
    """Return the channel of a way to market in a drafted world."""
    try:
        scenario = _scenario(world_text(market, size, way))
    except ScenarioError as wrong:
        raise KnownMarketError(f"--ways: {way}: {wrong.complaints[0].text}") from None
    channel = channel_drawn(scenario)
    if not outlets_of(channel, OWN):
        raise KnownMarketError(f"--ways: {way} brings nothing to customers; name another distribution model")
    return channel


def _scenario(text: str) -> Scenario:
    root, _ = read_nodes(text, "simulator new")
    if not isinstance(root, Mapping):
        raise TypeError("a world is a map")
    return scenario_of(root, also=channel_faults)


def _needs(market: KnownMarket, channel: DrawnChannel) -> float:
    """Return how often each of the people needs something of its kind in a year."""
    places = {outlet.hosted_by or name: outlet.reach for name, outlet in outlets_of(channel, OWN).items()}
    nowhere = math.prod(1.0 - reach for reach in places.values())
    reached = market.known * (1.0 - nowhere)
    by_anybody, by_own = market.bought_a_year / MET, market.units / MET_BY_OWN / reached
    needs = max(by_anybody, by_own) / market.people
    if needs <= MOST_NEEDS:
        return rounded(needs, 3)
    told = f"--units: {market.units:,.0f} a year are too many for"
    most = f"each would need {needs:,.1f} a year; at most {MOST_NEEDS:g} are played"
    help_ = "name more people, or a larger unit, such as a case"
    if by_anybody >= by_own:
        raise KnownMarketError(
            f"{told} {market.people:,} --people: all makers sell {market.bought_a_year:,.0f} at a --share of "
            f"{market.share:g}, which meet {100 * MET:g} % of needs: {most}; {help_}"
        )
    knowing = f"know it (--known {market.known:g}) and have an outlet at hand (--near {market.near:g})"
    raise KnownMarketError(
        f"{told} the {100 * reached:.2g} % of {market.people:,} --people that {knowing}: {most}; {help_}, or "
        "that more of them do"
    )


def _people(market: KnownMarket, cycles: float) -> int:
    """Return for how many people one customer stands, a round number."""
    most = min(cycles / ENOUGH, market.people / FEWEST_PLAYED, 1e6)
    if most < 2.0:
        return 1
    ten = 10 ** math.floor(math.log10(most))
    return int(most // ten * ten)


def _outlets_at_hand(channel: DrawnChannel) -> float:
    """Return how many outlets of all makers a customer has at hand in the mean."""
    return sum(outlet.reach for outlet in channel.outlets.values() if not outlet.is_potential)
