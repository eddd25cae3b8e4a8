"""World text: the scenario files of a new world, by what is known of its market and what follows from it.

The first way to market stands in the file of the world, each other in a file of three lines that extends it,
so that `simulator compare` takes them as they are.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.domain.extent import unit_of
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.scenario.describe.number_words import in_words
from simulator.scenario.errors.quoting import visible
from simulator.scenario.save import yaml_value, yaml_word
from simulator.studies.new_world.known_market import AND, OF_PARCELS, WAGES, KnownMarket
from simulator.studies.new_world.online_habit import REMOTE_TASTE, online_habit
from simulator.studies.new_world.size_reasons import size_reasons
from simulator.studies.new_world.way_terms import Terms, left_to_trade, rounded, sizes_of
from simulator.studies.new_world.world_template import FIT, OTHER_WAY, WORLD

OWN, RIVALS = "maker", "rivals"
"""What the manufacturers of a new world are called: the one that asks, and all others as one."""
RIVALS_WAY = "open_resale"
THEIR_WAY: Terms = {"wholesalers": 1, "marketplace_sellers": 0}
OF_PLATFORM = ("marketplace_sellers", "marketplace_reach")
THEIR_LEAST_MARGINS = (0.1, 0.2)
"""How rivals sell: by as many shops as would resell the product, on no platform; none undercuts; a choice."""
FEWEST_PLACES = 16
MOST_RIVAL_ADVERTISING = 5.0
"""How many times as much as the maker rivals spend on advertising at most, a choice [multiple]."""
CONTACT_OF_PRICE = 0.0008
"""What a noticed contact costs, as with 0.35 for a machine of 449; a choice [share of the price]."""
FELT, MEAN_VALUE = 0.8, 1.5
"""Where a fit starts: sensitivity is −elasticity / (0.8 price), appeal what the price takes less benefits."""
DOUBTS = {None: 0.5, "commodity": 0.1, "niche": 0.9, "innovative": 0.9}
"""What buying without advice costs, by what buyers ask of outlets, as in the shipped worlds [utils]."""
WEEKS_AT_MAKER = 4.0
"""For how many weeks the goods last that makers open with; a choice [weeks]."""
ENOUGH_SALES, FEWEST_SEEDS, MOST_SEEDS = 4000, 4, 8
"""How many sales a fit plays at least, on how many seeds; where few are sold, of a market enlarged."""
NEAR, LESS_NEAR = 0.02, 0.05
"""How near a fit comes, and where few are sold."""
OFTEN = 2.0
"""Above so many needs a year a need is open for its week alone [needs per customer and year]."""
COUNTED = 26.0
"""Above so many needs a year several may come in a week [needs per customer and year]."""
WIDEST = 106
_ABOUT_WAYS = "stock: six weeks of sales, of slow sellers less, choice; all else: choice"


@dataclass(frozen=True)
class WorldSize:
    """What follows from a market: needs, customers played, and terms of each way to market."""

    per_year: float
    """Needs of one customer in a year [needs per customer and year]."""
    people_per_customer: int = 1
    candidates: int = FEWEST_PLACES
    """How many outlets a customer has at hand at most [outlets]."""
    ways: Mapping[str, Terms] = field(default_factory=dict)
    """Settings of each way to market, by the name of its distribution model."""
    rivals: Terms = field(default_factory=dict)
    """Settings of the rivals' way to market."""


def rivals_terms(market: KnownMarket) -> Terms:
    """Return how rivals sell, before amounts and stocks."""
    margins = [rounded(one * left_to_trade(market)) for one in THEIR_LEAST_MARGINS]
    rivalry = {"step": 0.0, "least_margin": margins}
    sizes = {name: one for name, one in sizes_of(RIVALS_WAY, market).items() if name not in OF_PLATFORM}
    return {**sizes, **THEIR_WAY, "rivalry": rivalry}


def world_text(market: KnownMarket, size: WorldSize, way: str) -> str:
    """Return the file of a world by one of its ways to market, without the targets of its fit."""
    return WORLD.substitute(
        _head(market)
        | _of_people(market, size)
        | _of_goods(market, size.people_per_customer)
        | _of_media(market)
        | _of_ways(market, size),
        way=_distribution(way),
    )


def fit_text(market: KnownMarket, size: WorldSize) -> str:
    """Return the block of what a world is to be fitted to, so many seeds and people that luck is small."""
    played = market.units / size.people_per_customer
    seeds = min(MOST_SEEDS, max(FEWEST_SEEDS, math.ceil(ENOUGH_SALES / played)))
    times = math.ceil(ENOUGH_SALES / (played * seeds))
    enlarged = f"\n  enlarged: {times}   # few are sold: the fit plays a market so many times as large"
    return FIT.substitute(
        units=_number(market.units),
        share=_number(market.share),
        elasticity=_number(market.elasticity),
        seeds=seeds,
        tolerance=NEAR if times == 1 else LESS_NEAR,
        enlarged=enlarged if times > 1 else "",
    )


def other_way_text(market: KnownMarket, base: str, way: str) -> str:
    """Return the file that plays the world of another file by another way to market."""
    return OTHER_WAY.substitute(
        base=yaml_word(base), shown=visible(base), name=_name(market, way), way=_distribution(way)
    )


def _head(market: KnownMarket) -> dict[str, object]:
    others = len(market.ways) - 1
    return {
        "title": visible(market.product),
        "question": "The files that extend this one play others." if others else "This one, so far.",
        "name": _name(market, market.ways[0]),
        "situation": yaml_word(f"{market.product} and all its rivals as one, for two kinds of people."),
        "own": OWN,
        "rivals": RIVALS,
        "currency": yaml_word(market.currency),
        "money_step": _number(min(1.0, 10.0 ** (math.floor(math.log10(market.price)) - 4))),
    }


