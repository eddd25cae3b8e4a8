"""The beer game on the simulator's own members: retailer, wholesaler, distributor and factory.

The board opens with goods in every box; the simulator opens with empty ones. So four weeks are played before
the game, in which demand is 4 and everybody orders 4, from stocks that end where the board begins.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from simulator.studies.validation.acceptance import Rule
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._board import HOLD, PLAYERS, SHORT, Seat, anchored, play
from ._supply import backlog, on_hand, supply_line, weekly

BEFORE, WEEKS = 4, 36
OPENING = {"retailer": 28, "wholesaler": 20, "distributor": 20, "factory": 16}
"""Stock from which the four weeks before the game leave 12, and 4 in every box."""
POST, TRANSPORT, BREWING = 2, 2, 3
AVERAGE = (0.36, 0.26, 0.34, 17.0)
"""θ, α, β and S′ of the average person: means of the estimates in Sterman (1989)."""
PUBLISHED = dict(zip(PLAYERS, (46.0, 50.0, 54.0, 54.0), strict=True))
"""What the best parameters of the rule cost, as Sterman (1989) gives it."""


def game(
    aims: Sequence[float],
    smoothing: float = 0.0,
    adjustment: float = 1.0,
    supply_line_weight: float = 1.0,
    after: float = 8.0,
    begins: int = 5,
    jumps: int = 5,
    step: float = 1.0,
) -> Scenario:
    """Return the game: what the four aim at, how they adjust, what is wanted once demand jumps."""

    def ordering(at: int) -> dict[str, Any]:
        rule = {
            "policy": "anchor_and_adjust",
            "aim": aims[at] / step,
            "smoothing": smoothing,
            "adjustment": adjustment,
            "supply_line": supply_line_weight,
            "expects_at_first": 4.0 / step,
        }
        return {"policy": "fixed_schedule", "orders": [4.0 / step] * (BEFORE + begins - 1), "then": rule}

    tiers = [
        {
            "name": name,
            "order_weeks": POST,
            "lead_time_weeks": TRANSPORT,
            "opening_stock": OPENING[name],
            "ordering": ordering(PLAYERS.index(name)),
        }
        for name in ("distributor", "wholesaler", "retailer")
    ]
    factory = {"production_weeks": BREWING, "opening_stock": OPENING["factory"], "ordering": ordering(3)}
    demand = {"process": "steps", "first": 4.0, "then": [{"week": BEFORE + jumps, "level": after}]}
    return supply_line(BEFORE + WEEKS, step, tiers, maker=factory, demand=demand)


def costs(scenario: Scenario) -> dict[str, float]:
    """Return what stock and backlog cost each player over the weeks of the game."""
    ledger = simulate(scenario, 1)
    found = {}
    for name in PLAYERS:
        seat, post = ("acme", POST) if name == "factory" else (name, 0 if name == "retailer" else POST)
        held = on_hand(ledger, seat)[:, BEFORE:].sum()
        owed = backlog(ledger, seat, post)[:, BEFORE:].sum()
        found[f"cost of the {name}"] = float(HOLD * held + SHORT * owed)
        made = weekly(ledger, "production", "member", "acme")
        orders = made if name == "factory" else weekly(ledger, "order", "buyer", name)
        found[f"largest order of the {name}"] = float(orders.max())
    return found


def exact(told: str, scenario: Scenario, expected: dict[str, float]) -> TargetCase:
    """Return a game that must cost exactly so much."""
    rows = {f"cost of the {name}": cost for name, cost in expected.items()}
    return TargetCase(told, rows, lambda _: costs(scenario), rule=Rule.EXACT, seeds=1)


def average_person(supply_line_weight: float = AVERAGE[2]) -> TargetCase:
    """Return players with the average estimates of the published subjects; the game may use others."""
    smoothing, adjustment, weight, aim = AVERAGE
    board = play([4.0] * 4 + [8.0] * (WEEKS - 4), anchored((aim,) * 4, smoothing, adjustment, weight))
    people = game((aim,) * 4, smoothing, adjustment, supply_line_weight, step=1e-6)
    return against(
        f"the average person (published): θ = {smoothing}, α = {adjustment}, β = {weight}, S′ = {aim:g}, "
        "demand 8 from week 5, against the board moved box by box",
        people,
        board,
    )


def against(told: str, people: Scenario, board: Sequence[Seat]) -> TargetCase:
    """Return a game that must come to what the board comes to."""
    rows = {f"cost of the {name}": seat.cost for name, seat in zip(PLAYERS, board, strict=True)}
    rows |= {f"largest order of the {name}": max(s.orders) for name, s in zip(PLAYERS, board, strict=True)}
    # goods are counted in millionths of a case, and rounded in every order
    return TargetCase(told, rows, lambda _: costs(people), rule=Rule.CLOSED_FORM, slack=1e-5, seeds=1)


def cases(draw: np.random.Generator, begins: int = 5, jumps: int = 5) -> Sequence[TargetCase]:
    """Return the published benchmark, the board at rest, and people drawn at random."""
    whole = "36 weeks, demand 4, 8 from week 5; orders of 4 in weeks 1 to 4"
    best = game((28, 28, 28, 20), begins=begins, jumps=jumps)
    rest = game((24, 24, 24, 20), after=4.0)
    seats = draw.uniform((0.1, 0.1, 0.1), (0.6, 0.8, 1.0))
    aims, after = draw.uniform(10, 30, 4), draw.uniform(6, 10)
    smoothing, adjustment, weight = (float(value) for value in seats)
    board = play([4.0] * 4 + [float(after)] * (WEEKS - 4), anchored(aims, smoothing, adjustment, weight))
    people = game([float(aim) for aim in aims], smoothing, adjustment, weight, float(after), step=1e-6)
    return [
        exact(f"{whole}; then θ = 0, α = 1, β = 1, S′ = 28, 28, 28, 20 (published)", best, PUBLISHED),
        exact("demand 4 for ever, S′ = 24, 24, 24, 20: nothing moves", rest, dict.fromkeys(PLAYERS, 216.0)),
        average_person(),
        against(
            f"people: θ = {smoothing:.3f}, α = {adjustment:.3f}, β = {weight:.3f}, "
            f"S′ = {', '.join(f'{aim:.2f}' for aim in aims)}, demand {after:.2f} from week 5, "
            "against the board moved box by box",
            people,
            board,
        ),
    ]


def too_early(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the published benchmark with the rule in force from the first week on: 36, 44, 52, 48."""
    return cases(draw, begins=1)[:1]


def same_total(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return it with demand that jumps in week 6 and the rule in force from week 2 on: 42, 50, 58, 54.

    The total is 204 as well; only the four-way split tells the two apart.
    """
    return cases(draw, begins=2, jumps=6)[:1]


def minds_more(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the average player, with a higher weight of the supply line in the game than on the board."""
    del draw
    return [average_person(supply_line_weight=AVERAGE[2] + 0.01)]


TARGET = Target(
    reference="V7",
    title="The beer game",
    formula=(
        "O = max(0, L̂ + α(S′ − S − βSL)); cost 46, 50, 54, 54 with the best parameters; 216 each at rest; "
        "else what the board itself comes to"
    ),
    source="Sterman (1989), Management Science 35(3), 321–339",
    cases=cases,
    mutants=(
        Mutant("the rule orders from week 1 on, not from week 5", too_early, "cost of the retailer"),
        Mutant(
            "demand jumps in week 6, the rule from week 2 on: 204 too", same_total, "cost of the retailer"
        ),
        Mutant("the supply line is minded by .35, not by .34", minds_more, "cost of the factory"),
    ),
)
