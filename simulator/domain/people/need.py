"""Need: how often a category is needed, how long a need is open, and how customers leave the category."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from simulator.base.off_value import Off
from simulator.base.record import Record
from simulator.domain.units import WEEKS_PER_YEAR


class Leaving(Record):
    """How customers leave a category: after each purchase, each with a chance of its own, θ ~ Beta(α, β).

    Those who leave easily are gone first, so that whoever is left stays ever more surely, though nobody
    becomes loyal. Source: Schmittlein, Morrison & Colombo (1987), Management Science 33(1); Fader, Hardie &
    Lee (2005), Marketing Science 24(2); in contracts Fader & Hardie (2007), J. Interactive Marketing 21(1).
    """

    alpha: Annotated[float, Field(gt=0, le=1e6)]
    """First shape of the Beta distribution; the mean chance is α / (α + β) [number]."""
    beta: Annotated[float, Field(gt=0, le=1e6)]
    """Its second shape [number]."""
    satisfaction: Annotated[float, Field(ge=0, le=100)] = 0.0
    """How much the satisfied stay longer, c: with a satisfaction S of the unit taken, the chance of leaving
    is 1 − (1 − θ)^exp(−c (S − ½) + c₂ w) [per unit of satisfaction]."""
    unhelped: Annotated[float, Field(ge=0, le=100), Off("support", 0.0)] = 0.0
    """How much sooner customers leave that waited for help, where there is `support`, c₂: w are the weeks for
    which they waited with the product taken, since they took the unit before [per week waited]."""
    won_back_per_week: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Win-back rate: chance that a former customer comes back in a week [share per week]."""


class Pantry(Record):
    """How goods are bought ahead while they are cheap, and kept (`mechanisms/use/buying_ahead.py`)."""

    storage_cost: Annotated[float, Field(gt=0, le=1e6)]
    """What keeping a unit costs a customer [currency per unit and week]."""
    most_units: Annotated[int, Field(ge=1, le=100)] = 12
    """For how many units there is room; a choice [units per customer]."""


