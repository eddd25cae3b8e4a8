"""Worlds of one medium: eight drawn worlds in which every kind of medium can run, alone or with the others.

Seeds and conditions stood here before any law was asked of these worlds, and are not drawn again.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from simulator.scenario.schema import Scenario
from tests.worlds.small import small_scenario

SEEDS = tuple(range(20270111, 20270119))
KINDS = ("broad", "social", "outdoor", "search_ads", "sponsored_listings", "retargeting", "e_mail")
"""Kinds of media; the medium of a kind has its name."""
REGIONS = ("north", "south")
SEGMENTS = ("keen", "thrifty", "idle")
MESSAGES = ("craft", "deal", "novelty", "care")
BENEFITS = ("quality", "price", "novelty", "support")
WEEKS, CUSTOMERS, STOCK = 10, 240, 5000
PRICING: tuple[Any, ...] = (
    "list_price",
    {"policy": "clearance", "supply_weeks": 2, "patience_weeks": 1},
    {"policy": "undercut", "step": 0.05},
)


@dataclass(frozen=True)
class OneMedium:
    """A drawn world; a campaign on each kind of medium that is asked for, and no other."""

    seed: int

    @cached_property
    def drawn(self) -> dict[str, Any]:
        """Return what is drawn of the world."""
        draw = np.random.default_rng(self.seed)

        def number(low: float, high: float) -> float:
            return float(draw.uniform(low, high))

        def one_of(some: Any) -> Any:
            return some[int(draw.integers(len(some)))]

        return {
            "people": {name: self._segment(number) for name in SEGMENTS},
            "attention": {kind: self._attention(number, one_of(SEGMENTS)) for kind in KINDS},
            "north": number(0.3, 0.7),
            "goods": {name: self._product(number) for name in ("lamp", "lantern", "bulb", "kettle")},
            "life": one_of((None, {"mean_weeks": number(4, 20), "owned": number(0.1, 0.5)})),
            "media": self._media(number, one_of),
            "posters_in": one_of(REGIONS),
            "response": self._response(number),
            "reviews": {"chance": number(0.2, 0.8), "prior_reviews": number(0.5, 3)},
            "pricing": one_of(PRICING),
            "stock": int(draw.integers(1, 6)),
            "capacity": int(draw.integers(2, 12)),
            "campaigns": {kind: self._campaign(number, one_of) for kind in KINDS},
        }

    def _segment(self, number: Any) -> dict[str, Any]:
        """Return people with needs that last for up to five weeks."""
        need = {"per_year": number(3, 20), "lasts_weeks": round(number(1, 5)), "luck_renewed": number(0, 1)}
        return {
            "values": {benefit: number(0, 3) for benefit in BENEFITS},
            "price_sensitivity": number(0.005, 0.05),
            "information_need": number(0, 1),
            "product_rating": number(0.5, 4),
            "needs": {"light": need, "tea": {"per_year": number(3, 20)}},
        }

    def _attention(self, number: Any, inattentive: str) -> dict[str, float]:
        """Return how much each segment attends to a medium; one of them does not."""
        return {name: 0.0 if name == inattentive else number(0.3, 1.5) for name in SEGMENTS}

    def _product(self, number: Any) -> dict[str, Any]:
        cost = number(20, 50)
        return {
            "unit_cost": round(cost, 2),
            "list_price": round(cost * number(1.6, 2.6), 2),
            "attributes": {benefit: number(0.2, 1) for benefit in BENEFITS},
            "reputation": {benefit: number(0, 0.6) for benefit in BENEFITS},
            "appeal": number(0, 2),
        }

    def _media(self, number: Any, one_of: Any) -> dict[str, dict[str, Any]]:
        responds = [{"carry_over": number(0.1, 0.6), "saturation": {"half_at": number(0.2, 2)}}, {}]
        formats = (["dealer"], ["dealer", "marketplace"], ["marketplace"])
        own = {
            "broad": dict(one_of(responds)),
            "social": {"passed_on": number(0, 3)},
            "outdoor": dict(one_of(responds)),
            "search_ads": {"noticed": number(0.2, 1)},
            "sponsored_listings": {
                "places": [number(0.4, 1), number(0.1, 0.4)], "pricing": one_of(("second_price", "vcg"))
            },
            "retargeting": {"noticed": number(0.3, 1), "within_weeks": round(number(1, 6))},
            "e_mail": {
                "noticed": number(0.3, 1), "joins": number(0.05, 0.4), "joins_buying": number(0, 0.8),
                "unsubscribes": number(0, 0.2),
                "lead_magnet": one_of((None, {"joins": number(0.1, 0.6), "cost": number(0.1, 3)})),
            },
        }  # fmt: skip
        for kind in KINDS:
            own[kind] |= {"kind": kind, "cost_per_contact": number(0.02, 0.5), "credibility": number(0, 0.6)}
            own[kind] |= {"wear_out": number(0, 0.5), "season": number(0, 0.5)}
        own["sponsored_listings"]["formats"] = ["marketplace"]
        for kind in ("retargeting", "e_mail"):
            own[kind]["formats"] = one_of(formats)
        return own

    def _response(self, number: Any) -> dict[str, float]:
        ends = {
            "retention": (0.5, 0.95), "always_aware": (0.1, 0.5), "initial_adstock": (0, 0.3),
            "display": (0, 0.1), "word_of_mouth": (0, 0.5), "learning": (0.2, 1.5),
            "belief_decay": (0, 0.1), "price_talk": (0, 1),
        }  # fmt: skip
        return {name: number(*limits) for name, limits in ends.items()}

    def _campaign(self, number: Any, one_of: Any) -> dict[str, Any]:
        """Return a campaign with money for a fiftieth of a contact to one contact with everybody a week."""
        return {
            "message": one_of(MESSAGES),
            "product": one_of(("lamp", None)),
            "weeks": [round(number(1, 3)), WEEKS],
            "per_head": number(0.14, 1) ** 2,
        }

    def campaign(self, kind: str, **changes: Any) -> dict[str, Any]:
        """Return the campaign on the medium of a kind."""
        drawn = dict(self.drawn["campaigns"][kind])
        budget = drawn.pop("per_head") * CUSTOMERS * self.drawn["media"][kind]["cost_per_contact"]
        return {"medium": kind, "weekly_budget": budget, **drawn, **changes}

    def scenario(self, *kinds: str, **changes: Any) -> Scenario:
        """Return the world with campaigns on such media, none in any other."""
        drawn, stock = self.drawn, self.drawn["stock"]
        media = {name: dict(one) for name, one in drawn["media"].items()}
        media["outdoor"]["regions"] = [drawn["posters_in"]]
        makers = {"lamp": "acme", "lantern": "acme", "bulb": "rival", "kettle": "acme"}
        goods = {
            name: {**drawn["goods"][name], "maker": maker, "category": "tea" if name == "kettle" else "light"}
            for name, maker in makers.items()
        }
        goods["lamp"]["life"] = goods["lantern"]["life"] = goods["bulb"]["life"] = drawn["life"]
        people = {
            name: {**one, "share": 1 / 3, "media": {kind: drawn["attention"][kind][name] for kind in KINDS}}
            for name, one in drawn["people"].items()
        }
        dealers = {
            "model": "authorized_dealers", "dealers_per_region": 2, "reach": 0.5, "opening_stock": stock,
            "pricing": drawn["pricing"],
        }  # fmt: skip
        place = {"model": "marketplace", "sellers": 1, "wholesalers": 0, "first_party_stock": stock}
        made = {"opening_stock": 3 * stock, "weekly_capacity": drawn["capacity"]}
        given = {
            "weeks": WEEKS,
            "customers": CUSTOMERS,
            "detail": "journeys",
            "manufacturers": {"acme": made, "rival": made},
            "products": goods,
            "segments": people,
            "regions": {"north": {"share": drawn["north"]}, "south": {"share": 1 - drawn["north"]}},
            "media": media,
            "distribution": [dealers, {**place, "platform": "bazaar", "opening_stock": stock}],
            "competition": [
                {**dealers, "maker": "rival", "label": "rival"},
                {**place, "maker": "rival", "platform": "bazaar", "opening_stock": stock},
            ],
            "messages": {"default": "craft"},
            "campaigns": [self.campaign(kind) for kind in kinds],
            "response": {**drawn["response"], "reviews": drawn["reviews"]},
            "events": [],
            "choice": {},
            **changes,
        }
        return small_scenario(**given)

    def unlinked(self, *kinds: str, **changes: Any) -> Scenario:
        """Return it without links between regions: stock, prices, talk.

        There is plenty of stock, prices stay, and no rating is minded; owners are heard in their own region.
        """
        scenario = self.scenario(*kinds, **changes)
        world = scenario.model_dump(mode="json")
        own = dict.fromkeys(("opening_stock", "first_party_stock"), STOCK)
        own |= dict.fromkeys(("pricing", "first_party_pricing", "seller_pricing"), "list_price")
        ways = {
            part: [{**way, **{name: own[name] for name in own if name in way}} for way in world[part]]
            for part in ("distribution", "competition")
        }
        makers = {name: {"opening_stock": STOCK} for name in world["manufacturers"]}
        people = {name: {**one, "product_rating": 0.0} for name, one in world["segments"].items()}
        return scenario.changed(segments=people, manufacturers=makers, **ways)
