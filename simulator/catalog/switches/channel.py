"""Switches of who sells, at what price and to how many: rivals, price rules, floors, hours, reach."""

from simulator.domain.channel.channel import Contract, Member
from simulator.domain.channel.distribution_model import DistributionModel
from simulator.domain.decisions.policies import pricing_rule
from simulator.domain.registries import SWITCHES
from simulator.scenario.schema import Scenario
from simulator.scenario.switches import Switch, events_without, of_contracts, of_members, of_scenario


@SWITCHES.register("competition")
@of_scenario
def competition(given: Scenario) -> Scenario:
    """Other manufacturers' products are neither sold nor advertised."""
    focal = given.focal_maker
    own = [c for c in given.campaigns if c.product is None or given.products[c.product].maker == focal]
    ways = [way for way in given.distribution if way.maker in (None, focal)]
    mine = [name for name, product in given.products.items() if product.maker == focal]
    ways = [way.model_copy(update={"products": mine}) if _is_mixed(way, given) else way for way in ways]
    events = [e for e in given.events if e.who not in given.manufacturers or e.who == focal]
    events = [e for e in events if e.opening is None or e.opening.maker in (None, focal)]
    return given.model_copy(
        update={"competition": [], "distribution": ways, "campaigns": own, "events": events}
    )


def _is_mixed(way: DistributionModel, given: Scenario) -> bool:
    return way.products is None and len(way.whose(given.focal_maker, list(given.manufacturers))) > 1


@SWITCHES.register("events")
@of_scenario
def events(given: Scenario) -> Scenario:
    """Nothing happens that was planned for a week: nobody opens, leaves or changes what is said."""
    return given.model_copy(update={"events": []})


def _keeping_list(member: Member) -> Member:
    return member.model_copy(update={"pricing": pricing_rule("list_price")}) if member.format else member


def _no_other_prices(given: Scenario) -> Scenario:
    return given.model_copy(update={"events": events_without(given, "asks", "prices_by")})


SWITCHES.register("price_setting")(
    Switch("Every outlet asks the list price, always.", scenario=_no_other_prices, member=_keeping_list)
)


@SWITCHES.register("price_floor")
@of_contracts
def price_floor(contract: Contract) -> Contract:
    """No contract has a price floor."""
    return contract.model_copy(update={"price_floor": None})


@SWITCHES.register("commissions")
@of_contracts
def commissions(contract: Contract) -> Contract:
    """Marketplaces keep no share of a sale on them; what they take for sending and storing stays."""
    return contract.model_copy(update={"commission": 0.0})


@SWITCHES.register("rebates")
@of_contracts
def rebates(contract: Contract) -> Contract:
    """Nobody gets a bonus on how much it has bought."""
    return contract.model_copy(update={"rebates": ()})


@SWITCHES.register("territory")
@of_contracts
def territory(contract: Contract) -> Contract:
    """Nobody is promised an area, so nobody intrudes."""
    return contract.model_copy(update={"territory": False})


@SWITCHES.register("allocation")
@of_members
def allocation(member: Member) -> Member:
    """Suppliers share out what does not suffice in proportion to what was ordered."""
    return member.model_copy(update={"allocation": None})


@SWITCHES.register("offers")
@of_scenario
def offers(given: Scenario) -> Scenario:
    """Everybody is asked the same, and pays at once: no special offers, codes or instalments."""
    return given.model_copy(update={"offers": []})


@SWITCHES.register("codes")
@of_scenario
def codes(given: Scenario) -> Scenario:
    """No offer hangs on a word that one must know."""
    return given.model_copy(update={"offers": [offer for offer in given.offers if offer.code is None]})


@SWITCHES.register("instalments")
@of_scenario
def instalments(given: Scenario) -> Scenario:
    """All is paid at once, and nobody defaults."""
    return given.model_copy(update={"offers": [offer for offer in given.offers if offer.pay is None]})


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