class Need(Record):
    """How often a category is needed."""

    per_year: Annotated[float, Field(ge=0, le=52 * 10)]
    """Needs of one customer in a year of 52 weeks; at most one a week, unless they are counted [needs per
    customer and year]."""
    counted: bool = False
    """Whether the needs of a week are counted, as many as a Poisson draw says, each with luck of its own;
    else there is one at most. Not where something of the category lasts [yes or no]."""
    rate_shape: Annotated[
        Annotated[float, Field(ge=0.01, le=1e4)] | None,
        Off("need_rates", None, "All customers of a segment need a category equally often."),
    ] = None
    """How alike customers are in how often they need it: shape of the gamma distribution of their rates,
    with a mean of `per_year`; left out, all are alike [number]."""
    price_weight: Annotated[
        float,
        Field(gt=0, le=1e4),
        Off("price_weight", 1.0, "A unit of currency weighs the same whatever it is paid for."),
    ] = 1.0
    """How much more a unit of currency weighs when it is paid for this than the segment's price sensitivity
    has it, as in a small account of the mind: what is cheap answers to its price, too [multiple]."""
    units: Annotated[int, Field(ge=1, le=100)] = 1
    """How many units meet a need, such as seats or packs, each chosen with the luck of the need; units of a
    product that lasts, last together. Needs of several units are not open beyond their week [units per
    need]."""
    while_owning: Annotated[float, Field(ge=0, le=1)] = 0.0
    """How often a customer needs it that has a unit of it in use, of a product that lasts: share of what it
    would need without [share]."""
    replaced_per_week: Annotated[float, Field(ge=0, le=1)] | None = None
    """Chance in a week that a customer with a worn-out unit needs it; left out, as often as a customer that
    never had one [share per week]."""
    pantry: Annotated[
        Pantry | None, Off("pantry", None, "Nothing is bought ahead: each need asks for what it uses.")
    ] = None
    """How units are bought ahead while they are cheap, and used up later; nothing that lasts is; left out,
    none are."""
    leaving: Annotated[Leaving | None, Off("leaving", None, "No customer leaves a category for good.")] = None
    """How customers leave the category for good after a purchase; left out, they don't."""
    season: Annotated[
        float, Field(ge=0, le=1), Off("season", 0.0, "Needs are as frequent in every week of the year.")
    ] = 0.0
    """How far the need swings around its mean over the year [share of the mean]."""
    peak_week: Annotated[int, Field(ge=1, le=52)] = 50
    """The week of the year in which the need is highest [week 1 … 52]."""
    lasts_weeks: Annotated[
        int,
        Field(ge=1, le=2600),
        Off("lasting_needs", 1, "A need that finds nothing in its week is given up."),
    ] = 1
    """How long a need is open at most: until it is met or given up it looks again where something has changed
    for the better, and at last [weeks]."""
    kept_per_week: Annotated[float, Field(ge=0, le=1)] = 1.0
    """Chance that an open need is not given up before, from a week to the next [share per week]."""
    luck_renewed: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Chance that an open need has new luck in a further week; at 0 its luck is that of the week in which it
    arose, so that looking again finds nothing that was not there before (choice) [share per week]."""
    search_growth: Annotated[float, Field(ge=0, le=100)] = 0.0
    """How much more an open need is searched for in each further week, g: in the k-th one an outlet of reach
    r is at hand with 1 − (1 − r)^(1 + g k) [per week]."""
    search_elsewhere: Annotated[float, Field(ge=0, le=1)] = 0.0
    """How far an open need is searched for in other regions in further weeks: their outlets are at hand with
    that share of their reach [share]."""
    lapses_after_weeks: Annotated[int, Field(ge=1, le=2600)] | None = None
    """Within how many weeks a customer that buys of the focal manufacturer again counts as retained, and
    after which as lapsed, where `stages` are told; it changes nothing else. Left out, the mean time between
    two needs (choice) [weeks]."""
    meanwhile: Literal["absorbed", "overtakes", "adds_up"] = "absorbed"
    """What becomes of a need that arises while one is open: it is one with the open need, as with a machine,
    takes its place, with luck and weeks of its own, or adds up with it, as with food, where nothing of the
    category lasts: it is looked for by itself at first, and what finds nothing waits together [word]."""

    @model_validator(mode="after")
    def _units_of_needs_of_a_week(self) -> Self:
        if self.units > 1 and self.pantry is not None:
            raise PydanticCustomError(
                "units_kept",
                "a pantry keeps what single units are used of; with {units} units a need, leave out 'pantry'",
                {"units": self.units},
            )
        if self.units > 1 and self.lasts_weeks > 1:
            raise PydanticCustomError(
                "units_that_last",
                "a need of {units} units can't be open for {weeks} weeks; leave out 'lasts_weeks' or 'units'",
                {"units": self.units, "weeks": self.lasts_weeks},
            )
        return self

    @model_validator(mode="after")
    def _one_a_week_unless_counted(self) -> Self:
        if self.per_year > WEEKS_PER_YEAR and not self.counted:
            raise PydanticCustomError(
                "need_uncounted",
                "per_year ({per_year}) is more than one a week; say 'counted: true', so that needs of a week "
                "are counted, or give 52 at most",
                {"per_year": self.per_year},
            )
        return self


class Worth(Record):
    """What having a need met is worth to a customer in currency, drawn anew for every need."""

    shape: Literal["uniform", "pareto", "exponential"]
    """How values spread; the shape of demand follows: linear, constant elasticity, exponential."""
    scale: Annotated[float, Field(gt=0, le=1e12)]
    """Highest value (uniform), lowest (pareto), or mean (exponential) [currency per need]."""
    elasticity: Annotated[float, Field(ge=0.1, le=1000)] | None = None
    """Elasticity of demand above the lowest value; for pareto only [per cent per per cent]."""

    @model_validator(mode="after")
    def _has_what_its_shape_needs(self) -> Self:
        if (self.elasticity is not None) != (self.shape == "pareto"):
            raise PydanticCustomError(
                "worth_elasticity", "'elasticity' goes with the shape pareto, and pareto needs it"
            )
        return self
