"""Needs of a week: a world in which a need that finds nothing in its week is given up."""

from simulator.scenario.schema import Scenario


def needs_of_a_week(scenario: Scenario) -> Scenario:
    """Return the scenario without patience: each need is decided once."""
    people = scenario.model_dump(mode="json")["segments"]
    for segment in people.values():
        segment["needs"] = {
            category: {"per_year": need["per_year"], "season": need["season"], "peak_week": need["peak_week"]}
            for category, need in segment["needs"].items()
        }
    return scenario.changed(segments=people)
