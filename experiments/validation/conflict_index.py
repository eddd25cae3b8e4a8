"""The conflict index: its equations, what it must not depend on, and a market of which it has a closed form.

That market is two dealers beside the maker's web store, and customers who are alike.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from simulator.studies.validation.acceptance import Rule
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._markets import plain_market, shops
from ._quarrels import SOURCES, Quarrel, one_dealer, quarrel

QUARRELS, SEEDS = 100, 30
WEEKS, CUSTOMERS = 16, 1000
IMPORTANCE = {"price_undercut": 0.8, "direct_cannibal": 0.9}
BY_THE_BOOK = "index, of what the equations say"
INDEX = "conflict index"


def properties(quarrels: Quarrel, draw: np.random.Generator) -> dict[str, float]:
    """Return how the index of a changed market compares with what it must be: each one exactly."""
    whole, index = quarrels.total(), quarrels.index()
    rate, stake, share = (float(draw.uniform(*ends)) for ends in ((0.001, 1000), (1, 1e5), (0.05, 0.95)))
    shuffled = [quarrels.harms[at] for at in draw.permutation(len(quarrels.harms))]
    weight = sum(quarrels.stake) / (sum(quarrels.stake) + stake)
    source = quarrels.harms[0][2]
    return {
        BY_THE_BOOK: whole / quarrels.by_the_book(),
        "index in another currency, of the same": quarrels.in_currency(rate).total() / whole,
        "index of the window three times over, of once": quarrels.repeated(3).total() / whole,
        "index of two copies of the network, of one": quarrels.doubled(SOURCES).total() / whole,
        "index with its harms in another order, of the same": replace(quarrels, harms=tuple(shuffled)).total()
        / whole,
        "index with an unharmed member more, of its dilution": quarrels.joined_by(stake).total()
        / (whole * weight),
        "index with a source split in two, of the same": quarrels.split(source, share, SOURCES).total()
        / whole,
        "sum of its parts, of the index": float(index.parts.sum()) / whole,
    }


def of_quarrels(exposed_twice: bool = False) -> TargetCase:
    """Return markets drawn at random, one a run."""

    def play(seed: int) -> dict[str, float]:
        draw = np.random.default_rng(seed)
        drawn = quarrel(draw)
        found = properties(drawn, draw)
        if exposed_twice:
            often = tuple(tuple(2 * n for n in row) for row in drawn.exposed)
            found[BY_THE_BOOK] = replace(drawn, exposed=often).total() / drawn.by_the_book()
        return found

    draw = np.random.default_rng(0)
    rows = dict.fromkeys(properties(quarrel(draw), draw), 1.0)
    told = f"{QUARRELS} markets drawn at random: up to 4 members, 3 issues, 12 periods, 14 harms"
    return TargetCase(told, rows, play, rule=Rule.CLOSED_FORM, seeds=QUARRELS)


def of_one_dealer(draw: np.random.Generator) -> TargetCase:
    """Return one dealer with equal harm in some of its periods."""
    share, weight, half = (float(draw.uniform(*ends)) for ends in ((0.02, 0.8), (0.2, 1), (0.05, 0.3)))
    incidents = int(draw.integers(1, 26))
    expected = weight * incidents / 26 * (1 - 2 ** (-share / half))
    row = "index of one dealer, ω n/T (1 − 2^(−h/h50))"
    return TargetCase(
        f"a dealer loses {share:.3f} of a margin in {incidents} of 26 periods, "
        f"ω = {weight:.3f}, h50 = {half:.3f}",
        {row: expected},
        lambda _: {row: one_dealer(share, incidents, weight=weight, half=half)},
        rule=Rule.CLOSED_FORM,
        seeds=1,
    )


def beside_a_web_store(appeal: float, price: float, online: float, beta: float, half: float) -> Scenario:
    """Return two dealers with a price, and the maker's web store at a share of it."""
    dealers = {
        "model": "authorized_dealers",
        "dealers_per_region": 2,
        "margin": 0.4,
        "price_floor": None,
        **shops(pricing={"policy": "list_price"}),
    }
    store = {"model": "direct_automated", **shops(pricing={"policy": "list_price", "share": online})}
    lamp = {"lamp": {"unit_cost": 0.2 * price, "list_price": price, "appeal": appeal}}
    conflict = {"importance": IMPORTANCE, "half_intensity": half}
    people = {"price_sensitivity": beta}
    return plain_market(WEEKS, CUSTOMERS, lamp, people, distribution=[dealers, store], conflict=conflict)


