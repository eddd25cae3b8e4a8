"""Levers: each part of the marketing mix stands on its fields, and every action moves exactly one."""

import pytest

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.member import Member
from simulator.domain.events.intervention import LEVERS, Action
from simulator.domain.lever import Lever, fields_of, lever_of
from simulator.domain.product.product import Product
from simulator.domain.registries import INTERVENTIONS
from simulator.scenario.schema import Scenario


@pytest.mark.parametrize("record", [Member, Contract, Scenario, Product])
def test_a_field_bears_one_lever_at_most(record: type) -> None:
    """Counted lever by lever and field by field."""
    found = [name for lever in Lever for name in fields_of(record, lever)]

    assert len(found) == len(set(found))
    assert set(found) == {name for name in record.model_fields if lever_of(record, name)}  # type: ignore[attr-defined]


def test_all_that_customers_are_told_asked_and_given_bears_its_lever() -> None:
    """What an outlet says is message, what it asks price, how it serves service; the rest is its place."""
    assert set(fields_of(Member, Lever.MESSAGE)) == {"credibility"}
    assert set(fields_of(Member, Lever.PRICE)) == {"pricing"}
    assert {"expertise", "service", "capabilities", "remote"} <= set(fields_of(Member, Lever.SERVICE))
    assert not list(fields_of(Member, Lever.REACH))
    assert {"distribution", "members", "contracts"} <= set(fields_of(Scenario, Lever.REACH))
    assert {"messages", "campaigns"} <= set(fields_of(Scenario, Lever.MESSAGE))


@pytest.mark.parametrize("name", INTERVENTIONS.names())
def test_an_action_moves_one_lever(name: str) -> None:
    """An action whose verbs belong to two would be split by neither."""
    entry = INTERVENTIONS.get(name)
    moved = {
        lever
        for lever, verbs in LEVERS.items()
        for verb in verbs
        if getattr(entry, verb) is not getattr(Action, verb)
    }

    assert moved == {entry.lever()}


def test_every_verb_of_an_action_moves_a_lever() -> None:
    """A new verb says what it moves."""
    own = {name for name in vars(Action) if not name.startswith("_") and callable(getattr(Action, name))}
    said = [verb for verbs in LEVERS.values() for verb in verbs]

    assert len(said) == len(set(said))
    assert own - set(said) == {"lever"}
