"""Schema: what a scenario file may say, in which units, and what must fit together."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BeforeValidator, Field, ValidationError, model_validator

from simulator.base.off_value import Off
from simulator.base.record import Named, Record, rename_former_keys
from simulator.domain.channel.carrier import Carrier
from simulator.domain.channel.contract_terms import ContractTerms
from simulator.domain.channel.distribution_model import DistributionChoice, DistributionModel
from simulator.domain.channel.named_members import NamedMember
from simulator.domain.channel.size_limits import MOST_SIZE_LIMIT
from simulator.domain.communication.medium import MediumChoice
from simulator.domain.communication.message import Campaign, Response
from simulator.domain.conflict.conflict_terms import ConflictTerms
from simulator.domain.extent import Extent
from simulator.domain.lever import Lever
from simulator.domain.offers.backorder_terms import BackorderTerms
from simulator.domain.offers.promotions import Promotion
from simulator.domain.offers.return_terms import ReturnTerms
from simulator.domain.offers.support_terms import SupportTerms
from simulator.domain.offers.warranty_terms import WarrantyTerms
from simulator.domain.people.choice_levels import ChoiceLevels
from simulator.domain.people.segments import ComposedSegment, Region
from simulator.domain.product.benefits import BENEFITS, MOST_BENEFITS, Benefit
from simulator.domain.product.product import Manufacturer, Product
from simulator.domain.registries import DISTRIBUTION_MODELS, SWITCHES
from simulator.domain.units import Name, Units
from simulator.scenario.checks.cross_checks import as_one_error, inconsistencies
from simulator.scenario.checks.size_checks import TYPICAL_CANDIDATES, TYPICAL_CUSTOMERS
from simulator.scenario.errors.arguments import text_value
from simulator.scenario.errors.quoting import shortened
from simulator.scenario.events import Event
from simulator.scenario.or_csv_file import OrCsvFile
from simulator.scenario.outlet_messages import Messages

VALIDATION = "simulator.scenario.validation.validate_values"
"""Validation stands above this format, which it reads: it is opened when a scenario is changed."""
OVERVIEW = "simulator.scenario.describe.overview"
"""So do descriptions: this one is opened when a notebook shows a scenario."""
MAXIMUM_WEEKS = 2600
MAXIMUM_CUSTOMERS = 10_000_000_000
MAXIMUM_PEOPLE = 1_000_000
LONGEST_NAME = 120
MOST_MEMBERS = 400
MOST_CAMPAIGNS = 200


def _one_or_many(raw: Any) -> Any:
    return raw if isinstance(raw, list) else [raw]


type DistributionList = Annotated[list[DistributionChoice], Field(min_length=1, max_length=50)]
type Distribution = Annotated[
    DistributionList,
    BeforeValidator(_one_or_many, json_schema_input_type=DistributionChoice | DistributionList),
]


type Members = Annotated[list[NamedMember], Field(max_length=MOST_MEMBERS), OrCsvFile("spaces: big old")]
type Campaigns = Annotated[list[Campaign], Field(max_length=MOST_CAMPAIGNS), OrCsvFile("bars: north|south")]


class Sellers(Record):
    """What outlets believe when they weigh breaking a price floor (the same for all)."""

    believed_elasticity: Annotated[float, Field(ge=0, le=20)] = 2.6
    """How much more they expect to sell at a lower price [per cent of units per per cent of price]."""


class _Spoken(type(Record)):  # type: ignore[misc]
    """The class of a record that answers wrong arguments with the sentences that files get."""

    def __call__(cls, **fields: Any) -> Any:
        try:
            return super().__call__(**fields)
        except ValidationError:
            import_module(VALIDATION).scenario_of_values(fields, "Scenario()")
            raise


class Scenario(Record, metaclass=_Spoken):
    """Everything a run is given: product, people, channel, messages. Frozen; `using` makes new ones."""

    schema_version: Literal[1]
    """Version of this format [always 1]."""
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, pattern=r"^[^\n\r\t]*$")]
    """What it is called in tables."""
    situation: Annotated[str, Field(max_length=2000)] = ""
    """What is going on, in a sentence or two, for readers of a report."""
    weeks: Annotated[int, Field(ge=1, le=MAXIMUM_WEEKS)] = 52
    """Length of the run [weeks]."""
    warm_up: Annotated[int, Field(ge=0, le=MAXIMUM_WEEKS)] = 0
    """First weeks that metrics leave out [weeks]."""
    review_weeks: Annotated[int, Field(ge=1, le=52)] = 4
    """How often conflict is reviewed; a last partial review is dropped [weeks]."""
    customers: Annotated[int, Field(ge=0, le=MAXIMUM_CUSTOMERS)] = TYPICAL_CUSTOMERS
    """Size of the market; none where all demand is a stream [customers]."""
    people_per_customer: Annotated[int, Field(ge=1, le=MAXIMUM_PEOPLE), Extent.INTENSIVE] = 1
    """How many of them one that is played stands for. All is stated of the whole market, and played with
    customers, budgets, stocks, capacities and running costs divided by it; what is told is multiplied by it
    [customers per customer played]."""
    candidates: Annotated[int, Field(ge=1, le=64)] = TYPICAL_CANDIDATES
    """How many outlets a customer has at hand at most [outlets]."""
    size_limit: Annotated[float, Field(gt=0, le=MOST_SIZE_LIMIT)] = 1.0
    """How much larger than usual a world may be before it is refused: members, tables, entries [multiple]."""
    units: Units = Units()
    """The steps in which goods and money are counted."""
    focal: Name | None = None
    """The manufacturer that asks the question; left out, the first one [name]."""
    manufacturers: Annotated[dict[Name, Manufacturer], Field(min_length=1, max_length=100)]
    """Manufacturers of products [by name]."""
    benefits: Annotated[list[Benefit], Field(min_length=1, max_length=MOST_BENEFITS)] = list(BENEFITS)
    """What products may deliver, people value and messages dwell on, by this world's own names; to dwell on
    one called price is talk of price. A file that extends a world of other names says each anew [names]."""
    products: Annotated[dict[Name, Product], Field(min_length=1, max_length=200)]
    """What is made [by name]."""
    segments: Annotated[dict[Name, ComposedSegment], Field(max_length=100)] = {}
    """The people, by what they want; their shares sum to one; none only without customers [by name]."""
    regions: Annotated[dict[Name, Region], Field(max_length=200)] = {}
    """The people, by where they live; their shares sum to one; none only without customers [by name]."""
    media: Annotated[dict[Name, MediumChoice], Lever.MESSAGE, Field(max_length=100)] = {}
    """Where campaigns can run, each of a kind; left out, broad [by name]."""
    response: Response = Response()
    """How people take up, believe and forget what they are told."""
    model_defaults: Annotated[
        list[DistributionChoice],
        Lever.REACH,
        Field(max_length=50, validation_alias=AliasChoices("model_defaults", "usual")),
    ] = []
    """What distribution models are like here, unless one says otherwise; `advise` compares these."""
    distribution: Annotated[Distribution, Lever.REACH]
    """How the focal manufacturer's products reach customers: one distribution model, or a list (hybrid)."""
    competition: Annotated[list[DistributionChoice], Field(max_length=50)] = []
    """How other manufacturers' products do; each names its maker."""
    members: Annotated[Members, Lever.REACH] = []
    """Members by name, in the places of made-up ones; in a file, also the path of a CSV file of them."""
    contracts: Annotated[list[ContractTerms], Lever.REACH, Field(max_length=200)] = []
    """New terms for contracts that the distribution models draw, for the buyers selected, in order."""
    carriers: Annotated[dict[Name, Carrier], Lever.REACH, Field(max_length=100)] = {}
    """Third parties in logistics; `contracts` say which member uses which [by name]."""
    promotions: Annotated[
        list[Promotion],
        Lever.PRICE,
        Field(max_length=50, validation_alias=AliasChoices("promotions", "offers")),
        Off("promotions", [], "All customers pay the price posted, at once.", formerly=("offers",)),
    ] = []
    """Other terms than are asked of everybody: prices for some customers, codes, payment in parts."""
    backorders: Annotated[
        list[BackorderTerms],
        Lever.SERVICE,
        Field(max_length=50),
        Off("backorders", [], "Customers order nothing that is out of stock."),
    ] = []
    """Which outlets take customers' orders for what they do not have; none, if it is left out."""
    returns: Annotated[
        list[ReturnTerms],
        Lever.SERVICE,
        Field(max_length=50),
        Off("returns", [], "No outlet takes back what customers have bought."),
    ] = []
    """Which outlets take back what customers have bought of them; none, if it is left out."""
    warranties: Annotated[
        list[WarrantyTerms],
        Lever.SERVICE,
        Field(max_length=50),
        Off("warranties", [], "No unit that fails is repaired."),
    ] = []
    """Which products are repaired if they fail early, and by which member; none, if it is left out."""
    support: Annotated[
        list[SupportTerms],
        Lever.SERVICE,
        Field(max_length=50),
        Off("support", [], "No owner asks for help with what it has in use."),
    ] = []
    """Which products owners are helped with, by which member, and how fast; none, if it is left out."""
    messages: Annotated[Messages, Lever.MESSAGE] = Messages()
    """What is said at the outlets, and messages of this scenario's own."""
    campaigns: Annotated[Campaigns, Lever.MESSAGE] = []
    """What is said on media, when and for how much; in a file, also the path of a CSV file of campaigns."""
    events: Annotated[
        list[Event],
        Field(max_length=200),
        Off("events", [], "No event takes place: no opening, departure or change of message."),
    ] = []
    """Interventions, each in its week or on its condition."""
    switched_off: Annotated[
        list[Annotated[str, Named(SWITCHES)]],
        Field(max_length=100, validation_alias=AliasChoices("switched_off", "without")),
    ] = []
    """Mechanisms switched off, for teaching and for attribution; see: simulator list switches [names]."""
    choice: ChoiceLevels = ChoiceLevels()
    """What offers that are alike have in common in the luck of a choice."""
    sellers: Sellers = Sellers()
    """What outlets believe when they weigh breaking a price floor."""
    conflict: ConflictTerms = ConflictTerms()
    """How conflict is measured."""
    detail: Literal["summary", "sales", "journeys"] = "summary"
    """How much the ledger keeps: totals by cell; every sale and what became of every need, which
    `customer_needs` gives as a table; or besides every need with its alternatives, which `choices` gives as a
    table for estimators of demand."""
    cohorts: bool = False
    """Whether the ledger tells sales by the outlet that acquired the customer and since when, in any detail;
    metrics of acquisition, retention and lifetime value need it."""
    stages: bool = False
    """Whether the ledger tells at which stage needs stand, which outlets brought them there, and where they
    drop off, and which purchases others follow, in any detail; metrics of the funnel by outlet, of needs in
    process, of drop-offs and of what is bought again need it."""
    crowd: Literal["columns", "one_by_one"] = "columns"
    """How customers, or where there are none members, are played: all at once or one by one, to the same
    ledger."""

    @model_validator(mode="after")
    def _fits_together(self) -> "Scenario":
        found = list(inconsistencies(self.model_dump(mode="json")))
        if found:
            raise as_one_error(found)
        return self

    def __repr__(self) -> str:
        """Say which scenario it is; `describe` tells it whole."""
        length, people = f"{self.weeks} weeks", f"{self.customers:,} customers"
        return f"<Scenario {shortened(self.name)!r}: {length}, {people}: see describe(scenario)>"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        table: str = import_module(OVERVIEW).overview(self)
        return table

    @property
    def focal_maker(self) -> str:
        """Return the focal manufacturer."""
        return self.focal or next(iter(self.manufacturers))

    @property
    def categories(self) -> tuple[str, ...]:
        """Return the categories of the products, in the order in which they first appear."""
        return tuple(dict.fromkeys(product.category for product in self.products.values()))

    def ways(self) -> Iterator[tuple[int, DistributionModel]]:
        """Yield (opening week, distribution model): standing ones and competition; events open others."""
        for model in (*self.distribution, *self.competition):
            yield 0, model

    def event_name(self, at: int) -> str:
        """Return what the event at a place, counted *at* 0, is called in ledgers."""
        return self.events[at].id or f"event {at + 1}"

    def using(self, model: str, **terms: Any) -> "Scenario":
        """Return the same scenario with another distribution model, by its defaults here but for *terms*.

        *model* is the model's name, see ``simulator list distribution_models``; *terms* are parameters of it.
        Raises an ArgumentError, with the sentences of the command line, for what is no scenario.
        """
        name = f"{self.name} · {model}"
        text_value("using(): model", model)
        entry = _model_named(model)
        own = terms if entry is None else rename_former_keys(entry, terms)
        distribution = {**self.default_terms(model), "model": model, **own}
        changes = {"distribution": distribution, "name": name[:LONGEST_NAME]}
        return self._with(changes, f"using({shortened(model)!r})")

    def default_terms(self, model: str) -> dict[str, Any]:
        """Return the defaults of a distribution model here, as plain values; empty where none are given.

        *model* is the model's name.
        """
        terms = (
            way.model_dump(mode="json") for way in self.model_defaults if type(way) is _model_named(model)
        )
        return next(terms, {})

    def changed(self, **fields: Any) -> "Scenario":
        """Return a validated copy in which whole fields are replaced, by nouns or by plain values.

        *fields* are settings of a file's first level, such as ``weeks=26`` or ``messages={"default": …}``.
        Raises an ArgumentError, with the sentences of the command line, for what is no scenario.
        """
        return self._with(rename_former_keys(Scenario, fields), "changed()")

    def _with(self, fields: Mapping[str, Any], place: str) -> "Scenario":
        changed: Scenario = import_module(VALIDATION).scenario_of_values(fields, place, self)
        return changed


def _model_named(name: str) -> Any:
    return DISTRIBUTION_MODELS.get(name) if name in DISTRIBUTION_MODELS else None
