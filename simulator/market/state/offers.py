"""Offers: what each outlet says, asks and has, as tables of outlets and products [O, P].

The part of the week's tables that members set; `choice_tables_builder.py` joins it with what people think.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.domain.communication.message import Message
from simulator.market.state.brand_knowledge import BrandKnowledge
from simulator.market.state.choice_tables import RunTables

OF_OUTLETS = (
    *("price", "own_price", "cost", "margin", "margin_before", "floor", "territory", "stock", "weeks"),
    *("sales_capacity", "carried", "was_carried", "in_box", "behind", "weight", "claim", "price_emphasis"),
)
"""Tables of which each outlet has a row."""


@dataclass
class OfferTable:
    """Prices, costs and stock in steps, and what is said of every product at every outlet."""

    run_tables: RunTables
    benefits: int
    """How many there are."""
    price: Integers = field(init=False)
    """Price asked [money steps]; zero before there was one."""
    own_price: Integers = field(init=False)
    """What the outlet would ask were there no interventions [money steps]; its price rule goes on from it."""
    cost: Integers = field(init=False)
    """What a unit costs until it is there: what the supplier asks, and freight if the outlet pays it [money
    steps]."""
    margin: Integers = field(init=False)
    """What one sale leaves [money steps]."""
    margin_before: Integers = field(init=False)
    """What it left last week, while this week's is being set [money steps]."""
    floor: Integers = field(init=False)
    """Lowest price that may be advertised [money steps]; zero where there is none."""
    territory: Flags = field(init=False)
    """Whether the area that the outlet serves is promised to it."""
    standing: Integers | None = field(init=False)
    """[C, O, P] how far goods are meant for the cell's region (`offers.supply_ways`); none: not asked."""
    stock: Integers = field(init=False)
    """Units on offer when the week opens: on the shelf, and with the hands to sell them."""
    sales_capacity: Integers = field(init=False)
    """Units that there are the hands to sell, were there goods enough of all products; zero where hands are
    no limit."""
    weeks: Integers = field(init=False)
    """[O] weeks in which the outlet had something on offer, where hands are a limit [weeks]."""
    carried: Flags = field(init=False)
    was_carried: Flags = field(init=False)
    """Whether it was on offer last week, while this week's offers are being set."""
    in_box: Flags = field(init=False)
    """Whether the offer stands in a marketplace's box."""
    behind: Floats = field(init=False)
    """[O, P] effort of looking behind a marketplace's box for the offer [utils]."""
    weight: Floats = field(init=False)
    """[O, P, B] how far a visit moves belief: credibility × emphasis."""
    claim: Floats = field(init=False)
    """[O, P, B] what is claimed."""
    price_emphasis: Floats = field(init=False)
    """[O, P] how far what is said dwells on price [share]."""
    regions: Flags = field(init=False)
    """[regions, O] whether the outlet serves the region: cells of a region see alike."""

    def __post_init__(self) -> None:
        shape = (len(self.run_tables.outlets), len(self.run_tables.products))
        for name in ("price", "own_price", "cost", "margin", "floor", "stock", "sales_capacity"):
            setattr(self, name, np.zeros(shape, dtype=np.int64))
        self.weeks = np.zeros(len(self.run_tables.outlets), dtype=np.int64)
        self.territory = np.zeros(shape, dtype=bool)
        cells = len(self.run_tables.cells)
        self.standing = np.zeros((cells, *shape), np.int64) if self.run_tables.issues.asks_ways else None
        self.carried = np.zeros(shape, dtype=bool)
        self.note_last_week()
        self.in_box = np.zeros(shape, dtype=bool)
        self.behind = np.zeros(shape)
        self.weight = np.zeros((*shape, self.benefits))
        self.claim = np.zeros((*shape, self.benefits))
        self.price_emphasis = np.zeros(shape)
        self.regions = np.unique(self.run_tables.at_home, axis=0)

    def note_last_week(self) -> None:
        """Keep what was carried and what it left, before outlets set this week's offers one after another."""
        self.margin_before, self.was_carried = self.margin.copy(), self.carried.copy()

    def set_message(
        self,
        outlet: int,
        product: int,
        message: Message | None,
        credibility: float,
        brand_knowledge: BrandKnowledge,
    ) -> None:
        """Put up what is said of a product at an outlet from now on."""
        emphasis = brand_knowledge.emphasis(message)
        self.weight[outlet, product] = credibility * emphasis
        self.claim[outlet, product] = brand_knowledge.claims(message, product)
        self.price_emphasis[outlet, product] = message.price_emphasis if message else 0.0

    def take(self, other: "OfferTable", rows: list[int]) -> None:
        """Take the offers of some outlets of another table, by its numbers of this table's outlets."""
        if self.standing is not None and other.standing is not None:
            self.standing[:] = other.standing[:, rows]
        for name in OF_OUTLETS:
            getattr(self, name)[:] = getattr(other, name)[rows]

    def lowest_rivals(self) -> Floats:
        """Return the lowest other price in sight of each offer [O, P, money steps], inf where none is."""
        visible = np.where(self.carried & (self.stock > 0) & (self.price > 0), self.price, np.inf)
        lowest = np.full(visible.shape, np.inf)
        for mine, among in self.visible_outlets():
            if len(among) > 1:
                two = np.sort(visible[among], axis=0)[:2]
                lowest[mine] = np.where(visible[mine] == two[0], two[1], two[0])
        return lowest

    def visible_outlets(self) -> Iterator[tuple[Integers, Integers]]:
        """Yield outlets that see alike, and the outlets they see, themselves among them; every outlet once.

        A regional outlet sees its region and those who serve everybody; those see each other.
        """
        everywhere = self.run_tables.everywhere
        for scope in [everywhere, *self.regions]:
            among = np.flatnonzero(scope)
            mine = among if scope is everywhere else np.flatnonzero(scope & ~everywhere)
            if len(mine):
                yield mine, among
