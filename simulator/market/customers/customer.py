"""Customer: buys, one person at a time. This file is the specification of how customers decide.

I have needs, as consumers do (`consumer.py`). I know some products and have some outlets at hand. I may ask
for advice at one of them; then I weigh what is in stock against not buying, and take the best, or the second
best if the best is gone when my turn comes. What is gone I may order and wait for; what I have I may send
back (`Keeper`), and weigh what I might have had (`CounterfactualCustomer`). Override a verb to change it.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from simulator.base.keyed_random import happens, stable_key, threshold, uniform
from simulator.base.numerics.portable import gumbel
from simulator.domain.product.question import QUESTIONS
from simulator.market.customers.choice_luck import luck_of_one
from simulator.market.customers.consumer import Consumer
from simulator.market.customers.counterfactual_customer import CounterfactualCustomer
from simulator.market.customers.keeping import Keeper
from simulator.market.customers.offer import Offer
from simulator.market.customers.visit import Visit, Weighing, planned
from simulator.market.state.choice_tables import NONE
from simulator.market.state.luck_weeks import ORDINAL
from simulator.market.state.utility_terms import BARRIERS, WITH_UTILITY
from simulator.mechanisms.choice.shared_shock import shared_shock
from simulator.mechanisms.choice.utility import disconfirmed, summed
from simulator.mechanisms.choice.willingness_to_pay import willingness_to_pay

if TYPE_CHECKING:
    from simulator.domain.people.utility_term import Taste
    from simulator.market.state.choice_nests import KeyedNests
    from simulator.market.state.choice_tables import PromotionalPrice


class Customer(Keeper, CounterfactualCustomer, Consumer):
    """A consumer that shops: its tastes, a few outlets at hand."""

    def __init__(
        self,
        model: Any,
        row: int,
        cell: int,
        key: int,
        price_sensitivity: float,
        tastes: "dict[Taste, float]",
        candidates: tuple[int, ...],
    ) -> None:
        super().__init__(model, row, cell, key)
        self.own_price_sensitivity = price_sensitivity
        self.shops_for = 0
        self.tastes = tastes
        self.candidates = candidates
        self.searched: dict[int, tuple[int, ...]] = {}
        self.answered: dict[int, int] = {}

    @property
    def price_sensitivity(self) -> float:
        """Return the utility that a unit of currency, paid for what I shop for, costs me [utils]."""
        weight: float = self.run_tables.needs.price_weight[self.shops_for, self.cell].item()
        return self.own_price_sensitivity * weight

    @property
    def heard_of_price(self) -> float:
        """Return how far I heard of price, with people like me and by what I was told myself."""
        talk = self.week.tables.talk
        if not self.own_talk:
            return self.week.heard_of_price
        heard: float = talk.heard_with(self.cell, self.own_talk, self.own_price_talk)
        return heard

    @property
    def salience(self) -> float:
        """Return how much more price weighs to me this week than by itself [multiple]."""
        weighs: float = self.week.tables.talk.weighs(self.heard_of_price)
        return weighs

    def step(self) -> list[Visit]:
        """Go through the categories; return a visit for each need that arises."""
        visits = []
        for category in range(len(self.run_tables.categories)):
            for ordinal in range(self.needs(category)):
                self.luck_week[category] = self.week.number + ordinal * ORDINAL
                visits.append(self.visit(category))
        return visits

    def visit(self, category: int) -> Visit:
        """Find out, ask, weigh and rank; buying comes when it is my turn."""
        visit, self.shops_for = Visit(category), category
        products = self.run_tables.products_of[category]
        known = [p for p in products if self.knows(p) and self.can_use(p)]
        visit.knows_a_product = bool(known)
        carried = self.week.carried
        at_hand = self.searched.get(category, self.candidates)
        visit.offers = [self.see(o, p) for o in at_hand for p in known if carried[o][p]]
        held = self.held_offer.get(category, NONE)
        if held != NONE:
            outlet, product = divmod(held, len(self.run_tables.products))
            visit.offers = [self.see(outlet, product)] if self.can_use(product) else []
        to_be_had = [x for x in visit.offers if x.in_stock or x.cost_of_waiting is not None]
        asked = list(dict.fromkeys(offer.outlet for offer in to_be_had)) if held == NONE else []
        visit.adviser = self.seek_advice(category, asked)
        weighed = [self.weigh(offer, self.advised_on(offer, visit)) for offer in visit.offers]
        visit.weighed = self.with_luck(weighed)
        offers = (w if w.offer and w.offer.in_stock else self.later(w) for w in weighed)
        to_choose = [w for w in offers if w is not None]
        visit.considered = visit.weighed if to_choose == weighed else self.with_luck(to_choose)
        self.rank(visit, visit.weighed)
        return visit

    def see(self, outlet: int, product: int) -> Offer:
        """Return an offer at the least price, as it is felt, that is open to me."""
        offer = self.week.offer(outlet, product)
        promotion, felt = self.effective_price(offer)
        paid = offer.price_under(promotion)
        seen = offer.of_customer(promotion, felt, paid, self.week.brings_back(offer, promotion, paid))
        seen.own_belief, seen.heard_of_price = self.own_belief(offer), self.heard_of_price
        return seen

    def later(self, weighing: Weighing) -> Weighing | None:
        """Return an offer as it is to me if I must wait for it; none if I cannot or would not."""
        cost = None if weighing.offer is None else weighing.offer.cost_of_waiting
        return None if cost is None else replace(weighing, waiting=cost, is_later=True)

    def seek_advice(self, category: int, outlets: list[int]) -> int:
        """Return my adviser, an outlet, or NONE."""
        advice, nested = self.week.advice[category], self.run_tables.nests.advice
        asked = [outlet for outlet in outlets if advice[outlet] != float("-inf")]
        if not asked:
            return NONE
        scale = self.week.shock
        best, adviser = scale * gumbel(uniform(self.luck("advice", category))), NONE
        keys = self.week.outlet_keys
        shocks = [self.shocks(nested, category, outlet, keys[outlet]) for outlet in asked]
        values = [advice[outlet] / scale for outlet in asked]
        luck = luck_of_one(nested.nests, self.cell, asked, shocks, values)
        for outlet, own in zip(asked, luck, strict=True):
            pull = advice[outlet] + scale * own
            if pull > best:
                best, adviser = pull, outlet
        return adviser

    def advised_on(self, offer: Offer, visit: Visit) -> Visit:
        """Return the visit with the doubt and the questions about an offer's product that are left."""
        if visit.adviser != NONE:
            visit.doubt_left = 1.0 - self.week.expertise[visit.adviser][offer.product]
        if self.model.utility_terms.asks:
            visit.questions_open = self.questions_open(offer.product, visit)
        return visit

    def questions_open(self, product: int, visit: Visit) -> tuple[float, ...]:
        """Return whether each question about a product is open to me, 1 or 0.

        What was answered to my need stays answered; my adviser answers what it can; what I had I know.
        """
        if product in self.experience:
            return (0.0,) * len(QUESTIONS)
        knows = 0.0 if visit.adviser == NONE else self.week.expertise[visit.adviser][product]
        key, answered = self.week.product_keys[product], self.answered.get(product, 0)
        words = (self.luck(f"question {name}", visit.category, key) for name in QUESTIONS)
        by_advice = [happens(word, threshold(knows)) for word in words]
        return tuple(float(not (told or answered >> k & 1)) for k, told in enumerate(by_advice))

    def weigh(self, offer: Offer, visit: Visit) -> Weighing:
        """Weigh one offer: V by purchase reason, sums of terms of utility (`catalog/utility/`), and luck."""
        terms, nested = self.model.utility_terms, self.run_tables.nests.offers
        benefits, price, taste, trust = (self.utility(reason, offer, visit) for reason in WITH_UTILITY)
        number, own = self.run_tables.offer(offer.outlet, offer.product), terms.promising["customer"]
        return Weighing(
            offer.outlet,
            offer.product,
            benefits,
            price,
            taste,
            trust,
            promotion=offer.promotion,
            offer=offer,
            fleeting=summed(terms.fleeting, self, offer, visit),
            option=summed(terms.options, self, offer, visit),
            disconfirmation=disconfirmed(own, self, offer, visit, start=offer.disconfirmation),
            shocks=self.shocks(nested, visit.category, number, offer.key),
        )

    def shocks(self, nested: "KeyedNests", category: int, number: int, own: int) -> tuple[float, ...]:
        """Return my luck with an offer or adviser: what I like of it, and of all that is alike.

        ζ_outer + λ₁ ζ_inner + λ₂ ε      (one sum for each way in which offers are alike) [units of luck]
        """
        found = []
        for branch, keys in zip(nested.nests.branches, nested.keys, strict=True):
            nest = int(branch.inner[number])
            inner, outer = branch.dissimilarities(self.cell)
            shock = inner * gumbel(uniform(self.luck(keys.own, category, own)))
            of_outer = self.shared(keys.shared, category, int(keys.outer[branch.outer[nest]]), outer)
            of_inner = self.shared(keys.shared, category, int(keys.inner[nest]), inner / outer)
            found.append((of_outer + outer * of_inner) + shock)
        return tuple(found)

    def shared(self, purpose: str, category: int, key: int, dissimilarity: float) -> float:
        """Return the luck that I have with all offers of a nest together; none if they are not alike."""
        if dissimilarity == 1.0:
            return 0.0
        angle, size = (uniform(self.luck(f"{purpose} {part}", category, key)) for part in ("angle", "size"))
        shock: float = shared_shock(angle, size, dissimilarity)
        return shock

    def with_luck(self, weighed: list[Weighing]) -> list[Weighing]:
        """Return offers with my luck: what crowding takes of it hangs on all that is weighed together."""
        numbers = [self.run_tables.offer(w.outlet, w.product) for w in weighed]
        scale = self.week.shock
        values = [w.value / scale for w in weighed]
        nests = self.run_tables.nests.offers.nests
        luck = luck_of_one(nests, self.cell, numbers, [w.shocks for w in weighed], values)
        return [replace(w, luck=scale * own) for w, own in zip(weighed, luck, strict=True)]

    def utility(self, reason: str, offer: Offer, visit: Visit) -> float:
        """Return what the terms of a purchase reason add up to [utils]."""
        terms, away = self.model.utility_terms, visit.barriers
        start = offer.same_for_cell[reason][away] if reason in offer.same_for_cell else None
        worth: float = summed(
            terms.of(reason, "customer"), self, offer, visit, start=start, without=BARRIERS[away]
        )
        return worth

    def effective_price(self, offer: Offer) -> tuple[int, float]:
        """Return the promotional price I take, or NONE, and the least price felt that is open to me."""
        salience = self.salience
        taken, least, has_returns = NONE, offer.price * salience, False
        for number, promotion in offer.promotions:
            felt = float(promotion.felt_by(self.cell, offer.outlet, salience))
            is_alike = felt == least and promotion.has_returns and not has_returns
            if (felt < least or is_alike) and self.can_have(promotion):
                taken, least, has_returns = number, felt, promotion.has_returns
        return taken, least

    def can_have(self, promotion: "PromotionalPrice") -> bool:
        """Say whether a promotion is open to me: I am meant, or it leaked to me; and I know the code."""
        meant = promotion.lists["cells"][self.cell]
        if promotion.had is not None:
            meant = meant and (promotion.product in self.experience) == promotion.had
        if meant == promotion.leaked:
            return False
        return not promotion.code or happens(
            self.model.dice.word("code", -1, self.key, promotion.code), promotion.chance
        )

    def rank(self, visit: Visit, weighed: list[Weighing]) -> None:
        """Rank what I can have against not buying, and note what I would have wanted otherwise."""
        nothing = self.not_buying(visit.category)
        visit.going_without, visit.nothing = nothing.value, nothing.total
        ranked = sorted([nothing, *visit.considered], key=lambda w: -w.total)
        wanted = max([nothing, *weighed], key=lambda w: w.total)
        visit.wanted = None if wanted is nothing else wanted
        visit.nearest = max(weighed, key=lambda w: w.total, default=None)
        visit.first, visit.second, visit.waits = planned(ranked, self.later)
        if ranked[0] is not nothing:
            lead = [a - b for a, b in zip(ranked[0].parts(), ranked[1].parts(), strict=True)]
            visit.tipped = lead.index(max(lead))

    def not_buying(self, category: int) -> Weighing:
        """Weigh going without: the luck of it, and what it would have been worth to have the need met.

        V = −β · v      (v: what the need is worth to me this time, if my segment says so)
        """
        key = stable_key("nothing", self.run_tables.categories[category])
        forgone, drawn = 0.0, self.run_tables.worths[self.cell]
        if drawn is not None:
            rank = uniform(self.luck("worth", category))
            value = willingness_to_pay(drawn.shape, drawn.scale, drawn.elasticity or 0.0, rank)
            forgone = -(self.price_sensitivity * value)
        luck = self.week.shock * gumbel(uniform(self.luck("choice", category, key)))
        return Weighing(NONE, NONE, price=forgone, luck=luck)

    def gains(self, visit: Visit) -> list[float]:
        """Return what each offer that I considered gains me over going without [units of luck]."""
        return [(w.value - visit.going_without) / self.week.shock for w in visit.considered]

    def sensitivity(self) -> float:
        """Return the utility, in units of luck, that a unit of currency costs me this week."""
        return self.price_sensitivity * self.salience / self.week.shock
