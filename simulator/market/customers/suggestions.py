"""Suggestions (cross-selling): products that outlets suggest to customers with what these have just bought.

A customer that buys a product at the outlet that advised it on it may be suggested another one there, with
chance · expertise of the outlet as it is in force, by luck keyed by customer, product, and need of the week.
Then a need of the other's category arises, in the same visit, and has that outlet alone before it: what it
carries of the category, the product suggested known by being shown. Nothing is forced: with luck of its own
(`SUGGESTED`) it is weighed against going without as any need is, at its price, with doubts and advice, as far
as it is in stock or can be ordered.

No need arises (`Customer.hears_suggestion`) for customers that wait for an order of the category or keep some
of it in a pantry, have left it, or have no use for the product (refills); owners of something in use that
lasts need another as often as `while_owning` says. Where a need of the category is open the new one is one
with it or takes its place, as `meanwhile` says; it is one, too, with a need of an earlier suggestion that is
looked for again this week, or a subscription that is renewed with the luck of one. Where needs last, one that
finds nothing stays open as others do, and looks everywhere from the next week on.

A customer is suggested one product a week at most: the first that luck has, in the order of its purchases and
then of products. What is bought by a suggestion leads to none, so that two products may be suggested with
each other. What is ordered, renewed without comparing, or taken for a pantry is bought without advice of the
moment, and leads to none; of what is suggested none is taken ahead.

Two outlets that are alike suggest no more than one: a customer has one adviser.

Assumes: whoever suggests knows nothing of what its customer has at home; a suggestion costs nothing, and
offends no one.
Source: Ebster, Wagner & Valis (2006), J. Retailing and Consumer Services 13(3): more follow a prompt that
fits what they buy; Kamakura, Ramaswami & Srivastava (1991), International J. of Research in Marketing 8(4).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.base.keyed_random import happens, threshold
from simulator.market.customers.category_visits import CategoryVisits
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.customers.customer_columns import CustomerColumns
from simulator.market.customers.needs_arising import Arising, each_arising
from simulator.market.state.choice_tables import NONE, WeekTables
from simulator.market.state.luck_weeks import LUCK, ORDINAL, SUGGESTED, is_first_unit, week_of_need
from simulator.market.state.suggestions_made import SuggestionsMade


@dataclass(frozen=True)
class Suggestions:
    """What is suggested this week, one row a customer, in their order."""

    who: Integers
    offer: Integers
    """The product suggested, at the outlet that suggests it."""

    def where(self, which: Flags) -> "Suggestions":
        """Return some of them."""
        return Suggestions(self.who[which], self.offer[which])

    def without_earlier(self, visits: list[CategoryVisits], category: int) -> "Suggestions":
        """Return the suggestions to customers that an earlier one has not made look this week."""
        looked = [
            one.intentions.customer[(one.luck_week & LUCK) // ORDINAL == SUGGESTED]
            for one in visits
            if one.category == category
        ]
        return self.where(~np.isin(self.who, np.concatenate([np.zeros(0, dtype=np.int64), *looked])))


def suggestions_of(visits: list[CategoryVisits], columns: CustomerColumns, tables: WeekTables) -> Suggestions:
    """Return what is suggested to customers with what they bought in visits, in their order."""
    none = np.zeros(0, dtype=np.int64)
    rows = [found for one in visits for found in _suggested_in(one, columns, tables)]
    who, offer = (np.concatenate(parts) for parts in zip((none, none), *rows, strict=True))
    customers, first = np.unique(who, return_index=True)
    return Suggestions(customers, offer[first])


def _suggested_in(
    visits: CategoryVisits, columns: CustomerColumns, tables: WeekTables
) -> Iterator[tuple[Integers, Integers]]:
    """Yield customers and offers suggested to them in visits of one category, product by product."""
    run, terms = columns.run_tables, columns.run_tables.suggestions
    got, adviser = visits.got, visits.intentions.adviser
    bought = np.flatnonzero((got != NONE) & (adviser != NONE))
    bought = bought[adviser[bought] == run.outlet_of[got[bought]]]
    who, outlet, product = visits.intentions.customer[bought], adviser[bought], run.product_of[got[bought]]
    week, purpose = week_of_need(tables.week, visits.luck_week[bought]), run.categories[visits.category]
    for suggested in terms.suggested:
        fits = terms.beside[suggested, product] & tables.carried[outlet, suggested]
        chance = threshold(terms.chance[suggested] * tables.expertise[outlet[fits], suggested])
        keys = columns.people.key[who[fits]], run.product_keys[suggested]
        heard = happens(columns.dice.words(f"suggestion {purpose}", week[fits], *keys), chance)
        yield who[fits][heard], outlet[fits][heard] * len(run.products) + suggested


def hear_suggestion(looking: ConsiderationSet, product: Integers) -> Flags:
    """Say of some customers whether a suggestion makes them need something, as `Customer.hears_suggestion`.

    *product*: what is suggested to each, of the category that they look for.
    """
    who, category, belongings = looking.who, looking.category, looking.columns.belongings
    week, terms = looking.tables.week, looking.run_tables.needs
    needs = looking.columns.waiting[who, category] == 0
    if belongings.pantry.shape[1]:
        needs &= belongings.stored(category, who) == 0
    if belongings.left.shape[1]:
        needs &= ~belongings.left[who, category]
    for one in np.unique(product).tolist():
        needs &= (product != one) | belongings.usable(one, week, who)
    owns = belongings.owns(category, week, who)
    also = happens(looking.luck("suggested need"), threshold(looking.at(terms.while_owning)))
    heard: Flags = needs & (~owns | also)
    return heard


def needs_suggested(heard: Suggestions, units: Integers, week: int) -> Iterator[Arising]:
    """Yield the needs that arise by suggestions of one category's products, unit by unit.

    *heard*: suggestions that make customers need something; *units*: how many units meet a need of each of
    all customers [N].
    """
    luck, offer = np.full(len(units), week + SUGGESTED * ORDINAL), np.full(len(units), NONE)
    offer[heard.who] = heard.offer
    arises = offer != NONE
    first = Arising(arises, luck, is_further=True, suggested=offer)
    yield from each_arising(first, arises.astype(np.int64), units, week, lambda: np.zeros_like(arises))


def came_of(suggested: Suggestions, visits: list[CategoryVisits], customers: int) -> SuggestionsMade:
    """Return what came of suggestions in the visits to which they led, of so many customers in all."""
    at = np.zeros(customers, dtype=np.int64)
    at[suggested.who] = np.arange(len(suggested.who))
    needs = np.zeros(len(suggested.who), dtype=bool)
    units, others = np.zeros((2, len(suggested.who)), dtype=np.int64)
    for one in visits:
        row = at[one.intentions.customer]
        needs[row[is_first_unit(one.luck_week)]] = True
        np.add.at(units, row, one.got == suggested.offer[row])
        np.add.at(others, row, (one.got != NONE) & (one.got != suggested.offer[row]))
    return SuggestionsMade(suggested.who, suggested.offer, needs, units, others)
