"""The pool of random worlds: each played once in both ways, for every law there is.

A law asks for a `world` and is applied to each of them, as scikit-learn's `check_estimator` applies every
check to every estimator; `@pytest.mark.worlds(...)` restricts it to some kinds, or to the first few. The
default run asks some of each kind, the same every time; `-m nightly` plays many more, drawn anew.
"""

from collections.abc import Callable
from contextlib import nullcontext
from functools import cache, cached_property

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.draws import drawn_from, generator, in_the_same_company
from tests.worlds.adding_up import adding_up_worlds
from tests.worlds.advertised import advertised_worlds
from tests.worlds.advised import advised_worlds
from tests.worlds.asking import asking_worlds
from tests.worlds.branded import branded_worlds
from tests.worlds.communities import worlds_of_communities
from tests.worlds.helped import helped_worlds
from tests.worlds.late import late_worlds
from tests.worlds.learning import learning_worlds
from tests.worlds.much_used import much_used_worlds
from tests.worlds.opened import with_opening_goods
from tests.worlds.random_levels import alike_worlds
from tests.worlds.random_needs import lasting_worlds
from tests.worlds.random_use import using_worlds
from tests.worlds.random_worlds import all_digital, worlds, worlds_with_a_marketplace
from tests.worlds.returning import returning_worlds, with_trials
from tests.worlds.trees import trees
from tests.worlds.waiting import waiting_worlds
from tests.worlds.watched import Played, watched

KINDS: dict[str, tuple[Callable[[], st.SearchStrategy[Scenario]], int]] = {
    "any": (lambda: worlds(weeks=12), 18),
    "waiting": (waiting_worlds, 6),
    "alike": (alike_worlds, 6),
    "lasting": (lasting_worlds, 6),
    "adding up": (adding_up_worlds, 8),
    "learning": (learning_worlds, 6),
    "using": (using_worlds, 6),
    "much used": (much_used_worlds, 6),
    "advised": (advised_worlds, 8),
    "advertised": (advertised_worlds, 8),
    "asking": (asking_worlds, 8),
    "branded": (branded_worlds, 4),
    "returning": (returning_worlds, 8),
    "trying": (lambda: returning_worlds().map(with_trials), 2),
    "late": (late_worlds, 8),
    "communities": (worlds_of_communities, 8),
    "helped": (helped_worlds, 8),
    "digital": (lambda: worlds(weeks=8).map(all_digital), 4),
    "marketplace": (lambda: worlds_with_a_marketplace(weeks=8), 6),
    "tree": (trees, 16),
    "opened": (lambda: worlds(weeks=8).map(with_opening_goods), 5),
    "opened tree": (lambda: trees().map(with_opening_goods), 8),
}
"""What kinds of worlds there are, and how many of each the whole pool has."""
BY_DAY = {
    "any": (0, 1, 12, 17),
    "waiting": (1,),
    "alike": (0, 3),
    "lasting": (5,),
    "adding up": (2,),
    "learning": (3,),
    "using": (1,),
    "much used": (1, 4),
    "advised": (3, 5),
    "advertised": (2, 3),
    "asking": (1, 2),
    "branded": (3,),
    "returning": (1, 2, 6),
    "trying": (1,),
    "late": (3, 5),
    "communities": (7,),
    "helped": (3,),
    "digital": (3,),
    "marketplace": (2,),
    "tree": (0, 1, 2, 3),
    "opened": (3,),
    "opened tree": (0, 1, 2, 3),
}
"""Which of them the default run asks, one of each kind at least.

When they were chosen, together they ran all but a score of the 11,700 lines that twice as many ran, and wrote
each kind of entry and each reason; what they must have is in `test_pool`.
"""
WITH_CUSTOMERS = (
    *("any", "waiting", "alike", "lasting", "adding up", "learning", "using", "much used"),
    *("advised", "branded", "advertised", "asking"),
    *("returning", "trying", "late", "helped", "communities", "digital", "marketplace", "opened"),
)
"""What a law is about that does not say which."""
AT_MOST = dict.fromkeys(("adding up", "advised", "advertised", "asking", "late", "helped", "communities"), 2)
"""Of how many worlds of a kind, times `NIGHTLY`, all laws are asked at night; own laws of a kind, of all."""
AT_ONCE = 8
"""How many worlds are drawn together; hypothesis begins with the plainest one, which is left out but once."""
NIGHTLY = 4
"""How many times as many worlds are played under `-m nightly`."""


