"""Campaigns meant: campaigns of a plan, named by place or medium, and the scenario without them."""

from collections.abc import Iterable

from simulator.base.registry import suggestion
from simulator.domain.communication.message import Campaign
from simulator.scenario.errors.arguments import argument_error, entries_of, text_value, whole_number
from simulator.scenario.errors.quoting import shortened
from simulator.scenario.schema import Scenario
from simulator.studies.probing.worlds import focal_products

type Campaigns = int | str | Iterable[int | str] | None
"""Places in the plan, from 0, or media, one or several; none: all of the focal manufacturer."""


def campaigns_meant(scenario: Scenario, campaigns: Campaigns) -> tuple[int, ...]:
    """Return the places in the plan of the campaigns that are meant, in order.

    Raises ArgumentError where there are none, or where one is about a product of another manufacturer.
    """
    about = {None, *focal_products(scenario)}
    own = [at for at, one in enumerate(scenario.campaigns) if one.product in about]
    if not own:
        told = "the plan has no campaign about the focal manufacturer's products"
        raise argument_error("campaigns", f"{told}; those of events are no part of it")
    if campaigns is None:
        return tuple(own)
    is_one = isinstance(campaigns, str) or not isinstance(campaigns, Iterable)
    given = (campaigns,) if is_one else entries_of("campaigns", campaigns, "[0, 'print']")
    if not given:
        raise argument_error(
            "campaigns", "name at least one, by its place from 0 or its medium, or leave it out"
        )
    return tuple(sorted({at for one in given for at in _places(scenario, one, own)}))


def without_campaigns(scenario: Scenario, places: Iterable[int]) -> Scenario:
    """Return the scenario with campaigns left out of its plan; ScenarioError if it needs them."""
    gone = set(places)
    kept = [one for at, one in enumerate(scenario.campaigns) if at not in gone]
    return scenario.changed(campaigns=kept)


def campaign_told(at: int, campaign: Campaign) -> str:
    """Return a campaign in words, with its place in the plan."""
    first, last = campaign.weeks
    return f"campaigns.{at}: {campaign.message} on {campaign.medium}, weeks {first} to {last}"


def _places(scenario: Scenario, one: object, own: list[int]) -> list[int]:
    """Return the places that one name or number means."""
    if not isinstance(one, str):
        place = whole_number("campaigns", one, 0, len(scenario.campaigns) - 1)
        if place not in own:
            told = f"campaigns.{place} is about '{scenario.campaigns[place].product}', which is a rival's"
            raise argument_error("campaigns", told)
        return [place]
    name = text_value("campaigns", one)
    found = [at for at in own if scenario.campaigns[at].medium == name]
    if not found:
        media = list(dict.fromkeys(scenario.campaigns[at].medium for at in own))
        told = f"no campaign of the focal manufacturer runs on '{shortened(name)}'; {suggestion(name, media)}"
        raise argument_error("campaigns", told)
    return found
