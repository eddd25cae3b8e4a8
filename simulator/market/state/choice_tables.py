"""Choice tables: what customers meet in a week, and what of it never changes during a run.

Tables have one row a cell (C), outlet (O), product (P) or category (Q). An offer is an outlet and a
product; its number is ``outlet × P + product``. Both ways of keeping customers read the same tables.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers, Words
from simulator.base.keyed_random import threshold
from simulator.domain.offers.promotions import Plan
from simulator.domain.people.need import Worth
from simulator.domain.people.segments import Cell
from simulator.market.state.ad import Ad
from simulator.market.state.choice_nests import ChoiceNests
from simulator.market.state.community_terms import CommunityTerms
from simulator.market.state.issues_in_play import IssuesInPlay
from simulator.market.state.lasting_terms import LastingTerms
from simulator.market.state.need_terms import NeedTerms
from simulator.market.state.suggestion_terms import SuggestionTerms
from simulator.market.state.talk_in_ear import TalkInEar
from simulator.market.state.utility_columns import Columns, ColumnView
from simulator.market.state.utility_terms import UtilityTerms

type BringsBack = Callable[[Integers, Integers, Floats, Integers], Floats]
"""Returns what sending units back will bring: offer, promotion (its number, or NONE), price paid, cell."""

NONE = -1
"""Stands where a table of numbers has no outlet, offer or maker to name."""


@dataclass(frozen=True)
class RunTables:
    """Names, numbers and keys of a run: cells, products, outlets, and the keys of their random numbers."""

    cells: tuple[Cell, ...]
    categories: tuple[str, ...]
    products: tuple[str, ...]
    products_of: tuple[tuple[int, ...], ...]
    """Products of each category."""
    outlets: tuple[str, ...]
    offered: Flags
    """[O, P] whether the outlet may ever carry the product."""
    at_home: Flags
    """[C, O] whether the outlet serves the cell's region."""
    everywhere: Flags
    """[O] whether the outlet serves all regions."""
    maker: Integers
    """[P] manufacturer of the product."""
    focal: Flags
    """[P] whether it is made by the focal manufacturer."""
    owner: Integers
    """[O] manufacturer that the outlet belongs to, or NONE."""
    shock: Floats
    """[C] scale of the luck in every choice [utils]."""
    worths: tuple[Worth | None, ...]
    """[C] what a need met is worth to the cell's customers."""
    logit: Flags
    """[C] whether its customers choose by a logit, as harm assumes: some luck, and no worth of their own."""
    outlet_keys: Words
    place_keys: Words
    """[O] key of the place that each stands in: its own, or that of the first seller on the same platform."""
    product_keys: Words
    offer_keys: Words
    """[O, P]"""
    needs: NeedTerms
    """How often needs arise and how long they are open."""
    lasting: LastingTerms
    """How long products are of use."""
    suggestions: SuggestionTerms
    """Which products are suggested with which."""
    communities: CommunityTerms
    """Terms of the communities of owners."""
    nests: ChoiceNests
    """In what offers and advisers are alike."""
    money_step: float
    """What money is counted in [currency]."""
    candidates: int
    """How many outlets a customer has at hand at most."""
    tolerance: float
    """How far below one's price another's may be without being an undercut [share]."""
    issues: IssuesInPlay
    """Issues over which harm is put on record."""
    disconfirmation_weights: tuple[float, float]
    """What going beyond expectations adds to satisfaction, and falling short takes from it [per unit]."""
    review_chance: float
    """Chance that a customer reviews a unit that it takes home [share]."""
    keeps_considered: bool
    """Whether every alternative of every need is to be written down."""
    keeps_stages: bool
    """Whether it is to be written down at which stage needs stand, and where they drop off."""
    takes_returns: bool
    """Whether any outlet takes back what it has sold."""
    help_asked: Words
    """[P] threshold under which a word means that an owner asks for help this week; 0: none ever does."""

    def offer[Number: (int, Integers)](self, outlet: Number, product: Number) -> Number:
        """Return the number of an offer."""
        return outlet * len(self.products) + product

    @cached_property
    def helps(self) -> bool:
        """Say whether owners of any product ask for help."""
        return bool(self.help_asked.any())

    def needs_plainly(self, category: int) -> bool:
        """Say whether its needs are one a week at most, alike for all of a cell and beside nothing owned."""
        return self._needs_plainly[category]

    @cached_property
    def _needs_plainly(self) -> tuple[bool, ...]:
        needs, lasting = self.needs, self.lasting
        return tuple(
            not (
                needs.counted[category].any()
                or np.isfinite(needs.rate_shape[category]).any()
                or any(leaving is not None for leaving in needs.leaving[category])
                or needs.pantry[category].any()
                or lasting.lasts[list(products)].any()
                or any(lasting.bases[product] for product in products)
            )
            for category, products in enumerate(self.products_of)
        )

    @cached_property
    def outlet_of(self) -> Integers:
        """Return the outlet of each offer, by number."""
        return np.repeat(np.arange(len(self.outlets)), len(self.products))

    @cached_property
    def category_of(self) -> Integers:
        """Return the category of each product [P]."""
        found = np.zeros(len(self.products), dtype=np.int64)
        for category, products in enumerate(self.products_of):
            found[list(products)] = category
        return found

    @cached_property
    def product_of(self) -> Integers:
        """Return the product of each offer, by number."""
        return np.tile(np.arange(len(self.products)), len(self.outlets))

    @cached_property
    def sizes(self) -> Integers:
        """[C] customers of each cell."""
        return np.array([cell.customers for cell in self.cells], dtype=np.int64)

    @cached_property
    def served_too(self) -> Floats:
        """[O, O] how many of the second outlet's customers the first serves too, by their regions [share]."""
        serves = self.at_home.astype(np.int64)
        sizes = self.sizes[:, np.newaxis] * serves
        shared = (serves.T @ sizes).astype(np.float64)
        return shared / np.maximum(1, sizes.sum(axis=0))

    @cached_property
    def lists(self) -> dict[str, Any]:
        """The tables as nested lists of plain numbers, for customers asked one by one."""
        names = ("maker", "focal", "owner", "shock", "logit", "outlet_keys", "product_keys", "offer_keys")
        return {name: getattr(self, name).tolist() for name in names}