class World:
    """One random world under one seed; drawn and played when it is first asked for, and then kept."""

    def __init__(self, kind: str, number: int, anew: bool = False) -> None:
        self.kind, self.number, self.anew = kind, number, anew

    def __repr__(self) -> str:
        """Return how the world is found again."""
        start = drawn_from() if self.anew else 0
        return f"World({self.kind!r}, {self.number}, anew={self.anew}), drawn from {start}"

    @property
    def name(self) -> str:
        """Return what the world is called in the names of tests."""
        return f"{self.kind} {self.number}" + " anew" * self.anew

    @cached_property
    def given(self) -> tuple[Scenario, int]:
        """Return scenario and seed."""
        block, at = divmod(self.number, AT_ONCE)
        asked = () if self.anew or self.number not in BY_DAY[self.kind] else BY_DAY[self.kind]
        most = max((n % AT_ONCE + 1 for n in asked if n // AT_ONCE == block), default=AT_ONCE)
        return drawn_together(self.kind, block, self.anew, most)[at]

    @property
    def scenario(self) -> Scenario:
        """Return the scenario."""
        return self.given[0]

    @property
    def seed(self) -> int:
        """Return the seed of its run."""
        return self.given[1]

    @cached_property
    def columns(self) -> Played:
        """Play it with customers as columns, week by week."""
        return watched(self.scenario.changed(crowd="columns"), self.seed)

    @cached_property
    def one_by_one(self) -> Ledger:
        """Play it with customers one by one."""
        return simulate(self.scenario.changed(crowd="one_by_one"), self.seed)

    @property
    def ledger(self) -> Ledger:
        """Return the ledger of its run."""
        return self.columns.ledger

    @cached_property
    def detailed(self) -> Played:
        """Return its run in enough detail to know each customer's purchases."""
        if self.scenario.detail != "summary":
            return self.columns
        return watched(self.scenario.changed(detail="sales"), self.seed)


POOL: dict[tuple[str, int, bool], World] = {}
"""All worlds, so that each is played once for all laws."""


@cache
def drawn_together(kind: str, block: int, anew: bool, most: int = AT_ONCE) -> list[tuple[Scenario, int]]:
    """Draw so many worlds; a plain one comes first of all, and with fewer the first ones are the same.

    What is not drawn anew is the same by day and by night.
    """
    found: list[tuple[Scenario, int]] = []
    one_more = 1 if block else 0
    whole = settings(
        max_examples=most + one_more,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )

    start = generator(f"{kind} {block} {anew}", None if anew else 0)

    @seed(int(start.integers(2**40)))
    @whole
    @given(KINDS[kind][0](), st.integers(0, 2**40))
    def collect(scenario: Scenario, luck: int) -> None:
        found.append((scenario, luck))

    with nullcontext() if anew else in_the_same_company():
        collect()
    return found[one_more:]


def pool(*kinds: str, most: int | None = None, anew: bool = False, whole: bool = False) -> list[World]:
    """Return worlds of some kinds, at most so many of each: by day's choice, the whole pool, or new."""
    usual = {} if kinds else AT_MOST
    found = []
    for kind in kinds or WITH_CUSTOMERS:
        many = min(KINDS[kind][1], most or usual.get(kind, 10**9))
        by_day = range(KINDS[kind][1]) if whole else BY_DAY[kind]
        found += [(kind, number) for number in (range(many * NIGHTLY) if anew else by_day[:most])]
    return [POOL.setdefault((kind, number, anew), World(kind, number, anew)) for kind, number in found]
