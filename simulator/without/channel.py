"""Switches of who sells, at what price and to how many: rivals, price rules, floors, hours, reach."""

from simulator.domain.channel import Contract, Member
from simulator.domain.decisions import pricing_rule
from simulator.domain.shelves import SWITCHES
from simulator.scenario.schema import Scenario
from simulator.scenario.switching import of_contracts, of_members, of_scenario


@SWITCHES.register("competition")
@of_scenario
def competition(given: Scenario) -> Scenario:
    """Other manufacturers' products are neither sold nor advertised."""
    focal = given.focal_maker
    own = [c for c in given.campaigns if c.product is None or given.products[c.product].maker == focal]
    ways = [way for way in given.distribution if way.maker in (None, focal)]
    events = [e for e in given.events if e.open_channel is None or e.open_channel.maker in (None, focal)]
    return given.model_copy(
        update={"competition": [], "distribution": ways, "campaigns": own, "events": events}
    )


@SWITCHES.register("events")
@of_scenario
def events(given: Scenario) -> Scenario:
    """Nothing happens that was planned for a week: nobody opens, leaves or changes what is said."""
    return given.model_copy(update={"events": []})


@SWITCHES.register("price_setting")
@of_members
def price_setting(member: Member) -> Member:
    """Every outlet asks the list price, always."""
    return member.model_copy(update={"pricing": pricing_rule("keep_list")}) if member.format else member


@SWITCHES.register("price_floor")
@of_contracts
def price_floor(contract: Contract) -> Contract:
    """No contract has a price floor."""
    return contract.model_copy(update={"price_floor": None})


@SWITCHES.register("commissions")
@of_contracts
def commissions(contract: Contract) -> Contract:
    """Marketplaces keep nothing of what is sold on them."""
    return contract.model_copy(update={"commission": 0.0})


@SWITCHES.register("capacity")
@of_members
def capacity(member: Member) -> Member:
    """Nobody is short of hours: an outlet sells whatever it has."""
    return member.model_copy(update={"weekly_capacity": None})


@SWITCHES.register("service")
@of_members
def service(member: Member) -> Member:
    """Being served well is worth nothing by itself; advice still is."""
    return member.model_copy(update={"service": 0.0})


@SWITCHES.register("reach")
@of_members
def reach(member: Member) -> Member:
    """Every outlet is at hand for everybody whom it serves, as many as anybody has room for."""
    return member.model_copy(update={"reach": 1.0})


@SWITCHES.register("wholesale_pricing")
@of_contracts
def wholesale_pricing(contract: Contract) -> Contract:
    """Suppliers set no prices week by week: contracts keep the prices that they open with."""
    return contract.model_copy(update={"pricing": None})


@SWITCHES.register("buy_box")
@of_members
def buy_box(member: Member) -> Member:
    """Marketplaces show all offers alike: there is no box, and nothing to look behind."""
    return member.model_copy(update={"buy_box": None, "behind_box": 0.0})


@SWITCHES.register("closing")
@of_members
def closing(member: Member) -> Member:
    """Nobody closes for good in a week settled beforehand: pop-up stores stay."""
    return member.model_copy(update={"closes": None})


@SWITCHES.register("listing")
@of_members
def listing(member: Member) -> Member:
    """Every outlet has room for all it is supplied with, and lists it all."""
    return member.model_copy(update={"listing": None, "shelf_space": None})


@SWITCHES.register("coming_and_going")
@of_members
def coming_and_going(member: Member) -> Member:
    """Nobody opens or leaves because of what is earned; who is there from the start stays."""
    return member.model_copy(update={"staying": None})