@dataclass(frozen=True)
class PromotionalPrice:
    """A price for some customers other than the one asked of everybody, this week.

    Who is *meant* is of a cell that it is for and, if *had* says so, has had the product or has not. A code
    must be known: whose word lies under *chance* knows it. An offer that leaks is two tariffs.
    """

    offer: str
    """The special offer, by name."""
    number: int
    """Its place among the promotions of the scenario."""
    product: int
    leaked: bool
    """Whether it is for all customers that are not meant, rather than for all that are."""
    had: bool | None
    cells: Flags
    """[C] whether customers of the cell are meant."""
    code: int
    """Key of the code that must be known; 0: none."""
    chance: int
    """Threshold under which a customer's own word means that the code is known."""
    stands: Flags
    """[O] whether the outlet has it."""
    each: Integers
    """[O] what one unit costs the customer [money steps]."""
    price: Floats
    """[O] the same [currency]."""
    margin: Floats
    """[O] what one sale leaves the outlet [money steps]."""
    relief: Floats
    """[C] how much of the price is felt, since part of it is paid later [share]."""
    plan: Plan | None
    has_returns: bool
    """Whether it has terms of return of its own: felt alike, it is taken rather than what has none."""

    @cached_property
    def lists(self) -> dict[str, Any]:
        """The tables as nested lists of plain numbers, for customers asked one by one."""
        names = ("cells", "stands", "price", "margin", "relief")
        return {name: getattr(self, name).tolist() for name in names}

    def felt_by(self, cell: Any, outlet: Any, salience: Any) -> Any:
        """Return the price at outlets as customers of cells feel it, given how much price weighs to each."""
        return self.price[outlet] * salience * self.relief[cell]