def _of_people(market: KnownMarket, size: WorldSize) -> dict[str, object]:
    a_year, people = size.per_year, size.people_per_customer
    open_weeks = "" if a_year > OFTEN else ", lasts_weeks: 12, kept_per_week: 0.9"
    open_weeks += ", counted: true" if a_year > COUNTED else ""
    played = (
        f"\npeople_per_customer: {people}   # one played stands for so many; "
        "each outlet still makes 20 sales between two deliveries"
    )
    felt = -market.elasticity / (FELT * market.price)
    met = market.bought_a_year / (a_year * market.people)
    return {
        "people": market.people,
        "online": _number(100 * market.online),
        "online_basis": "as said" if "online" in market.model_fields_set else "choice",
        "habit": _number(rounded(online_habit(market.online))),
        "remote": _number(REMOTE_TASTE),
        "met": f"{100 * met:.0f} % are met today, by any maker: choice; more that is at hand meets more",
        "sample": played if people > 1 else "",
        "candidates": size.candidates,
        "need": f"{{{yaml_word(_category(market))}: {{per_year: {_number(a_year)}{open_weeks}}}}}",
        "low_sensitivity": _number(rounded(0.8 * felt)),
        "high_sensitivity": _number(rounded(1.2 * felt)),
    }


def _of_goods(market: KnownMarket, lot: int) -> dict[str, object]:
    asked = "" if market.kind is None else f"needs: {market.kind}"
    strong = "   # a strong choice: where nothing of this is given, one in 400 of those buys that would"
    return {
        "product": yaml_word(market.product),
        "rival": _rival(market),
        "category": yaml_word(_category(market)),
        "cost": _number(market.cost),
        "price": _number(market.price),
        "appeal": _number(rounded(-market.elasticity / FELT - MEAN_VALUE)),
        "uncertainty": DOUBTS[market.kind],
        "needs": f"\n    {asked}{strong}" if asked else "",
        "rival_needs": f", {asked}" if asked else "",
        "own_stock": _lots(market.units_a_week, lot),
        "rival_stock": _lots(market.rivals_a_week, lot),
    }


def _lots(units_a_week: float, lot: int) -> int:
    """Return some weeks of sales in whole lots."""
    return lot * max(1, round(WEEKS_AT_MAKER * units_a_week / lot))


def _of_media(market: KnownMarket) -> dict[str, object]:
    budget, theirs = market.weekly_advertising, market.rivals_a_week / market.units_a_week
    basis = "choice: 3 % of sales at the list price" if market.advertising is None else "as said"
    return {
        "known": _number(market.known),
        "contact": _number(rounded(CONTACT_OF_PRICE * market.price)),
        "contact_share": f"{CONTACT_OF_PRICE:.2%}".replace("%", " %"),
        "budget": _number(rounded(budget, 3)),
        "rival_budget": _number(rounded(budget * min(MOST_RIVAL_ADVERTISING, theirs), 3)),
        "advertised": basis,
        "most_advertised": f"{MOST_RIVAL_ADVERTISING:g}",
    }


def _of_ways(market: KnownMarket, size: WorldSize) -> dict[str, object]:
    lines = [f"model_defaults:           # {_ABOUT_WAYS}"]
    for way in market.models:
        told = [*_shares(way, size.ways[way], market.price), *size_reasons(way, size.ways[way], market)]
        lines += [f"  # {one}{';' * (one != told[-1])}" for one in told]
        lines += _flow("  - ", {"model": way, **size.ways[way]})
    theirs = _flow("  - ", {"model": RIVALS_WAY, "maker": RIVALS, **size.rivals})
    return {"ways": "\n".join([*lines, ""]), "competition": "\n".join(theirs)}


def _shares(way: str, terms: Terms, price: float) -> list[str]:
    """Return in words which share of the list price each amount is, with its unit."""
    fields = DISTRIBUTION_MODELS.get(way).model_fields
    told = [
        f"{name} {amount / price:.2g} ({unit.removeprefix('currency').strip() or 'each time'})"
        for name, amount in terms.items()
        if (unit := unit_of(fields[name].description)).startswith("currency")
        and unit != WAGES
        and name not in OF_PARCELS
    ]
    return [f"{in_words(way)}, × list price: {', '.join(told)}"] if told else []


def _flow(head: str, terms: Terms) -> list[str]:
    """Return a map in braces, on as many lines as it takes."""
    parts = [f"{yaml_word(key)}: {yaml_value(one)}" for key, one in terms.items()]
    lines = [f"{head}{{{parts[0]}"]
    for part in parts[1:]:
        if len(lines[-1]) + len(part) > WIDEST:
            lines[-1] += ","
            lines.append(f"{' ' * len(head)} {part}")
        else:
            lines[-1] += f", {part}"
    lines[-1] += "}"
    return lines


def _name(market: KnownMarket, way: str) -> str:
    return yaml_word(f"{market.product}, {' and '.join(map(in_words, way.split(AND)))}")


def _distribution(way: str) -> str:
    """Return a way to market as a file says it: one distribution model, or a list of several."""
    models = [f"{{model: {name}}}" for name in way.split(AND)]
    return models[0] if len(models) == 1 else f"[{', '.join(models)}]"


def _category(market: KnownMarket) -> str:
    """Return the name of what the product and its rivals are bought for."""
    return f"any {market.product}"


def _rival(market: KnownMarket) -> str:
    return yaml_word(f"{market.product} of rivals")


def _number(value: float) -> str:
    """Return a number as files write it."""
    whole = float(value)
    return str(int(whole)) if whole == int(whole) and abs(whole) < 1e15 else repr(whole)
