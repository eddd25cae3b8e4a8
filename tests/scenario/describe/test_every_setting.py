"""Every setting that is accepted is printed wherever settings are: each entry at each place that takes it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from simulator.base.record import Chosen, Record
from simulator.domain.channel.named_members import NamedMember
from simulator.domain.registries import DISTRIBUTION_MODELS, INTERVENTIONS
from simulator.scenario.describe.describe import describe
from simulator.scenario.diff import differences
from simulator.scenario.schema import Scenario
from simulator.scenario.yaml.node_types import fields_of
from simulator.views.terminal.setting_values import setting_values
from tests.worlds.entries import entries_of, required_terms
from tests.worlds.small import small_world

PLACES = [
    (name, field)
    for name, model in DISTRIBUTION_MODELS.items()
    for field, types in fields_of(model).items()
    if any(isinstance(one, Chosen) for one in types)
]
NO_CUSTOMERS: dict[str, Any] = {"customers": 0, "segments": {}, "regions": {}, "media": {}, "campaigns": [],
                                "events": [], "competition": [], "messages": {}}  # fmt: skip


def accepted(**changes: Any) -> Scenario | None:
    """Return the small world with some changes, none if it is refused."""
    try:
        return Scenario.model_validate_json(json.dumps(small_world(**changes)))
    except ValidationError:
        return None


def taken(record: type[Record], field: str) -> Iterator[dict[str, Any]]:
    """Yield every entry that a field offers, as a block."""
    for one in fields_of(record)[field]:
        if isinstance(one, Chosen):
            yield from (block for block in entries_of(one) if block[one.tag] not in one.but)


def names_in(block: dict[str, Any]) -> str:
    """Return the name of the entry that a block is."""
    return str(next(iter(block.values())))


@pytest.mark.by_day(14)
@pytest.mark.parametrize(("model", "field"), PLACES, ids=lambda word: word)
def test_every_entry_in_every_field_of_a_distribution_model(model: str, field: str) -> None:
    """It is described by its name, and its line of differences has two sides."""
    entry, shown = DISTRIBUTION_MODELS.get(model), 0
    more = NO_CUSTOMERS if model == "supply_line" else {}
    whole = {"model": model, **required_terms(entry.model_json_schema())}
    if model == "supply_line":
        whole["tiers"] = [{"name": "shop", "ordering": {"policy": "base_stock", "level": 9}}]
        whole.setdefault("demand", {"process": "constant", "mean": 4})
    usual = accepted(distribution=whole, **more)
    for block in taken(entry, field):
        scenario = accepted(distribution={**whole, field: block}, **more)
        if scenario is None:
            continue
        shown += 1
        assert names_in(block).replace("_", " ") in describe(scenario)
        for _, one, other in differences(usual, scenario) if usual else ():
            assert len(set(setting_values(one, other))) == 2
    assert shown


@pytest.mark.parametrize("field", ["pricing", "ordering", "sourcing", "effort"])
def test_every_entry_of_a_named_member(field: str) -> None:
    """With its parameters, not by its name alone."""
    for block in taken(NamedMember, field):
        member = {"name": "Haus", "format": "dealer", "region": "north", field: block}
        scenario = accepted(members=[member])
        assert scenario is not None
        (line,) = (line for line in describe(scenario).splitlines() if line.startswith("- Haus"))
        assert f"{field} {names_in(block).replace('_', ' ')}" in line
        for key in {*block} - {"policy"}:
            assert key.replace("_", " ") in line


@pytest.mark.parametrize("verb", INTERVENTIONS.names())
def test_every_intervention(verb: str) -> None:
    """Any value, with anything in it."""
    said: dict[str, dict[str, Any]] = {
        "message": {"message": "craft"},
        "depart": {"member": "acme dealer north 1"},
        "open_channel": {"model": {"model": "direct_automated"}},
        "pricing": {"rule": {"policy": "undercut", "step": 0.07}},
        "start_campaign": {"medium": "social", "message": "bright", "weekly_budget": 5},
        "trade_terms": {"margin": 0.3},
        "training": {"service": 0.3},
        "campaign_budget": {"times": 2},
    }
    entry = INTERVENTIONS.get(verb)
    terms = said.get(verb, required_terms(entry.model_json_schema()))
    done = {verb: terms[entry.main] if entry.is_whole else terms}
    one = accepted(events=[{"week": 5, "do": done}])
    assert one is not None
    text = describe(one)
    assert "{" not in text
    other = accepted(events=[{"week": 5, "message": "deal"}])
    assert other is not None
    for _, before, after in differences(one, other):
        assert len(set(setting_values(before, after))) == 2
