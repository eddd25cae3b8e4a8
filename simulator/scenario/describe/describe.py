"""Describe: a scenario in plain sentences, for readers other than its author."""

from collections.abc import Iterator
from typing import Any

from pydantic.fields import FieldInfo

from simulator.domain.channel.distribution_model import DistributionModel
from simulator.domain.communication.message import Campaign, Message
from simulator.domain.people.segments import Segment
from simulator.domain.product.benefits import BENEFITS
from simulator.domain.product.product import Manufacturer, Product
from simulator.domain.product.service_requirements import REQUIREMENTS, Archetype, Levels, asked
from simulator.domain.registries import DISTRIBUTION_MODELS, SWITCHES
from simulator.scenario.describe.describe_events import (
    action_words,
    event_duration,
    event_scope,
    event_timing,
)
from simulator.scenario.describe.describe_selectors import (
    describe_backorders,
    describe_carriers,
    describe_members,
    describe_offers,
    describe_returns,
    describe_support,
    describe_terms,
    describe_warranties,
)
from simulator.scenario.describe.describe_selling import how_sold
from simulator.scenario.describe.describe_use import how_long, how_often, who_meets
from simulator.scenario.describe.describe_utility import utility_of
from simulator.scenario.describe.number_words import counted, in_words, listed, number, percent
from simulator.scenario.describe.setting_words import setting_words
from simulator.scenario.errors.arguments import A_SCENARIO, of_type
from simulator.scenario.errors.quoting import visible
from simulator.scenario.events import Event
from simulator.scenario.sample import customers_played
from simulator.scenario.schema import Scenario

EVERY_MODELS_OWN = tuple(DistributionModel.model_fields)
"""Fields that every distribution model has; the others are its parameters."""


def describe(scenario: Scenario) -> str:
    """Return what a *scenario* says, in sentences."""
    of_type("scenario", scenario, Scenario, A_SCENARIO)
    blocks = [
        _opening(scenario),
        _block("Who makes what", _makers(scenario)),
        _block("Who buys", _buyers(scenario)),
        _block("What an offer is worth to them [utils]", utility_of(scenario)),
        _block("How it reaches them", _ways(scenario)),
        _block("Who is named", describe_members(scenario)),
        _block("Carriers", describe_carriers(scenario)),
        _block("Terms of their own", describe_terms(scenario)),
        _block("Special offers", describe_offers(scenario)),
        _block("Orders taken for what is out of stock", describe_backorders(scenario)),
        _block("Taken back after the sale", describe_returns(scenario)),
        _block("Repaired under warranty", describe_warranties(scenario)),
        _block("Helped with after the sale", describe_support(scenario)),
        _block("What is said", _said(scenario)),
        _block("Campaigns", _campaigns(scenario)),
        _block("Events", _events(scenario)),
        _block("What is switched off", _switched_off(scenario)),
    ]
    return visible("\n\n".join(block for block in blocks if block) + "\n")


def _block(title: str, sentences: Iterator[str]) -> str:
    lines = list(sentences)
    return "\n".join([title, *lines]) if lines else ""


def _opening(scenario: Scenario) -> str:
    regions = listed(f"{name} ({percent(region.share)})" for name, region in scenario.regions.items())
    length = f"It runs for {counted(scenario.weeks, 'week')}"
    skipped = f", of which metrics leave out the first {scenario.warm_up}" if scenario.warm_up else ""
    customers = counted(scenario.customers, "customer") + _sampled(scenario)
    people = (
        f"with {customers} in {regions}." if scenario.customers else "without customers: demand is a stream."
    )
    title = [scenario.name, *([scenario.situation.strip()] if scenario.situation.strip() else [])]
    own = list(scenario.benefits) if list(scenario.benefits) != list(BENEFITS) else []
    named = [f"What products may deliver, people want and messages dwell on: {listed(own)}."] if own else []
    return "\n".join([*title, f"{length}{skipped}, {people}", *named])


def _sampled(scenario: Scenario) -> str:
    """Say by how many the customers are played, if not one by one."""
    people, played = scenario.people_per_customer, customers_played(scenario)
    return "" if people == 1 else f" (played by {played:,}, each standing for {people:,})"


