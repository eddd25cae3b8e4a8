"""What is due for campaigns: weekly budgets, part by part as events in force leave them."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Floats
from simulator.catalog.interventions.campaign_budget import CampaignBudget
from simulator.catalog.interventions.pause_campaigns import PauseCampaigns
from simulator.catalog.interventions.start_campaign import StartCampaign
from simulator.catalog.media.outdoor import Outdoor
from simulator.domain.communication.ads_for_lookers import AdsForLookers
from simulator.domain.communication.aimed_medium import AimedMedium
from tests.laws.amounts_due.book import OUT, Book, Payment
from tests.laws.amounts_due.terms import Layer, Terms


@dataclass(frozen=True)
class Talk:
    """A campaign about one product in a week."""

    medium: str
    message: str
    product: str
    budget: float
    """What the campaign spends in a week on all its products, but for events that change that [currency]."""
    products: int
    """How many products share it."""
    regions: tuple[str, ...]
    layers: tuple[Layer, ...]
    """The actions that may change it."""
    segments: list[str] | None
    """To whose people it is shown; none: to all."""


@dataclass(frozen=True)
class Bought:
    """What a part of a campaign buys in a week, if there is room."""

    medium: str
    payer: int
    budget: float
    """What it costs [currency]."""
    contacts: Floats
    """How the contacts fall on cells, not rounded [C]."""


def due_for_campaigns(book: Book, terms: Terms) -> Iterator[Payment]:
    """Yield the budgets of a week: of each campaign and product, of regions left alike by events together.

    A region spends the share of a budget that its people are of all that the medium reaches, each counted by
    how much it attends; where nobody is reached nothing is run, nor paid. Of a cell in which a medium has
    room for a part of what all want to show there, each pays that part.
    """
    for week in range(1, book.weeks + 1):
        yield from due_for_ads(book, week, terms.layers(week))
        bought = [one for talk in talks(book, terms.layers(week), week) for one in parts(book, talk)]
        for one in bought:
            on_it = np.sum([other.contacts for other in bought if other.medium == one.medium], axis=0)
            room = book.given.media[one.medium].weekly_room
            most = on_it if room is None else np.array([room * cell.customers for cell in book.header.cells])
            budget = one.budget
            if (on_it > most).any():
                fits = np.divide(most, on_it, out=np.ones(len(most)), where=on_it > most)
                budget *= np.dot(one.contacts, fits) / one.contacts.sum()
            yield week, one.payer, seller(book, one.medium), "campaign", book.units.money(float(budget))


def due_for_ads(book: Book, week: int, layers: list[Layer]) -> Iterator[Payment]:
    """Yield what is due for ads met one by one, by lookers or in a state, each campaign's week rounded once.

    So all that one ad cost is its contacts' price within half a step for each rounded sum, and of a cell
    within one step more, for sums are shared out in whole steps; at an auction, no less than the reserve.
    """
    shown = defaultdict[tuple[int, str, str], list[tuple[float, int]]](list)
    for when, number, medium, message, contacts, cost in book.rows(
        "touchpoint", "product", "medium", "message", "contacts", "cost"
    ):
        kind = book.given.media[book.word(medium)]
        if when == week and isinstance(kind, AdsForLookers | AimedMedium):
            least = kind.cost_per_contact * contacts / book.units.money_step
            shown[number, book.word(medium), book.word(message)].append((least, cost))
    said = Counter((one.product, one.medium, one.message) for one in talks(book, layers, week))
    for (number, medium, message), cells in shown.items():
        kind, maker = book.given.media[medium], book.product(number).maker
        sums = said[book.header.products[number], medium, message] * len(book.given.regions)
        least, cost = (sum(column) for column in zip(*cells, strict=True))
        off = [(cost - least, sums / 2), *((one - due, sums / 2 + 1) for due, one in cells)]
        is_right = all(-most <= more and (kind.is_auctioned or more <= most) for more, most in off)
        payer, due = book.header.code(maker), cost if is_right else round(least)
        yield week, payer, seller(book, medium), "campaign", due


def seller(book: Book, medium: str) -> int:
    """Return the member that earns what contacts on a medium cost, or the outside world."""
    name = book.given.media[medium].sold_by
    return OUT if name is None else book.header.code(name)


def due_for_lists(book: Book) -> Iterator[Payment]:
    """Yield what manufacturers give for joining their mailing lists, of all cells together."""
    joined: Counter[tuple[int, int, str]] = Counter()
    for week, maker, medium, many in book.rows("mailing_list", "manufacturer", "medium", "joined"):
        joined[week, maker, book.word(medium)] += many
    for (week, maker, medium), many in joined.items():
        terms = book.given.media[medium].mailing_list
        yield week, maker, OUT, "lead_magnet", book.units.money(terms.lead_magnet_cost * many)


def talks(book: Book, layers: list[Layer], week: int) -> Iterator[Talk]:
    """Yield the campaigns that a scenario has in a week, then those that events have begun."""
    given = book.given
    everywhere = tuple(given.regions)
    own = [name for name, noun in given.products.items() if noun.maker == given.focal_maker]
    for one in given.campaigns:
        if one.weeks[0] <= week <= one.weeks[1]:
            about = [one.product] if one.product else own
            where = everywhere if one.regions is None else tuple(one.regions)
            for product in about:
                said = one.medium, one.message, product, one.weekly_budget, len(about)
                yield Talk(*said, where, tuple(layers), one.segments)
    for layer in layers:
        action, scope = layer
        if isinstance(action, StartCampaign):
            about = [name for name in given.products if is_met(book, layer, name)]
            where = tuple(region for region in everywhere if scope.has_region(region))
            others = tuple(other for other in layers if other is not layer)
            for product in about:
                said = action.medium, action.message, product, action.weekly_budget, len(about)
                yield Talk(*said, where, others, action.segments)


def is_met(book: Book, layer: Layer, product: str) -> bool:
    """Say whether an action is about what a manufacturer says of a product."""
    _, scope = layer
    maker = book.given.products[product].maker
    return scope.is_maker and product in scope.products and maker == scope.actor


def parts(book: Book, talk: Talk) -> Iterator[Bought]:
    """Yield what each part of a campaign buys."""
    attention, cells = attention_of(book, talk), book.header.cells
    if not attention.sum() > 0:
        return
    payer, cost = book.header.code(book.given.products[talk.product].maker), book.given.media[talk.medium]
    meeting = [layer for layer in talk.layers if is_met(book, layer, talk.product)]
    regions_at: dict[float, list[str]] = {}
    for region in book.given.regions:
        budget = budget_in(region, talk, meeting)
        if budget is not None:
            regions_at.setdefault(budget, []).append(region)
    for budget, regions in regions_at.items():
        there = np.where([cell.region in regions for cell in cells], attention, 0.0)
        share = there.sum() / attention.sum() if meeting else 1.0
        spent = budget / talk.products
        contacts = spent / cost.cost_per_contact * there / attention.sum()
        yield Bought(talk.medium, payer, spent * share, contacts)


def attention_of(book: Book, talk: Talk) -> Floats:
    """Return the people that a medium reaches where a campaign runs, each as often as it attends [C]."""
    medium, segments = book.given.media[talk.medium], book.given.segments

    def reached(segment: str, region: str) -> float:
        if talk.segments is not None and segment not in talk.segments:
            return 0.0
        if isinstance(medium, AdsForLookers | AimedMedium):
            return 0.0
        if isinstance(medium, Outdoor):
            return 1.0 if region in medium.regions else 0.0
        return segments[segment].media.get(talk.medium, 0.0)

    return np.array(
        [
            cell.customers * reached(cell.segment, cell.region) * (cell.region in talk.regions)
            for cell in book.header.cells
        ]
    )


def budget_in(region: str, talk: Talk, layers: list[Layer]) -> float | None:
    """Return what a campaign would spend everywhere as events leave it in a region; none: it is paused."""
    budget = talk.budget
    for action, scope in layers:
        if not scope.has_region(region):
            continue
        if isinstance(action, CampaignBudget) and action.medium in (None, talk.medium):
            budget *= action.times
        if isinstance(action, PauseCampaigns) and pauses(action, talk):
            return None
    return budget


def pauses(action: PauseCampaigns, talk: Talk) -> bool:
    """Say whether a campaign is among the paused ones."""
    return action.medium in (None, talk.medium) and action.message in (None, talk.message)