@dataclass(frozen=True)
class WeekTables:
    """Week tables: needs, awareness, utility, prices and stock that customers meet this week."""

    week: int
    mean_need: Floats
    """[Q, C] mean needs of this week, of a customer with nothing in use [needs per week]."""
    aware: Words
    """[C, P] threshold under which a customer's own word means that the product is known."""
    utility: dict[str, tuple[Floats, ...]]
    """[C, O, P] by purchase reason: what terms that are the same for a cell's customers add up to; as it is,
    without the message's barrier, and without the outlet's besides (`BARRIERS`) [utils]."""
    disconfirmation: Floats | None
    """[C, O, P] what is found of offers, once had, beyond what these terms added; none: nothing [utils]."""
    terms: UtilityTerms
    """The terms of utility of the run."""
    outlet_columns: Columns
    """What the terms know of outlets, as columns [O]."""
    outlets: list[dict[str, Any]]
    """The same as numbers, outlet by outlet."""
    offer: ColumnView
    """What terms of utility know of outlets and products, laid out [1, O, 1], [1, 1, P] or [C, O, P]."""
    expertise: Floats
    """[O, P] how much of a customer's uncertainty about a product the outlet's advice resolves [share]."""
    talk: TalkInEar
    """What is in the ear, of price and at all."""
    reference_price: Floats
    """[C, P] price remembered [currency]."""
    advice: Floats
    """[Q, C, O] utility of going there for advice; minus infinity where none is given [utils]."""
    price: Floats
    """[O, P] price asked [currency]."""
    floor: Floats
    """[O, P] lowest price that may be advertised; zero where there is none [currency]."""
    territory: Flags
    """[O, P] whether the area that the outlet serves is promised to it for the product."""
    margin: Floats
    """[O, P] what one sale leaves it [money steps]."""
    stock: Integers
    """[O, P] units on the shelf when the week opens."""
    carried: Flags
    """[O, P] whether the offer stands this week, in stock or not."""
    adstock_by_source: Floats
    """[M + 1, C, P] what is in the ear, by media that are told, and of none or others [contacts]."""
    standing: Integers | None = None
    """[C, O, P] how far goods are meant for the cell's region (`offers.supply_ways`); none: not asked."""
    promotions: tuple[PromotionalPrice, ...] = ()
    """Prices for some customers, in the order in which they are thought of."""
    ads: tuple[Ad, ...] = ()
    """What campaigns show to customers that look for something."""
    brings_back: BringsBack | None = None
    """What sending units back will bring; none where nothing is taken back."""
    wait: Floats | None = None
    """[C, O, P] what waiting for it takes away; −∞ where no order is; none: no outlet takes any [utils]."""
    answered: Floats | None = None
    """[C, P, K] chance that a need hears a question answered by media; none: none is [share]."""

    @cached_property
    def need(self) -> Words:
        """[Q, C] threshold under which a customer's word means a need, where there is one a week at most."""
        return threshold(self.mean_need)

    def standing_of(self, cell: Integers, outlet: Integers, product: Integers) -> Integers | None:
        """Return how far the goods of some offers are meant for the region of some cells; none: not asked."""
        return None if self.standing is None else self.standing[cell, outlet, product]

    @cached_property
    def felt(self) -> Floats:
        """[C, O, P] price as it is felt: by so much more as talk of price makes it weigh [currency]."""
        return self.price[None] * self.talk.salience[:, None, None]

    @cached_property
    def pull(self) -> Floats:
        """[Q, C, O, P] advice, offer by offer [utils]."""
        return np.repeat(self.advice, self.price.shape[1], axis=2)

    @cached_property
    def lists(self) -> dict[str, Any]:
        """The tables as nested lists of plain numbers, for customers asked one by one."""
        of_people = ("need", "mean_need", "aware", "reference_price")
        of_offers = ("expertise", "advice", "price", "floor", "territory", "margin", "stock", "carried")
        return {
            **{name: getattr(self, name).tolist() for name in (*of_people, *of_offers)},
            "heard_of_price": self.talk.heard_of_price.tolist(),
            "wait": None if self.wait is None else self.wait.tolist(),
        }