def _makers(scenario: Scenario) -> Iterator[str]:
    for maker in scenario.manufacturers:
        products = {name: product for name, product in scenario.products.items() if product.maker == maker}
        focal = ", whose question this is," if maker == scenario.focal_maker else ""
        most = scenario.manufacturers[maker].weekly_capacity
        limit = "" if most is None else f", {number(most)} units a week at most"
        begun = _in_the_making(scenario.manufacturers[maker])
        yield f"- {maker}{focal} makes {listed(products)}{limit}{begun}."
        for name, product in products.items():
            yield f"  {name}: {_product(product, scenario.units.currency)}"


def _in_the_making(maker: Manufacturer) -> str:
    """Say what is ready in which of the first weeks, if anything is in the making when the run opens."""
    ready = [(units, week) for week, units in enumerate(maker.opening_pipeline, start=1) if units]
    told = listed(f"{number(units)} in week {week}" for units, week in ready)
    return f"; of each, what is in the making when the run opens is ready so: {told}" if ready else ""


def _product(product: Product, currency: str) -> str:
    delivers = listed(f"{benefit} {number(much)}" for benefit, much in product.attributes.items())
    prices = (
        f"serves the need for {product.category}, costs {number(product.unit_cost)} {currency} to make, "
        f"list price {number(product.list_price)} {currency}{', made when it is sold' * product.digital}"
    )
    asks = f"; asks its sellers for {_asked(product.needs)}" if product.needs else ""
    limits = "" if product.weekly_capacity is None else f"; {number(product.weekly_capacity)} a week at most"
    spoils = f"; {percent(product.spoilage)} of what lies about spoils in a week" if product.spoilage else ""
    met = who_meets(product.community, currency)
    told = f"{asks}{limits}{spoils}{how_long(product)}{how_sold(product)}{met}."
    return f"{prices}; delivers {delivers}{told}" if product.attributes else f"{prices}{told}"


def _asked(needs: Archetype | Levels) -> str:
    """Say what a product asks of its sellers: the usual kind, and each requirement."""
    kind = f"what {needs} products do: " if isinstance(needs, str) else ""
    return kind + listed(
        f"{in_words(name)} {number(level)}" for name, level in zip(REQUIREMENTS, asked(needs), strict=True)
    )


def _buyers(scenario: Scenario) -> Iterator[str]:
    for name, segment in scenario.segments.items():
        wanted = [
            f"{benefit} ({number(weight)})"
            for benefit, weight in sorted(segment.parameter("values").items(), key=lambda pair: -pair[1])
            if weight > 0
        ]
        wants = f"want {listed(wanted)}" if wanted else "want no benefit in particular"
        currency = scenario.units.currency
        needs = listed(f"{category} {how_often(need, currency)}" for category, need in segment.needs.items())
        yield (
            f"- {name}, {percent(segment.share)} of customers, {wants}; need {needs or 'nothing'}; "
            f"{_sensitivity(segment, currency)}{_worth(segment, currency)}"
            f"{_fitting(segment, scenario)}{_group(segment)}."
        )


def _group(segment: Segment) -> str:
    """Say which segments search and decide, where that is not each customer itself."""
    group = segment.buying_group
    if group is None:
        return ""
    return f"; {group.researcher or 'they themselves'} search and {group.decider or 'they themselves'} decide"


def _fitting(segment: Segment, scenario: Scenario) -> str:
    """Say what a bad fit costs, where any product asks for anything."""
    if not any(product.needs for product in scenario.products.values()):
        return ""
    weight = segment.parameter("fit").weight
    return f"; an outlet that lacks all a product asks for costs {number(weight)} utils"


def _sensitivity(segment: Segment, currency: str) -> str:
    if segment.price_sensitivity == 0:
        return "do not mind the price"
    worth = float(f"{1.0 / segment.price_sensitivity:.3g}")
    spread = segment.price_sensitivity_spread
    among = f", differing among themselves by {number(spread)} log points" if spread else ""
    return (
        f"price sensitivity {number(segment.price_sensitivity)} utils per {currency} "
        f"(one util is worth {number(worth)} {currency} to the typical one){among}"
    )


def _worth(segment: Segment, currency: str) -> str:
    """Say what a need is worth and how much luck there is, where either is not as usual."""
    said = []
    if segment.willingness_to_pay is not None:
        scale = f"{number(segment.willingness_to_pay.scale)} {currency}"
        said.append(
            {
                "uniform": f"a need met is worth up to {scale}, evenly spread",
                "pareto": f"a need met is worth {scale} or more, with elasticity "
                f"{number(segment.willingness_to_pay.elasticity or 0.0)}",
                "exponential": f"a need met is worth {scale} in the mean, exponentially spread",
            }[segment.willingness_to_pay.shape]
        )
    if segment.taste_shock != 1.0:
        said.append(f"luck in a choice has the scale {number(segment.taste_shock)}")
    return "".join(f"; {part}" for part in said)


