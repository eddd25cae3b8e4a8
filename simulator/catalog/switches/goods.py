"""Switches of goods on their way: shortage, delay, storage."""

from simulator.domain.channel.channel import Contract, Member
from simulator.domain.registries import SWITCHES
from simulator.scenario.schema import Scenario
from simulator.scenario.switches import Switch, of_contracts, of_members, of_scenario, with_products


@SWITCHES.register("shortage")
@of_scenario
def shortage(given: Scenario) -> Scenario:
    """Nothing is ever out of stock: everything is made when it is sold, and nobody keeps any."""
    return with_products(given, digital=True)


@SWITCHES.register("backorders")
@of_scenario
def backorders(given: Scenario) -> Scenario:
    """Nobody orders what is out of stock: customers take something else or go without."""
    return given.model_copy(update={"backorders": []})


@SWITCHES.register("storage")
@of_members
def storage(member: Member) -> Member:
    """Nobody pays for keeping goods."""
    return member.model_copy(update={"storage_cost": 0.0})


def _made_at_once(given: Scenario) -> Scenario:
    makers = {
        name: maker.model_copy(update={"production_weeks": 0}) for name, maker in given.manufacturers.items()
    }
    return given.model_copy(update={"manufacturers": makers})


def _sent_at_once(contract: Contract) -> Contract:
    return contract.model_copy(update={"lead_time_weeks": 0, "order_weeks": 0, "delays": []})


SWITCHES.register("delays")(
    Switch(
        "What is ordered or made is there at once, in time for next week's customers.",
        scenario=_made_at_once,
        contract=_sent_at_once,
    )
)


@SWITCHES.register("late_deliveries")
@of_contracts
def late_deliveries(contract: Contract) -> Contract:
    """Whatever is shipped arrives when it was agreed to."""
    return contract.model_copy(update={"delays": []})


@SWITCHES.register("freight")
@of_contracts
def freight(contract: Contract) -> Contract:
    """Nobody pays for carrying goods from one member to another."""
    return contract.model_copy(update={"freight": 0.0})


@SWITCHES.register("production_capacity")
@of_scenario
def production_capacity(given: Scenario) -> Scenario:
    """Manufacturers can make as much in a week as they want to."""
    makers = {
        name: maker.model_copy(update={"weekly_capacity": None})
        for name, maker in given.manufacturers.items()
    }
    return with_products(given.model_copy(update={"manufacturers": makers}), weekly_capacity=None)


@SWITCHES.register("spoilage")
@of_scenario
def spoilage(given: Scenario) -> Scenario:
    """No goods become worthless while they lie on a shelf."""
    return with_products(given, spoilage=0.0)
