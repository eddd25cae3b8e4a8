"""V13: journeys are an absorbing Markov chain, with conversion and mean steps (I − Q)⁻¹R, told by the ledger.

Source: Kemeny and Snell (1960), Finite Markov Chains.
"""

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest

from simulator.domain.journey_entries import ENDS, STANDS_AT
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.journeys import stage_flows
from simulator.market.simulate import simulate
from tests.draws import DRAW
from tests.worlds.plain import dealers, plain
from tests.worlds.pool import World

SIGMAS = 5.0
CUSTOMERS, WEEKS, NEEDS = 4000, 60, 2.0


class Chances(NamedTuple):
    """What becomes of the needs of a market, by chance."""

    knows: float
    """Share of people that know the product, for good."""
    sees: float
    """Share of people that have the outlet at hand."""
    likes: float
    """Share of visits with luck of their own that find it better than going without."""
    kept: float
    """Chance that an open need is not given up this week."""
    renewed: float
    """Chance that an open need has new luck this week."""

    @property
    def takes_later(self) -> float:
        """Return the chance that an open need that considers takes it one day, by a geometric sum."""
        again = self.renewed * self.likes
        return again / (1 - (1 - again) * self.kept)

    @property
    def decides(self) -> float:
        """Return the chance that a need that considers decides one day."""
        return self.likes + (1 - self.likes) * self.kept * self.takes_later

    def chain(self) -> np.ndarray:
        """Return the chances of going from each of four stages to each, customers and given-up last."""
        found = np.zeros((4, 6))
        for stage, goes_on in enumerate((self.knows, self.sees, self.decides)):
            found[stage, [stage + 1, 5]] = goes_on, 1 - goes_on
        found[3, 4] = 1.0
        return found

    def weeks_in_stage(self, arisen: np.ndarray) -> list[tuple[float, float]]:
        """Return for how many weeks needs stand unaware, aware and considering in all: mean and spread.

        By Little's law, of needs that arise week by week; a week is geometric in each.
        """
        shares = 1 - self.knows, self.knows * (1 - self.sees), self.knows * self.sees * (1 - self.likes)
        stays = (self.kept, self.kept, self.kept * (1 - self.renewed * self.likes))
        ages, needs, found = np.arange(len(arisen)), arisen.sum(), []
        for share, stay in zip(shares, stays, strict=True):
            mean = share * self.kept * float((arisen * np.cumsum(stay**ages)[::-1]).sum())
            weeks = self.kept / (1 - stay)
            alike = (1 + NEEDS) * share * (1 - share) * weeks**2
            square = needs * (alike + share * self.kept * (1 + stay) / (1 - stay) ** 2)
            found.append((mean, float(np.sqrt(square))))
        return found


def absorbed(chain: np.ndarray) -> tuple[np.ndarray, float]:
    """Return how many of all that begin at the first stage end where, and their mean steps: (I − Q)⁻¹."""
    stages = len(chain)
    visits = np.linalg.inv(np.eye(stages) - chain[:, :stages])[0]
    return visits @ chain[:, stages:], float(visits.sum())


def drawn() -> Chances:
    """Draw a market."""
    return Chances(*DRAW.uniform([0.3, 0.3, 0.15, 0.4, 0.1], [0.9, 0.9, 0.6, 0.85, 0.8]))


def played(chances: Chances, seed: int) -> Ledger:
    """Play a market of one product at one outlet, in which needs last."""
    need = {
        "per_year": 52 * NEEDS / WEEKS,
        "lasts_weeks": 2000,
        "kept_per_week": chances.kept,
        "luck_renewed": chances.renewed,
    }
    appeal = float(np.log(chances.likes / (1 - chances.likes)))
    scenario = plain(
        {"needs": {"light": need}, "taste_shock": 1.0},
        {"appeal": appeal},
        response={"always_aware": chances.knows, "retention": 1.0},
        distribution=dealers(dealers_per_region=1, reach=chances.sees),
        customers=CUSTOMERS,
        weeks=WEEKS,
        stages=True,
    )
    return simulate(scenario, seed)


def flow(ledger: Ledger, stage: str, then: str) -> int:
    """Return how many needs went from a stage to another."""
    flows = stage_flows(ledger)
    return int(flows[(flows["stage"] == stage) & (flows["next_stage"] == then)]["needs"].sum())


