"""Worlds of media: shipped worlds and the campaigns that `experiments/what_media_do.py` plays in them.

Media are those of the shipped files that are named here, with their prices of contacts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator import Scenario, load

YEAR, YEARS = 52, 3
UNHEARD = 0.05
"""Contacts per customer when the year begins, where nobody has heard of any machine yet (choice)."""
PLENTY, SHORT = 100_000, {"opening_stock": 10, "weekly_capacity": 5}
"""Units wherever something is kept, and what the focal maker has where stock is short (choices)."""
BUDGET, MAILS = 60.0, 5.0
"""What the focal maker spends on a medium, as in espresso_search_ads.yaml, and on mails, as in
espresso_e_mail.yaml [EUR per week]."""
TRUE, FALSE = "true_words", "false_words"
TO_BUYERS = {"formats": ["dealer"], "joins": 0.0, "joins_buying": 0.5, "lead_magnet": None}
"""How customers come onto the list where it is one of buyers alone."""


@dataclass(frozen=True)
class Case:
    """One world and the campaigns that are played in it; the first is what the others are set against."""

    question: str
    world: str
    ways: dict[str, Scenario]


def cases() -> Iterator[Case]:
    """Yield all that is played, question by question."""
    for question in (closing, visits, listings, posters, promise):
        yield from question()


def medium_of(name: str, medium: str, **changed: Any) -> dict[str, Any]:
    """Return a medium of a shipped file as plain values."""
    found: dict[str, Any] = load(f"scenarios/{name}.yaml").model_dump(mode="json")["media"][medium]
    return {**found, **changed}


def with_media(scenario: Scenario, media: dict[str, Any], **changed: Any) -> Scenario:
    """Return a scenario with more media, to which everybody attends alike, and with other changes."""
    plain = scenario.model_dump(mode="json")
    segments = {
        name: {**one, "media": {**one["media"], **dict.fromkeys(media, 1.0)}}
        for name, one in plain["segments"].items()
    }
    return scenario.changed(media={**plain["media"], **media}, segments=segments, **changed)


def campaigns_of(scenario: Scenario, *whose: bool) -> list[dict[str, Any]]:
    """Return campaigns as plain values: the focal maker's (True), the rival's (False), or both."""
    found: list[dict[str, Any]] = scenario.model_dump(mode="json")["campaigns"]
    return [one for one in found if is_own(scenario, one) in whose]


def is_own(scenario: Scenario, campaign: dict[str, Any]) -> bool:
    """Say whether a campaign is the focal maker's."""
    product = campaign["product"]
    return product is None or scenario.products[product].maker == scenario.focal_maker


def closing() -> Iterator[Case]:
    """Yield the same money on posters, search or retargeting, where machines are known and where not."""
    shipped = load("scenarios/espresso_hybrid_craft.yaml")
    media = {
        "posters": medium_of("espresso_outdoor_north", "posters", regions=list(shipped.regions)),
        "engine": medium_of("espresso_search_ads", "engine"),
        "banners": medium_of("espresso_retargeting", "banners"),
    }
    dear = {"posters": {**media["posters"], "cost_per_contact": media["engine"]["cost_per_contact"]}}
    given = with_media(shipped, media, stages=True)
    response = given.response.model_dump(mode="json")
    worlds = {
        "known": given,
        "unheard of": given.changed(response={**response, "initial_adstock": UNHEARD}),
    }
    for name, world in worlds.items():
        rival = campaigns_of(world, False)
        ways = {"nothing": world.changed(campaigns=rival)}
        for medium in media:
            ways[medium] = world.changed(campaigns=[*rival, talk(medium, "craft")])
        ways["posters as dear as search"] = with_media(ways["posters"], dear)
        yield Case("closing", name, ways)


def talk(medium: str, message: str, budget: float = BUDGET, weeks: int = YEAR) -> dict[str, Any]:
    """Return a campaign of the focal maker for all of a run."""
    return {"medium": medium, "message": message, "weeks": [1, weeks], "weekly_budget": budget}


def visits() -> Iterator[Case]:
    """Yield banners for visitors of a web store that is there or not, for needs that last or not."""
    media = {"banners": medium_of("espresso_retargeting", "banners", formats=["web_store"])}
    for store, name in {"web store": "espresso_hybrid_craft", "no store": "espresso_dealers_craft"}.items():
        for length in ("needs that last", "needs of a week"):
            given = with_media(load(f"scenarios/{name}.yaml"), media)
            if length == "needs of a week":
                given = given.changed(segments=of_a_week(given))
            shown = given.changed(campaigns=[*campaigns_of(given, False, True), talk("banners", "craft")])
            yield Case("visits", f"{store}, {length}", {"no banners": given, "banners": shown})


