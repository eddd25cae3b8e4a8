"""Switches of what people hear, know and believe: awareness, messages, campaigns, word of mouth."""

from simulator.domain.channel.channel import Member
from simulator.domain.registries import SWITCHES
from simulator.scenario.schema import Scenario
from simulator.scenario.switches import Switch, events_without, of_scenario, with_response


@SWITCHES.register("awareness")
@of_scenario
def awareness(given: Scenario) -> Scenario:
    """Everybody knows every product from the start and for good."""
    return with_response(given, known=1.0)


@SWITCHES.register("word_of_mouth")
@of_scenario
def word_of_mouth(given: Scenario) -> Scenario:
    """Owners are not heard: nobody comes to know a product because others have it."""
    return with_response(given, word_of_mouth=0.0)


@SWITCHES.register("shelf")
@of_scenario
def shelf(given: Scenario) -> Scenario:
    """Products are not seen in outlets until they are needed: standing there makes nothing known."""
    return with_response(given, shelf=0.0)


@SWITCHES.register("forgetting")
@of_scenario
def forgetting(given: Scenario) -> Scenario:
    """Nothing is forgotten: what was heard stays in the ear, what was believed stays believed."""
    return with_response(given, remembering=1.0, relapse=0.0)


@SWITCHES.register("price_talk")
@of_scenario
def price_talk(given: Scenario) -> Scenario:
    """Talk of price makes nobody more sensitive to price."""
    return with_response(given, price_talk=0.0)


@SWITCHES.register("campaigns")
@of_scenario
def campaigns(given: Scenario) -> Scenario:
    """Nobody advertises on media, and nobody pays for it."""
    return given.model_copy(update={"campaigns": [], "events": events_without(given, "adds", "runs")})


@SWITCHES.register("messages")
@of_scenario
def messages(given: Scenario) -> Scenario:
    """Nothing is said at outlets; campaigns go on."""
    said = given.messages.model_copy(update={"default": None, "by_channel": {}, "by_maker": {}})
    return given.model_copy(update={"messages": said, "events": events_without(given, "says")})


def _nothing_learned(given: Scenario) -> Scenario:
    return with_response(given, learning=0.0)


def _not_believed(member: Member) -> Member:
    return member.model_copy(update={"credibility": 0.0})


SWITCHES.register("persuasion")(
    Switch(
        "Nothing that is said is believed, at outlets or on media: it only makes products known.",
        scenario=_nothing_learned,
        member=_not_believed,
    )
)
