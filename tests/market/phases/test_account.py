"""Accounts: storage and wages are paid every week."""

from fractions import Fraction

from simulator.market.simulate import simulate
from tests.draws import DRAW
from tests.worlds.plain import dealers, plain


def test_storage_is_a_share_of_the_value_at_the_end_of_the_week() -> None:
    """Each member pays outside its storage rate on units × what each costs it, product by product."""
    rate, margin = float(DRAW.integers(1, 500)) / 10_000, 0.3123
    scenario = plain(
        lamp={"unit_cost": 41.37},
        weeks=6,
        manufacturers={"acme": {"opening_stock": 500, "storage_cost": rate}},
        distribution=dealers(margin=margin, opening_stock=60),
    )
    ledger = simulate(scenario, int(DRAW.integers(1000)))
    stock = ledger.table("stock", steps=True).astype({"member": str})
    expected = {}
    for week, member, units in zip(stock["week"], stock["member"], stock["units"], strict=True):
        cost, share = (4137, rate) if member == "acme" else (round(100 * (1 - margin) * 100), 0.003)
        due = round(Fraction(cost * units * round(share * 10_000), 10_000))
        expected[week, member, "the outside world"] = due
    paid = ledger.table("payment", steps=True).astype({"payer": str, "payee": str, "reason": str})
    storage = paid[paid["reason"] == "storage"].set_index(["week", "payer", "payee"])["amount"]

    assert len({member for _, member, _ in expected}) == 5
    assert storage.to_dict() == {key: due for key, due in expected.items() if due}


def test_wages_are_paid_every_week() -> None:
    """A sales team pays reps × hours × wage to the outside world, whatever it sells."""
    reps, hours, wage = int(DRAW.integers(1, 5)), float(DRAW.integers(5, 40)), float(DRAW.integers(20, 80))
    team = {"model": "direct_assisted", "reps": reps, "hours_per_week": hours, "wage": wage}
    ledger = simulate(plain(weeks=5, distribution=team), int(DRAW.integers(1000)))
    paid = ledger.table("payment", steps=True).astype({"payer": str, "payee": str, "reason": str})
    running = paid[paid["reason"] == "running"]

    assert set(running["payer"]) == {"acme sales_team north"}
    assert set(running["payee"]) == {"the outside world"}
    assert running.set_index("week")["amount"].to_dict() == dict.fromkeys(
        range(1, 6), round(reps * hours * wage * 100)
    )
