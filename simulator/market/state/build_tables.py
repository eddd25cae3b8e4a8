"""Layout: the tables of a run that never change, made from the scenario and the channel."""

from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np

from simulator.base.arrays import Flags, Floats, Words
from simulator.base.keyed_random import stable_key, threshold
from simulator.domain.channel.channel import contracts_of, members_of, suppliers_of
from simulator.domain.channel.member import Member
from simulator.domain.conflict.issues import issues_on_record
from simulator.domain.offers.support_terms import place_of_support
from simulator.domain.people.group_roles import deciders
from simulator.domain.people.segments import LEAST_SHOCK, Cell, Segment, cells_of
from simulator.domain.units import WEEKS_PER_YEAR
from simulator.market.state.choice_nests import ChoiceNests, choice_nests
from simulator.market.state.choice_tables import NONE, RunTables
from simulator.market.state.community_terms import community_terms
from simulator.market.state.issues_in_play import IssuesInPlay
from simulator.market.state.lasting_terms import lasting_terms
from simulator.market.state.need_terms import need_terms
from simulator.market.state.suggestion_terms import suggestion_terms
from simulator.scenario.schema import Scenario


def run_tables_of(scenario: Scenario, channel: nx.DiGraph) -> RunTables:
    """Lay out cells, categories, products and outlets, dormant ones too."""
    cells = tuple(cells_of(scenario.segments, scenario.regions, scenario.customers))
    people, makers = deciders(scenario.segments, cells), _numbered(scenario.manufacturers)
    products, outlets = tuple(scenario.products), [m for m in members_of(channel) if m.format is not None]
    return RunTables(
        cells=cells,
        categories=scenario.categories,
        products=products,
        products_of=tuple(_products_of(scenario, category) for category in scenario.categories),
        outlets=tuple(outlet.name for outlet in outlets),
        offered=_offered(channel, outlets, products),
        at_home=_at_home(cells, outlets),
        everywhere=np.array([outlet.region is None for outlet in outlets], dtype=bool),
        maker=np.array([makers[made.maker] for made in scenario.products.values()], dtype=np.int64),
        focal=_made_by(scenario, scenario.focal_maker),
        owner=np.array([makers.get(outlet.owner or "", NONE) for outlet in outlets], dtype=np.int64),
        shock=_shocks(people),
        worths=tuple(segment.willingness_to_pay for segment in people),
        logit=np.array([_chooses_by_a_logit(segment) for segment in people], dtype=bool),
        outlet_keys=_keys([(outlet.name,) for outlet in outlets]),
        place_keys=_keys(_places(outlets)),
        product_keys=_keys([(name,) for name in products]),
        offer_keys=_keys([(o.name, p) for o in outlets for p in products]).reshape(-1, len(products)),
        needs=need_terms(people, scenario.categories, _lives(scenario)),
        lasting=lasting_terms(scenario.products, scenario.warranties),
        suggestions=suggestion_terms(scenario.products),
        communities=community_terms(scenario.products),
        nests=_nests(scenario, products, outlets, people),
        money_step=scenario.units.money_step,
        candidates=scenario.candidates,
        tolerance=scenario.conflict.undercut_tolerance,
        issues=IssuesInPlay(issues_on_record(scenario.conflict.importance)),
        disconfirmation_weights=(scenario.response.satisfaction_gain, scenario.response.satisfaction_loss),
        review_chance=scenario.response.reviews.chance if scenario.response.reviews else 0.0,
        keeps_considered=scenario.detail == "journeys",
        keeps_stages=scenario.stages,
        takes_returns=_takes_returns(scenario, channel),
        help_asked=_help_asked(scenario),
    )


def _nests(
    scenario: Scenario, products: tuple[str, ...], outlets: list[Member], people: list[Segment]
) -> ChoiceNests:
    formats = [str(outlet.format) for outlet in outlets]
    return choice_nests(scenario.choice, products, formats, _shocks(people))


def _shocks(people: list[Segment]) -> Floats:
    """Return the scale of the luck in every choice, by cell [C]."""
    return np.array([max(LEAST_SHOCK, segment.taste_shock) for segment in people], dtype=np.float64)


def _chooses_by_a_logit(people: Segment) -> bool:
    """Say whether people have some luck in their choices, and no worth of their own of what they need."""
    return people.taste_shock > LEAST_SHOCK and people.willingness_to_pay is None


def _takes_returns(scenario: Scenario, channel: nx.DiGraph) -> bool:
    """Say whether any outlet takes back what it has sold, of its own, by contract or under a promotion."""
    promised = any(promotion.returns for promotion in scenario.promotions)
    return bool(scenario.returns) or promised or any(one.returns for one in contracts_of(channel))


def _help_asked(scenario: Scenario) -> Words:
    """Return the thresholds under which owners of each product ask for help [P]."""
    places = [place_of_support(scenario.support, name) for name in scenario.products]
    yearly = [0.0 if at is None else scenario.support[at].contacts_per_year for at in places]
    return threshold(np.array(yearly) / WEEKS_PER_YEAR)


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}


def _made_by(scenario: Scenario, maker: str) -> Flags:
    """Return whether each product is of a manufacturer [P]."""
    return np.array([product.maker == maker for product in scenario.products.values()], dtype=bool)


def _lives(scenario: Scenario) -> dict[str, float]:
    """Return for how long the focal product of each category that lasts longest is of use [weeks]."""
    lives = dict.fromkeys(scenario.categories, 0.0)
    for product in scenario.products.values():
        if product.maker == scenario.focal_maker:
            lives[product.category] = max(lives[product.category], product.weeks_of_use())
    return lives


def _products_of(scenario: Scenario, category: str) -> tuple[int, ...]:
    return tuple(at for at, product in enumerate(scenario.products.values()) if product.category == category)


def _at_home(cells: tuple[Cell, ...], outlets: list[Member]) -> Flags:
    """Return whether each outlet serves the region of each cell [C, O]."""
    serves = [[outlet.region in (None, cell.region) for outlet in outlets] for cell in cells]
    return np.array(serves, dtype=bool).reshape(len(cells), len(outlets))


def _offered(channel: nx.DiGraph, outlets: list[Member], products: tuple[str, ...]) -> Flags:
    """Return what the contracts let each outlet carry [O, P]; no contract, no goods."""
    supplied = [{p for contract in suppliers_of(channel, o.name) for p in contract.prices} for o in outlets]
    return np.array([[p in own for p in products] for own in supplied], dtype=bool).reshape(
        len(outlets), len(products)
    )


def _places(outlets: list[Member]) -> list[tuple[str]]:
    """Return the place that each outlet stands in, by name; sellers on one platform in that of the first.

    So a second seller leaves all as it was who have the first at hand, and one alone is as a shop is.
    """
    first: dict[str, str] = {}
    return [(first.setdefault(one.hosted_by, one.name) if one.hosted_by else one.name,) for one in outlets]


def _keys(names: Sequence[tuple[str, ...]]) -> np.ndarray:
    return np.array([stable_key(*parts) for parts in names], dtype=np.uint64)
