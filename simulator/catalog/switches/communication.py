"""Switches of messages at outlets and of campaigns on media."""

from simulator.domain.registries import SWITCHES
from simulator.scenario.schema import Scenario
from simulator.scenario.switches import events_without, of_scenario


@SWITCHES.register("campaigns")
@of_scenario
def campaigns(given: Scenario) -> Scenario:
    """No campaign runs on media, and none is paid for."""
    return given.model_copy(update={"campaigns": [], "events": events_without(given, "adds", "runs")})


@SWITCHES.register("messages")
@of_scenario
def messages(given: Scenario) -> Scenario:
    """Nothing is said at outlets; campaigns go on."""
    said = given.messages.model_copy(update={"default": None, "by_channel": {}, "by_maker": {}})
    return given.model_copy(update={"messages": said, "events": events_without(given, "says")})