def _ways(scenario: Scenario) -> Iterator[str]:
    for model in (*scenario.distribution, *scenario.competition):
        yield from _way(scenario, model)


def _way(scenario: Scenario, model: DistributionModel) -> Iterator[str]:
    """Tell one distribution model from what it says of itself and of its fields."""
    goods = f" ({listed(model.products)})" if model.products else ""
    makers = listed(model.whose(scenario.focal_maker, list(scenario.manufacturers)))
    yield f"- {makers}{goods}: {_model_name(model)}. {_first_line(type(model))}"
    for name, field in type(model).model_fields.items():
        if name not in EVERY_MODELS_OWN:
            yield f"  {in_words(name)}: {setting_words(getattr(model, name))} — {_described(field)}"


def _said(scenario: Scenario) -> Iterator[str]:
    messages = scenario.messages
    if messages.default is not None:
        yield f"- Of {scenario.focal_maker}'s products at outlets: {_message(scenario, messages.default)}."
    for outlets, name in messages.by_channel.items():
        yield f"- At outlets of the kind {outlets} instead: {_message(scenario, name)}."
    for maker, name in messages.by_maker.items():
        yield f"- Of {maker}'s products: {_message(scenario, name)}."


def _message(scenario: Scenario, name: str) -> str:
    message: Message = scenario.messages.named(name)
    return f"{name} ({listed(f'{percent(much)} {benefit}' for benefit, much in message.says.items())})"


def _campaigns(scenario: Scenario) -> Iterator[str]:
    currency, total = scenario.units.currency, 0.0
    for campaign in scenario.campaigns:
        spend = _spend(campaign, scenario.weeks)
        total += spend
        about = f" about {campaign.product}" if campaign.product else ""
        where = f" in {listed(campaign.regions)}" if campaign.regions else ""
        where += _aims(campaign)
        yield (
            f"- {_message(scenario, campaign.message)}{about} on {campaign.medium}{where}, "
            f"weeks {campaign.weeks[0]} to {campaign.weeks[1]}, {number(campaign.weekly_budget)} {currency} "
            f"a week: {number(spend)} {currency}."
        )
    if scenario.campaigns:
        yield f"Together {number(total)} {currency}."
    for name in dict.fromkeys(campaign.medium for campaign in scenario.campaigns):
        yield f"The medium {name}: {setting_words(scenario.media[name])}."


def _aims(campaign: Campaign) -> str:
    """Return the segments, audiences and stages that a campaign is meant for."""
    aims = {
        "to segments": campaign.segments, "for audiences": campaign.audiences, "at stages": campaign.stages
    }  # fmt: skip
    return "".join(f", {words} {listed(names)}" for words, names in aims.items() if names)


def _spend(campaign: Campaign, weeks: int) -> float:
    return campaign.weekly_budget * sum(campaign.runs_in(week) for week in range(1, weeks + 1))


def _events(scenario: Scenario) -> Iterator[str]:
    for event in sorted(scenario.events, key=lambda event: event.week or scenario.weeks + 1):
        yield f"- {event_timing(event)}: {_what_happens(scenario, event)}{event_duration(event)}"


def _what_happens(scenario: Scenario, event: Event) -> str:
    action, who = event.action, event.who or scenario.focal_maker
    opened, leaver, said = action.opens(), action.removes(), action.says(None)
    if opened is not None:
        return "\n".join(_way(scenario, opened)).removeprefix("- ")
    if leaver is not None:
        return f"{leaver} leaves."
    if said is not None:
        whose = "outlets" if who == scenario.focal_maker else "products: outlets"
        return f"from now on {who}'s {whose}{event_scope(event)} say {_message(scenario, said)}."
    return f"{who}: {action_words(action)}{event_scope(event)}."


def _switched_off(scenario: Scenario) -> Iterator[str]:
    for name in scenario.switched_off:
        yield f"- {in_words(name)}. {_first_line(SWITCHES.get(name))}"


def _described(field: FieldInfo) -> str:
    """Return a field's description; a record that has none there describes itself."""
    return field.description or _first_line(field.annotation)


def _model_name(model: DistributionModel) -> str:
    return in_words(DISTRIBUTION_MODELS.name_of(type(model)))


def _first_line(model: Any) -> str:
    return (model.__doc__ or "").strip().partition("\n")[0]
