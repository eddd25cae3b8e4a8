"""A small world in which anybody pays for everything that there is to pay for."""

from typing import Any

from simulator.scenario.schema import Scenario
from tests.worlds.small import small_scenario, small_world

PLAN = {"instalments": 3, "every_weeks": 1, "fee": 0.035, "default_rate": 0.2}
CHEAP = {"policy": "cost_plus", "markup": 0.05}
MAIL = {
    "kind": "e_mail",
    "cost_per_contact": 0.01,
    "credibility": 0.3,
    "formats": ["dealer"],
    "lead_magnet": {"joins": 0.4, "cost": 1.337},
}
WAYS: list[dict[str, Any]] = [
    {
        "model": "authorized_dealers",
        "dealers_per_region": 2,
        "margin": 0.3331,
        "opening_stock": 3,
        "pricing": CHEAP,
        "price_floor": 0.95,
        "floor_detection": 0.4,
        "floor_penalty": 0.37,
        "buy_back": 0.8,
        "advice_cost": 1.37,
        "delivery": {"freight": 0.73, "freight_paid_by": "buyer"},
    },
    {"model": "pop_up_stores", "weeks": [2, 6], "weekly_cost": 11.137},
    {
        "model": "marketplace",
        "sellers": 3,
        "fulfilled": 0.6,
        "referral_fee": 0.1234,
        "fulfilment_fee": 2.37,
        "storage_fee": 0.31,
        "sending_cost": 1.71,
        "reach": 1.0,
    },
    {
        "model": "supply_line",
        "tiers": [{"name": "depot", "late_fee": 0.77, "order_weeks": 1, "opening_stock": 2, "margin": 0.2}],
        "demand": {"process": "poisson", "mean": 6},
        "late_fee": 0.77,
        "delivery": {"freight": 0.41},
    },
]


def world_of_all_payments() -> Scenario:
    """Return it: dealers below their floors, a marketplace's warehouse, a line that is late, instalments.

    What sellers on the marketplace and stores for a time sell comes back; a dealer repairs, until it leaves;
    who sold it helps with it; half of the owners meet. Visitors are given something for joining a list.
    Dealers are compensated for what the stores take.
    """
    dealers = {"format": "dealer"}
    varying = {"uncertainty": 0.8, "variability": 1.0, "failure_rate": 0.3}
    varying |= {"life": {"mean_weeks": 9.0}, "community": {"joins": 0.5, "weekly_cost": 0.273}}
    products = {name: {**product, **varying} for name, product in small_world()["products"].items()}
    repairs = {"repair_cost": 3.17, "repair_fee": 4.53, "shipping_cost": 0.91}
    back = {"shipping_cost": 1.23, "inspection_cost": 0.57, "saleable": 0.3, "credited": 0.41}
    readers = {
        "share": 1.0,
        "values": {"quality": 2.0, "price": 0.5},
        "price_sensitivity": 0.02,
        "needs": {"light": {"per_year": 12, "while_owning": 1.0}},
        "media": {"social": 1.0, "mail": 1.0},
    }
    return small_scenario(
        weeks=9,
        manufacturers={"acme": {"opening_stock": 30, "weekly_capacity": 20}, "rival": {}},
        distribution=WAYS,
        products=products,
        segments={"readers": readers},
        sellers={"believed_elasticity": 12.0},
        choice={},
        contracts=[
            {"to": dealers, "rebate": [{"above": 2, "rate": 0.0512}, {"above": 5, "rate": 0.1037}]},
            {"to": dealers, "compensation": 0.3719, "compensation_per_sale": 0.2113},
        ],
        promotions=[{"product": "lamp", "at": dealers, "pay": PLAN}],
        warranties=[{"repaired_by": "acme dealer south 1", "weekly_capacity": 2, **repairs}],
        support=[
            {
                "contacts_per_year": 26,
                "answered_by": "seller",
                "weekly_capacity": 4,
                "cost": 1.19,
                "fee": 0.83,
            }
        ],
        returns=[{"at": {"format": kind}, **back} for kind in ("marketplace", "pop_up_store")],
        events=[{"week": 7, "depart": "acme dealer south 1"}],
        media={**small_world()["media"], "mail": MAIL},
        campaigns=[
            {"medium": name, "message": "bright", "weeks": [1, 6], "weekly_budget": 77.77}
            for name in ("social", "mail")
        ],
    )
