"""Switches of competition, of price rules, and of promotions of one kind."""

from simulator.domain.channel.distribution_model import DistributionModel
from simulator.domain.channel.member import Member
from simulator.domain.decisions.policies import pricing_rule
from simulator.domain.registries import SWITCHES
from simulator.scenario.schema import Scenario
from simulator.scenario.switches import Switch, events_without, of_scenario


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


def _keeping_list(member: Member) -> Member:
    return member.model_copy(update={"pricing": pricing_rule("list_price")}) if member.format else member


def _no_other_prices(given: Scenario) -> Scenario:
    return given.model_copy(update={"events": events_without(given, "asks", "prices_by")})


SWITCHES.register("price_setting")(
    Switch("Every outlet asks the list price, always.", scenario=_no_other_prices, member=_keeping_list)
)


@SWITCHES.register("codes")
@of_scenario
def codes(given: Scenario) -> Scenario:
    """No promotion needs a code."""
    return given.model_copy(
        update={"promotions": [offer for offer in given.promotions if offer.code is None]}
    )


@SWITCHES.register("instalments")
@of_scenario
def instalments(given: Scenario) -> Scenario:
    """No purchase is paid in parts, and no customer defaults."""
    return given.model_copy(update={"promotions": [offer for offer in given.promotions if offer.pay is None]})