def of_the_market(draw: np.random.Generator, half_off: float = 1.0, seeds: int = SEEDS) -> TargetCase:
    """Draw the market of two dealers and a cheaper web store; harms and index by formula."""
    beta = round(256 * float(draw.uniform(0.5, 1.5))) / 256
    price, online = round(float(draw.uniform(2, 4)) / beta, 3), round(float(draw.uniform(0.8, 0.95)), 3)
    appeal, half = round(beta * price + float(draw.uniform(-0.5, 0.5)), 3), float(draw.uniform(0.1, 0.4))
    dealer, store = np.exp(appeal - beta * price), np.exp(appeal - beta * price * online)
    rest, margin = 1 + 2 * dealer, 0.4 * price
    lost = CUSTOMERS * margin * dealer * store / (rest * (rest + store))
    earned = CUSTOMERS * margin * dealer / (rest + store)
    harms = {"direct_cannibal": lost * dealer / store, "price_undercut": lost * (1 - dealer / store)}
    quiet = 1.0
    for issue, harm in harms.items():
        quiet *= 1 - IMPORTANCE[issue] * (1 - 2 ** (-harm / (half * (earned + lost))))
    rows = {f"harm to a dealer a week over {issue}": float(harm) for issue, harm in harms.items()}
    scenario = beside_a_web_store(appeal, price, online, beta, half * half_off)

    def play(seed: int) -> dict[str, float]:
        ledger = simulate(scenario, seed)
        table = ledger.table("harm").astype({"issue": str}).groupby("issue")["amount"].sum()
        found = {row: float(table[issue]) / (2 * WEEKS) for row, issue in zip(rows, harms, strict=True)}
        return found | {INDEX: float(measure(ledger, "conflict"))}

    told = (
        f"2 dealers at p = {price:.3f}, a web store at {online:.3f} of it; a = {appeal:.3f}, β = {beta:.4f}, "
        f"h50 = {half:.3f}; {CUSTOMERS} customers, {WEEKS} weeks"
    )
    # what is earned is luck, and the index is curved in it
    return TargetCase(
        told, rows | {INDEX: 1 - quiet}, play, slack={INDEX: 5e-4, **dict.fromkeys(rows, 1e-6)}, seeds=seeds
    )


def cases(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return random markets of harms, one dealer, and the market of two dealers and a web store."""
    return [of_quarrels(), of_one_dealer(draw), of_the_market(draw)]


def harder(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the market, in which it takes a fifth more harm to be as intense."""
    of_one_dealer(draw)
    return [of_the_market(draw, half_off=1.2, seeds=5)]


TARGET = Target(
    reference="V12",
    title="The conflict index and its properties",
    formula=(
        "CCI = Σ a_i (1 − Π_k (1 − ω_k F_ik I_ik)), I = 1 − 2^(−(H/n)/(h50 · stake/T)); harm m s_i s_d/(1 − "
        "s_d), split over undercut and presence by what each adds to the denominator"
    ),
    source=(
        "Magrath & Hardy (1988) for frequency × intensity × importance; equations in "
        "simulator/mechanisms/conflict/conflict_index.py and harm.py"
    ),
    cases=cases,
    mutants=(
        Mutant(
            "members were exposed twice as often as the equations know",
            lambda _: [of_quarrels(True)],
            BY_THE_BOOK,
        ),
        Mutant("it takes a fifth more harm to be as intense", harder, INDEX),
    ),
)
