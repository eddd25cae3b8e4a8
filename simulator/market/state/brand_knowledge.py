"""Brand knowledge: what the people of each cell have heard, know and believe, product by product.

One row a cell; nothing here is kept per customer. Campaigns, outlets and owners add adstock; weeks
take some away. Every figure is a pure function of the scenario and of sales in the same cell.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Flags, Floats, Words
from simulator.base.keyed_random import threshold
from simulator.base.summation import left_to_right, total
from simulator.domain.communication.message import Message, Response
from simulator.market.state.adstock_by_source import AdstockBySource, media_told
from simulator.market.state.brand_equity import BrandEquity
from simulator.market.state.choice_tables import RunTables
from simulator.market.state.experienced import Experiences
from simulator.market.state.outlet_traits import OutletTraits
from simulator.market.state.owner_talk import OwnerTalk
from simulator.market.state.questions_told import QuestionsTold
from simulator.market.state.ratings import Ratings
from simulator.market.state.talk_in_ear import TalkInEar
from simulator.mechanisms.communication.awareness import coverage, share_aware
from simulator.mechanisms.communication.belief_updating import persuasion_weight, updated
from simulator.scenario.schema import Scenario


class BrandKnowledge:
    """Exposure [C, P], belief [C, P, B] and talk [C] of a market's cells."""

    def __init__(self, scenario: Scenario, run_tables: RunTables, traits: OutletTraits) -> None:
        products = [scenario.products[name] for name in run_tables.products]
        self.benefits = benefits = tuple(scenario.benefits)
        shape = (len(run_tables.cells), len(run_tables.products))
        self.response: Response = scenario.response
        self.run_tables = run_tables
        self.traits = traits
        self.truth = np.array([[p.delivers(b) for b in benefits] for p in products], dtype=np.float64)
        self.reputation = np.array([[p.believed(b) for b in benefits] for p in products], dtype=np.float64)
        self.belief = np.broadcast_to(self.reputation, (*shape, len(benefits))).copy()
        self.unmoved = np.ones_like(self.belief)
        """What is left of what customers believe beyond their cells, since this was asked last [C, P, B]."""
        self.adstock = np.full(shape, self.response.initial_adstock)
        self.by_source = AdstockBySource(media_told(scenario), self.adstock)
        self.talk = np.zeros(shape[0])
        """Contacts per head still in the ear, with anything said about any product."""
        self.price_talk = np.zeros(shape[0])
        """The part of them that dwelt on price."""
        people = scenario.segments.values()
        self.price_talk_counts = any(
            (self.response.price_talk, *(p.parameter("reference_talk") for p in people))
        )
        """Whether talk of price moves anybody, in either of its forms."""
        self.owners = np.zeros(shape, dtype=np.int64)
        self.owner_talk = OwnerTalk(shape, scenario.response)
        opening = np.array([product.initial_equity for product in products], dtype=np.float64)
        self.equity = BrandEquity(opening, scenario.response.equity, run_tables, traits)
        self.questions = QuestionsTold(*shape)
        self.ratings = Ratings(len(run_tables.outlets), shape[1], scenario.response.reviews)
        people_of = [scenario.segments[cell.segment].valuing(benefits) for cell in run_tables.cells]
        tells = [_emphasis_of_values(one) for one in people_of]
        self.tells = np.array(tells).reshape(len(tells), len(benefits))
        """[C, B] what owners dwell on when they tell of a product: what people like them care for [share]."""

    def emphasis(self, message: Message | None) -> Floats:
        """Return a message's emphasis over benefits [B]; zeros where nothing is said."""
        return np.array([message.says.get(b, 0.0) if message else 0.0 for b in self.benefits])

    def claims(self, message: Message | None, product: int) -> Floats:
        """Return what a message claims a product delivers [B]."""
        truth = self.truth[product]
        return np.array(
            [message.claims.get(b, truth[n]) if message else truth[n] for n, b in enumerate(self.benefits)]
        )

    def hear(self, product: int, message: Message, credibility: float, contacts: Floats) -> None:
        """Take up a week of a campaign: contacts per head in each cell [C]."""
        self.adstock[:, product] += contacts
        self.questions.hear(product, message, contacts)
        self.talk += contacts
        self.price_talk += contacts * message.price_emphasis
        weight = self.persuasion(product, message, credibility, contacts)
        self.belief[:, product] = updated(
            self.belief[:, product], self.claims(message, product)[None, :], weight
        )
        self.unmoved[:, product] *= 1.0 - weight

    def persuasion(self, product: int, message: Message, credibility: float, contacts: Floats) -> Floats:
        """Return how far so many contacts in each cell [C] move a belief toward what is claimed [C, B]."""
        trusted = self.owner_talk.trust[:, product, None] * credibility
        return persuasion_weight(
            contacts[:, None], self.response.learning, trusted, self.emphasis(message)[None, :]
        )

    def beyond_belief(self, product: int, message: Message) -> Floats:
        """Return how far what a message claims goes beyond what cells believe [C, B]."""
        return self.claims(message, product)[None, :] - self.belief[:, product]

    def left_unmoved(self) -> Floats:
        """Return what cells' beliefs have left, in moving, of what customers believe beyond them [C, P, B].

        From then on it is counted anew.
        """
        found, self.unmoved = self.unmoved, np.ones_like(self.belief)
        return found

    def pass_shelves(self, carried: NDArray[np.bool_], price_emphasis: Floats) -> None:
        """Take up a week of seeing products in the outlets at hand; price emphasis of each offer [O, P].

        Outlets show a product to more of their people, or fewer, as their effort for it goes.
        """
        shelf, support = self.response.display, self.traits.support
        reach = np.where(self.run_tables.at_home, self.traits.reach, 0.0)
        seen = shelf * coverage(reach, carried, support)
        self.adstock += seen
        self.by_source.hear_otherwise(seen)
        shows = np.where(carried, 1.0 if support is None else support, 0.0)
        talk = shelf * left_to_right(shows)
        price_talk = shelf * left_to_right(shows * price_emphasis)
        self.talk += left_to_right(reach * talk)
        self.price_talk += left_to_right(reach * price_talk)

    def hear_owners(
        self, owners: NDArray[np.int64], experiences: Experiences, members: NDArray[np.int64]
    ) -> None:
        """Add word of mouth of the owners that a product has now [C, P], and of what its buyers found.

        Its contacts make a product known; and so far as owners are believed, others believe what they tell.
        *members* of a product's community, with one in use [C, P], are heard oftener than other owners.
        """
        self.owners = owners
        people = np.maximum(self.run_tables.sizes, 1)[:, None]
        voices = self.owners + self.run_tables.communities.talks * members
        contacts = self.response.word_of_mouth * (voices / people)
        self.adstock += contacts
        self.by_source.hear_otherwise(contacts)
        self.owner_talk.hear(contacts, experiences)
        credibility = self.response.owners_credibility
        if credibility:
            tells = self.tells[:, None, :]
            weight = persuasion_weight(contacts[..., None], self.response.learning, credibility, tells)
            self.belief = updated(self.belief, self.owner_talk.told(self.truth), weight)
            self.unmoved *= 1.0 - weight

    def judge_names(self, carried: Flags, deals: Flags) -> None:
        """Let names gain and lose by what is heard, found and seen: *carried* [O, P], *deals* [C, O, P]."""
        found = self.owner_talk.sums
        people = np.maximum(self.run_tables.sizes, 1)[:, None]
        owners = np.where(found.customers > 0.0, self.owners / people, 0.0)
        content = found.satisfaction / np.maximum(found.customers, 1.0)
        self.equity.move(self.equity.sight(carried, deals), self.adstock, owners, content)

    def forget(self) -> None:
        """Let a week pass."""
        self.adstock *= self.response.retention
        self.by_source.forget(self.response.retention)
        self.talk *= self.response.retention
        self.price_talk *= self.response.retention
        self.belief += self.response.belief_decay * (self.reputation[None] - self.belief)
        self.unmoved *= 1.0 - self.response.belief_decay

    def aware(self) -> Words:
        """Return the thresholds under which a customer's own word means that a product is known [C, P]."""
        return threshold(share_aware(self.adstock, self.response.always_aware))

    def talk_in_ear(self) -> TalkInEar:
        """Return what people have in the ear this week, of price and at all [C]."""
        return TalkInEar(self.talk.copy(), self.price_talk.copy(), self.response.price_talk)


def _emphasis_of_values(segment: Any) -> Floats:
    """Return the share of each benefit in what a segment cares for [B]; zeros if it cares for none."""
    values = np.array(list(segment.values.values()), dtype=np.float64)
    whole = total(values.tolist())
    return values / whole if whole > 0 else values