def of_a_week(scenario: Scenario) -> dict[str, Any]:
    """Return the segments with needs that are given up at the end of their week."""
    segments: dict[str, Any] = scenario.model_dump(mode="json")["segments"]
    once = {"lasts_weeks": 1, "kept_per_week": 1.0, "search_growth": 0.0}
    for one in segments.values():
        one["needs"] = {category: {**need, **once} for category, need in one["needs"].items()}
    return segments


def listings() -> Iterator[Case]:
    """Yield a marketplace on which no maker, both, one or the other bids for listings."""
    both = load("scenarios/espresso_marketplace_ads.yaml")
    ways = {"nobody": [], "both": [False, True], "the rival": [False], "the focal maker": [True]}
    yield Case(
        "listings",
        "marketplace",
        {
            way: both.changed(
                campaigns=[
                    one
                    for one in campaigns_of(both, False, True)
                    if one["medium"] != "listings" or is_own(both, one) in bids
                ]
            )
            for way, bids in ways.items()
        },
    )


def posters() -> Iterator[Case]:
    """Yield posters in the north, as shipped, and where the maker's stock is plenty or short."""
    shown = load("scenarios/espresso_outdoor_north.yaml")
    none = shown.changed(
        campaigns=[one for one in campaigns_of(shown, False, True) if one["medium"] != "posters"]
    )
    ways = {"no posters": none, "posters": shown}
    yield Case("posters", "as shipped", ways)
    yield Case("posters", "plenty of stock", {way: stocked(one) for way, one in ways.items()})
    yield Case("posters", "short stock", {way: short_of_stock(one) for way, one in ways.items()})


def short_of_stock(scenario: Scenario) -> Scenario:
    """Return a scenario in which the focal maker has few machines, and makes hardly more."""
    makers = scenario.model_dump(mode="json")["manufacturers"]
    return scenario.changed(
        manufacturers={**makers, scenario.focal_maker: makers[scenario.focal_maker] | SHORT}
    )


def stocked(scenario: Scenario) -> Scenario:
    """Return a scenario in which nothing is ever sold out."""
    plain = scenario.model_dump(mode="json")
    parts = {part: plain[part] for part in ("manufacturers", "distribution", "competition")}
    for one in (*parts["manufacturers"].values(), *parts["distribution"], *parts["competition"]):
        one |= {stock: PLENTY for stock in ("opening_stock", "wholesale_stock") if stock in one}
    return scenario.changed(**parts)


def promise() -> Iterator[Case]:
    """Yield talk that is true everywhere, or false at one place, with dealers that talk and that do not."""
    given = load("scenarios/batteries_broken_promise.yaml")
    messages = given.model_dump(mode="json")["messages"] | {
        TRUE: {"says": {"quality": 1.0}},
        FALSE: {"says": {"quality": 1.0}, "claims": {"quality": 1.0}},
    }
    media = {"mail": medium_of("espresso_e_mail", "mail", **TO_BUYERS)}
    told = with_media(given, media, messages=messages, weeks=YEARS * YEAR)
    lies = ("nowhere", "social", "shelf", "mail")
    yield Case("promise", "dealers that talk", {lie: lying(told, lie) for lie in lies})
    silent = {lie: lying(told, lie, at_shelf=False) for lie in lies if lie != "shelf"}
    yield Case("promise", "silent dealers", silent)


def lying(scenario: Scenario, place: str, at_shelf: bool = True) -> Scenario:
    """Return a scenario in which all that the focal maker has said is true, but for one place."""
    said = {here: FALSE if here == place else TRUE for here in ("social", "shelf", "mail")}
    social = campaigns_of(scenario, True)[0]
    shown = [
        {**social, "message": said["social"], "weeks": [1, scenario.weeks]},
        talk("mail", said["mail"], MAILS, scenario.weeks),
    ]
    messages = scenario.model_dump(mode="json")["messages"]
    rival = [{**one, "weeks": [1, scenario.weeks]} for one in campaigns_of(scenario, False)]
    return scenario.changed(
        campaigns=[*rival, *shown],
        messages={**messages, "default": said["shelf"] if at_shelf else None},
    )