def estimated(ledger: Ledger, chances: Chances) -> np.ndarray:
    """Return the chances of going from stage to stage as they were played.

    Of needs that still consider at the end some will decide: with them added nothing is cut off.
    """
    found, last = np.zeros((4, 6)), ledger.table("in_stage").query(f"week == {ledger.last_week}")
    still = int(last[last["stage"] == "considering"]["needs"].sum())
    for number, (stage, then) in enumerate(pairwise(STANDS_AT[:4])):
        before = "" if number == 0 else STANDS_AT[number - 1]
        goes_on = flow(ledger, stage, then) + (chances.takes_later * still if number == 2 else 0.0)
        share = goes_on / flow(ledger, before, stage)
        found[number, [number + 1, 5]] = share, 1 - share
    deciding = flow(ledger, "considering", "deciding")
    found[3, [4, 5]] = (
        np.array([flow(ledger, "deciding", end) for end in ("customer", "given_up")]) / deciding
    )
    return found


def errors(chances: Chances, needs: int) -> np.ndarray:
    """Return the standard errors of the chances of going on; in two of them one person's needs are alike."""
    chain = chances.chain()
    among = needs * np.array([1.0, chances.knows, chances.knows * chances.sees])
    alike = np.array([1 + NEEDS, 1 + NEEDS, 1.0])
    share = np.array([chain[stage, stage + 1] for stage in range(3)])
    return np.sqrt(share * (1 - share) * alike / among)


@pytest.mark.by_day(1)
@pytest.mark.parametrize("number", range(3))
def test_journeys_convert_and_last_as_the_chain_says(number: int) -> None:
    """(I − Q)⁻¹R of chances as drawn, and as the ledger tells them; and weeks in stage by Little's law."""
    chances = drawn()
    ledger = played(chances, number)
    rows = ledger.table("need_flow").query("outcome == 'arisen'").set_index("week")["needs"]
    arisen = rows.reindex(range(1, WEEKS + 1), fill_value=0).to_numpy()
    needs = int(arisen.sum())
    told, true, error = estimated(ledger, chances), chances.chain(), errors(chances, needs)

    for stage in range(3):
        assert abs(told[stage, stage + 1] - true[stage, stage + 1]) < SIGMAS * error[stage], stage
    assert told[3].tolist() == true[3].tolist()
    (ends, steps), (true_ends, true_steps) = absorbed(told), absorbed(true)
    bound = SIGMAS * float(np.sqrt((error**2).sum()))
    assert np.abs(ends - true_ends).max() < bound and abs(steps - true_steps) < 3 * bound
    weeks = ledger.table("in_stage").groupby("stage", observed=True)["needs"].sum()
    for stage, (mean, spread) in zip(STANDS_AT[:3], chances.weeks_in_stage(arisen), strict=True):
        assert abs(weeks[stage] - mean) < SIGMAS * spread, stage


def exact_chain(ledger: Ledger) -> tuple[dict[str, Fraction], Fraction, int]:
    """Return where needs end by the chain of their own flows, their mean steps, and how many there were.

    In whole fractions; those that are in process when the run ends end there.
    """
    rows = ledger.table("stage_transition")
    flows = rows.astype({"stage": object, "next_stage": object}).fillna({"stage": ""})
    flows = flows.groupby(["stage", "next_stage"])["needs"].sum()
    last = ledger.table("in_stage").query(f"week == {ledger.last_week}")
    still = last.groupby("stage", observed=True)["needs"].sum()
    at, ends, steps = {"unaware": Fraction(1)}, dict.fromkeys((*ENDS, "open"), Fraction(0)), Fraction(0)
    for stage in STANDS_AT:
        share = at.get(stage, Fraction(0))
        if not share:
            continue
        steps += share
        goes = dict(flows.loc[stage].items()) if stage in flows.index.get_level_values(0) else {}
        stays = int(still.get(stage, 0))
        out = int(sum(goes.values())) + stays
        for then, needs in (*goes.items(), ("open", stays)):
            into = ends if then in ends else at
            into[then] = into.get(then, Fraction(0)) + share * Fraction(int(needs), out)
    return ends, steps, int(flows.loc[""].sum())


@pytest.mark.worlds("lasting", "waiting", "adding up", "any")
def test_conversion_by_the_chain_of_a_ledger_is_what_came_of_its_needs(world: World) -> None:
    """Exactly, in fractions: ends as they are counted, and steps; for what comes to a stage leaves it."""
    ledger = world.ledger
    flows = ledger.table("stage_transition")
    if not len(flows):
        return
    ends, steps, needs = exact_chain(ledger)
    counted = flows.groupby("next_stage", observed=True)["needs"].sum()
    at_last = f"week == {ledger.last_week} and stage != 'customer'"
    last = ledger.table("in_stage").query(at_last)["needs"].sum()

    assert {end: share * needs for end, share in ends.items()} == {
        **{end: int(counted.get(end, 0)) for end in ENDS},
        "open": int(last),
    }
    assert steps * needs == sum(int(counted.get(stage, 0)) for stage in STANDS_AT)
