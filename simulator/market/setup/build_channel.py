"""Building the channel: from a scenario to the graph of all members that will ever be there."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import networkx as nx
from pydantic import ValidationError

from simulator.base.keyed_random import KeyedRandom
from simulator.base.registry import suggestion
from simulator.domain.channel.channel import ChannelError, draw_channel, members_of
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.distribution_model import DistributionModel, Drawing, Setting
from simulator.domain.channel.member import Member
from simulator.domain.channel.size_limits import MOST_MEMBERS, times
from simulator.domain.registries import NOTES
from simulator.market.setup.apply_contract_terms import apply_contract_terms
from simulator.market.setup.assign_named_members import MemberAssignment
from simulator.market.setup.check_aggrieved import aggrieved_faults
from simulator.market.setup.check_backorder_terms import backorder_faults
from simulator.market.setup.check_event_targets import unknown_event_targets
from simulator.market.setup.check_media_sellers import media_seller_faults
from simulator.market.setup.check_message_formats import unknown_formats
from simulator.market.setup.check_net_of import net_of_faults
from simulator.market.setup.check_opening_goods import opening_faults, terms_places, way_keys
from simulator.market.setup.check_promotions import promotion_faults
from simulator.market.setup.check_return_terms import return_faults
from simulator.market.setup.check_size import check_member_count, check_size
from simulator.market.setup.check_support_terms import support_faults
from simulator.market.setup.check_warranty_terms import warranty_faults
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.market.setup.ways_to_market import in_their_channels
from simulator.scenario.checks.inconsistency import Inconsistency, Keys
from simulator.scenario.events import Event
from simulator.scenario.sample import sample_of
from simulator.scenario.schema import Scenario
from simulator.scenario.switches import contract_as_played, members_as_played
from simulator.scenario.validation.messages import LIMITS


def build_channel(scenario: Scenario, dice: KeyedRandom) -> nx.DiGraph:
    """Return the channel graph: manufacturers first, then what each distribution model draws.

    What an event opens later is drawn now and opens in its week, so that nobody's key ever moves.
    Raises ChannelError if members and contracts make no channel, or a part of the scenario means somebody
    who is not there (with mechanisms switched off, it may be that nobody of that name is drawn).
    """
    channel, wrong = channel_and_faults(scenario, dice)
    for _, why in () if scenario.switched_off else wrong:
        raise ChannelError(why)
    return channel


def channel_faults(scenario: Scenario) -> Iterator[Inconsistency]:
    """Yield what only drawing the channel shows to be wrong with a scenario, and under which keys."""
    played = sample_of(scenario).model_copy(update={"switched_off": []})
    try:
        _, wrong = channel_and_faults(played, KeyedRandom(1))
    except ChannelError as error:
        yield ("distribution",), str(error)
    else:
        yield from wrong


def channel_and_faults(scenario: Scenario, dice: KeyedRandom) -> tuple[nx.DiGraph, list[Inconsistency]]:
    """Return the channel graph, and the names in the scenario that are not in it.

    In the graph's attributes stands whom each event opens.
    """
    seating = MemberAssignment(scenario.members, scenario.focal_maker)
    drawn_by: dict[tuple[str, str], Keys] = {}
    members, contracts, opened_by = drawn_graph(scenario, dice, seating, drawn_by)
    check_size(scenario, members, contracts)
    offered = [
        *unknown_formats(scenario, members),
        *promotion_faults(scenario, members, contracts),
        *backorder_faults(scenario, members, contracts),
        *return_faults(scenario, members, contracts),
        *warranty_faults(scenario, members),
        *support_faults(scenario, members),
        *aggrieved_faults(scenario, members),
        *net_of_faults(scenario, members, contracts),
        *media_seller_faults(scenario, members),
    ]
    contracts, unmet = apply_contract_terms(
        (members, contracts), scenario.contracts, scenario.products, scenario.carriers
    )
    offered += opening_faults(scenario, members, contracts, drawn_by)
    channel = draw_channel(
        members_as_played(scenario, members), [contract_as_played(scenario, terms) for terms in contracts]
    )
    channel.graph["opened_by"] = opened_by
    return channel, [*seating.left_over(), *unmet, *offered, *capability_faults(scenario, channel)]


def channel_notes(scenario: Scenario, *names: str) -> Iterator[Inconsistency]:
    """Yield what is right in a scenario though it may not be meant: all notes, or the ones so called."""
    channel = channel_drawn(scenario)
    for name in names or NOTES.names():
        yield from NOTES.get(name)(channel)


def channel_drawn(scenario: Scenario) -> DrawnChannel:
    """Return a scenario with the members and contracts that its distribution models draw."""

    def redraw(way: DistributionModel) -> Drawing:
        seating = MemberAssignment(scenario.members, scenario.focal_maker)
        return draw_with_named_members(scenario, way, 0, KeyedRandom(1), seating)

    seating = MemberAssignment(scenario.members, scenario.focal_maker)
    members, contracts, _ = drawn_graph(scenario, KeyedRandom(1), seating)
    return DrawnChannel(scenario, members, contracts, redraw)


def drawn_graph(
    scenario: Scenario,
    dice: KeyedRandom,
    seating: MemberAssignment,
    drawn_by: dict[tuple[str, str], Keys] | None = None,
) -> tuple[list[Member], list[Contract], dict[str, tuple[str, ...]]]:
    """Return members and contracts as the distribution models draw them, and the members each event opens.

    Into *drawn_by* goes under which keys it stands what is owed and in transit between two at the opening.
    """
    members = [manufacturer(scenario, name) for name in scenario.manufacturers]
    contracts: list[Contract] = []
    for number, (week, model) in enumerate(scenario.ways()):
        drawing = draw_with_named_members(scenario, model, week, dice, seating)
        members.extend(drawing.members)
        contracts.extend(drawing.contracts)
        check_member_count(scenario, members)
        if drawn_by is not None:
            drawn_by |= terms_places(model, drawing, way_keys(scenario, number))
    opened_by: dict[str, tuple[str, ...]] = {}
    for at, event in enumerate(scenario.events):
        if event.opening is not None:
            drawing = draw_with_named_members(scenario, event.opening, event.week, dice, seating)
            opened_by[scenario.event_name(at)] = tuple(member.name for member in drawing.members)
            members.extend(opened_by_event(member, event) for member in drawing.members)
            contracts.extend(drawing.contracts)
            check_member_count(scenario, members)
            if drawn_by is not None:
                place: Keys = ("open_channel",) if event.do is None else ("do", "open_channel")
                drawn_by |= terms_places(event.opening, drawing, ("events", at, *place))
    return members, contracts, opened_by


def draw_with_named_members(
    scenario: Scenario,
    model: DistributionModel,
    week: int | None,
    dice: KeyedRandom,
    seating: MemberAssignment,
) -> Drawing:
    """Return what a distribution model draws, with named members in their places."""
    makers = model.whose(scenario.focal_maker, list(scenario.manufacturers))
    setting = replace(setting_of(scenario, model, week, dice), named_members=seating.waiting(makers))
    try:
        drawing = in_their_channels(model, model.draw(setting))
    except ValidationError as wrong:  # each setting is within its own limits, what they come to is not
        raise ChannelError(out_of_limits(wrong)) from None
    contracts = with_delivery_terms(scenario, model, drawing)
    if model.regions is not None:
        meant = {"regions": tuple(model.regions)}
        contracts = [terms.model_copy(update=meant) if terms.prices else terms for terms in contracts]
    return Drawing(seating.seated(makers, drawing.members), contracts)


def out_of_limits(wrong: ValidationError) -> str:
    """Return what settings that are right one by one come to together, and the limit of it."""
    (first, *_) = wrong.errors()
    name = ".".join(map(str, first["loc"])) or wrong.title
    if first["type"] not in LIMITS:
        return f"these settings together make no {wrong.title}: {name}: {first['msg']}"
    limit, must = LIMITS[first["type"]]
    return (
        f"these settings come to {name} = {first['input']:g} ({wrong.title}), "
        f"which {must} {first['ctx'][limit]:g}; choose them otherwise"
    )


def with_delivery_terms(scenario: Scenario, model: DistributionModel, drawing: Drawing) -> list[Contract]:
    """Return the contracts that a model draws, on what is said of delivery along it."""
    if model.delivery is None:
        return drawing.contracts
    users = {member.name for member in drawing.members if member.uses is not None}
    return [
        model.delivery.of(terms, scenario.carriers) if terms.prices and terms.buyer not in users else terms
        for terms in drawing.contracts
    ]


def capability_faults(scenario: Scenario, channel: nx.DiGraph) -> Iterator[Inconsistency]:
    """Yield events and rules that name members that are not in the channel."""
    yield from unknown_event_targets(scenario, channel)
    yield from idle_rules(scenario, channel)


def idle_rules(scenario: Scenario, channel: nx.DiGraph) -> Iterator[Inconsistency]:
    """Yield allocation rules with a tag that no buyer has."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for supplier, buyer in channel.edges:
        known[_footing(scenario, channel, supplier)].update(_member(channel, buyer).tags)
    told: set[tuple[str, str]] = set()
    for member in members_of(channel):
        footing = _footing(scenario, channel, member.name)
        for tag in member.allocation.tags() if member.allocation else ():
            if tag not in known[footing] and (footing, tag) not in told:
                told.add((footing, tag))
                place: Keys = ("distribution",)
                if member.name in scenario.manufacturers:
                    place = ("manufacturers", member.name, "allocation")
                yield (
                    place,
                    f"no buyer of {footing} is tagged '{tag}'; {suggestion(tag, list(known[footing]))}",
                )


