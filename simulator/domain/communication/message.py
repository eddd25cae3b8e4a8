"""Message: what is said of a product, the campaigns that say it, and how customers take it up."""

from typing import Annotated

from pydantic import AliasChoices, Field, model_validator

from simulator.base.off_value import Off
from simulator.base.record import Record
from simulator.domain.communication.aims import AudienceName, StageName
from simulator.domain.communication.equity_terms import EquityTerms
from simulator.domain.communication.review_terms import ReviewTerms
from simulator.domain.product.benefits import PRICE, Benefit
from simulator.domain.product.question import Question
from simulator.domain.units import Amount, Name, Share

EMPHASIS_TOLERANCE = 1e-6


class Message(Record):
    """Something said about a product: what it dwells on, and what it claims."""

    says: dict[Benefit, Share]
    """Emphasis over benefits, by their names under `benefits`; sums to one [share of the message]."""
    claims: dict[Benefit, Share] = {}
    """What it claims the product delivers; where left out, the truth [0 … 1]."""
    answers: dict[Question, Share] = {}
    """How far it answers customers' open `questions` about a product, where it runs on media: chance that a
    contact does [share, by question]."""
    about_price: Share | None = None
    """How far it is talk of price; left out, its emphasis on the benefit called price [share of the
    message]."""

    @property
    def price_emphasis(self) -> float:
        """Return how far it is talk of price [share of the message]."""
        return self.says.get(PRICE, 0.0) if self.about_price is None else self.about_price

    @model_validator(mode="after")
    def _emphasis_sums_to_one(self) -> "Message":
        total = sum(self.says.values())
        if abs(total - 1.0) > EMPHASIS_TOLERANCE:
            raise ValueError(f"the emphasis in 'says' sums to {total:g}; it must sum to 1")
        return self


class CampaignTerms(Record):
    """What a campaign of a plan says, and one that an event begins: message, medium, cost and aim."""

    medium: Name
    """Where it runs [name under media]."""
    message: Name
    """What it says [name under messages or of the library of messages]."""
    weekly_budget: Amount
    """What is spent on it in a week [currency per week]."""
    segments: Annotated[list[Name], Field(min_length=1)] | None = None
    """Segments that it is shown to; left out, all of them [names under segments]."""
    audiences: Annotated[list[AudienceName], Field(min_length=1)] | None = None
    """For which customers it is meant, on a medium that aims at them one by one: strangers, visitors of its
    outlets, customers on its list, owners, or former customers of the category; left out, for all
    [audiences]."""
    stages: Annotated[list[StageName], Field(min_length=1)] | None = None
    """At which stages their needs stand that it is meant for, on such a medium, where the scenario tells
    stages; left out, at any, or without a need [stages]."""
    bid: Annotated[float, Field(ge=1e-4, le=1e9)] | None = None
    """What it would pay for a contact at most, where a medium sells its places by auction; left out, the
    medium's cost_per_contact, which is the least that is taken [currency per contact]."""


class Campaign(CampaignTerms):
    """A message on a medium for some weeks at a cost."""

    product: Name | None = None
    """The product it is about; left out, every product of the focal manufacturer, in equal parts."""
    weeks: tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]]
    """First and last week in which it runs [week, week]."""
    regions: list[Name] | None = None
    """Where it runs; left out, everywhere [names under regions]."""

    def runs_in(self, week: int) -> bool:
        """Say whether it runs in a week."""
        return self.weeks[0] <= week <= self.weeks[1]


class Response(Record):
    """How customers learn, believe and forget messages (the same in all segments)."""

    retention: Annotated[
        Share,
        Field(validation_alias=AliasChoices("retention", "remembering")),
        Off("forgetting", 1.0, "Nothing heard or believed is forgotten."),
    ] = 0.9
    """What is left of the stock of exposure a week later; 1 forgets nothing [share per week]."""
    initial_adstock: Annotated[
        float, Field(ge=0, le=1e3, validation_alias=AliasChoices("initial_adstock", "standing"))
    ] = 0.0
    """Exposure a product has gathered before the run opens [contacts per customer]."""
    always_aware: Annotated[
        Share,
        Field(validation_alias=AliasChoices("always_aware", "known")),
        Off("awareness", 1.0, "Every product is known to all customers from the start."),
    ] = 0.0
    """Share of people that know every product from the start and for good, without any message [share]."""
    display: Annotated[
        float,
        Field(ge=0, le=1e3, validation_alias=AliasChoices("display", "shelf")),
        Off("display", 0.0, "Standing in outlets makes no product known.", formerly=("shelf",)),
    ] = 0.0
    """Weekly exposure from standing in every outlet that a customer can reach [contacts per customer]."""
    word_of_mouth: Annotated[
        float,
        Field(ge=0, le=1e3),
        Off("word_of_mouth", 0.0, "Owners are not heard: no product becomes known by them."),
    ] = 0.0
    """Weekly exposure if everybody in the cell had the product: in use, or, if it does not last, ever bought
    by customers that have not left its category, or not long ago (`talk_weeks`) [contacts per customer]."""
    owners_credibility: Annotated[
        Share,
        Off("owners_credibility", 0.0, "What owners found is not believed: their talk makes products known."),
    ] = 0.0
    """How far owners are believed when they tell, as often as `word_of_mouth` says, what a product turned out
    to deliver, coloured by how content they are [0 not at all … 1 like one's own eyes]."""
    trust_halved_at: Annotated[
        Annotated[float, Field(gt=0, le=1)] | None,
        Off("trust_in_messages", None, "Promises that were not kept leave messages as credible as ever."),
    ] = None
    """Shortfall of a product from what its owners expected, in the mean, at which people that hear of it, as
    often as `word_of_mouth` says, believe messages about it half as far; left out, they go on believing
    [share of all that can be had]."""
    satisfaction_gain: Annotated[float, Field(ge=0, le=10)] = 0.5
    """How much more content people are with what goes beyond their expectations: half of what as much less
    would take away (choice) [satisfaction per share of all that can be had]."""
    satisfaction_loss: Annotated[float, Field(ge=0, le=10)] = 1.0
    """How much less content people are with what falls short of them: it weighs more, Anderson & Sullivan
    (1993) (choice of how much) [satisfaction per share of all that can be had]."""
    equity: Annotated[
        EquityTerms | None,
        Off("brand_equity", None, "Names are worth nothing by themselves, whatever is seen of them."),
    ] = None
    """What builds and dilutes the worth of products' names; left out, it stays as the run opens."""
    reviews: Annotated[
        ReviewTerms | None, Off("reviews", None, "Nobody reviews what was bought: there are no ratings.")
    ] = None
    """How buyers review what they bought; left out, they do not."""
    learning: Annotated[
        float,
        Field(ge=0, le=1e3),
        Off("persuasion", 0.0, "Messages are not believed: they only make products known."),
    ] = 1.0
    """How fast a fully credible, single-minded message is believed [per contact]."""
    belief_decay: Annotated[
        Share, Field(validation_alias=AliasChoices("belief_decay", "relapse")), Off("forgetting", 0.0)
    ] = 0.0
    """Share of the distance back to reputation that belief falls in a week without messages [per week]."""
    price_talk: Annotated[
        float,
        Field(ge=0, le=10),
        Off("price_talk", 0.0, "Talk of price moves no choice, in either of its forms."),
    ] = 0.0
    """How much more sensitive to price people become where all talk is of price; a segment with
    'reference_talk' has another form of talk, and goes without it [share of sensitivity]."""