def _footing(scenario: Scenario, channel: nx.DiGraph, supplier: str) -> str:
    """Return the group that luck deals buyers out in: a manufacturer for itself, others by role."""
    return supplier if supplier in scenario.manufacturers else f"any {_member(channel, supplier).role}"


def _member(channel: nx.DiGraph, name: str) -> Member:
    member: Member = channel.nodes[name]["member"]
    return member


def opened_by_event(member: Member, event: Event) -> Member:
    """Return a member that an event opens; an outlet elsewhere than the event has no date of its own."""
    is_there = member.format is None or event.where.has(member)
    return member if is_there else member.model_copy(update={"opens": None})


def manufacturer(scenario: Scenario, name: str) -> Member:
    """Return a manufacturer as a member of the channel."""
    made = scenario.manufacturers[name]
    return Member(
        name=name,
        role="manufacturer",
        storage_cost=made.storage_cost,
        opening_stock=made.opening_stock,
        ordering=made.ordering,
        allocation=made.allocation,
    )


def setting_of(scenario: Scenario, model: DistributionModel, week: int | None, dice: KeyedRandom) -> Setting:
    """Return what a distribution model is given to draw in."""
    makers = model.whose(scenario.focal_maker, list(scenario.manufacturers))
    names = model.products or [name for name, product in scenario.products.items() if product.maker in makers]
    return Setting(
        maker=makers[0],
        products={name: scenario.products[name] for name in names},
        regions=tuple(model.regions or scenario.regions),
        random=dice,
        opens=week,
        most_members=times(scenario.size_limit, MOST_MEMBERS),
    )
