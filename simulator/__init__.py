"""A wind tunnel for distribution strategy: the same product, the same people, another way to reach them.

To play and to ask:

    load        a scenario from a file                     load("scenarios/….yaml") -> Scenario
    simulate    one run of it                              simulate(scenario, seed=7) -> Ledger
    measure     a question put to a ledger                 measure(ledger, "sell_through", by="outlet")
    choices     a table that estimators of demand read     choices(ledger) -> DataFrame
    customer_needs  what became of every need         customer_needs(ledger) -> DataFrame
    transactions  every purchase of every customer        transactions(ledger) -> DataFrame
    replicate   one scenario on many seeds                 replicate(scenario, seeds=30) -> Runs
    compare     several on the same seeds, paired          compare([one, other], seeds=30) -> Comparison
    decompose   whose doing a difference is                decompose(one, other) -> Decomposition
    deal_bump    where what a deal sells more comes from  deal_bump(ledger, without, [8]) -> DealBump
    campaign_return  what campaigns return on their cost   campaign_return(scenario) -> CampaignReturn
    split_by_need   what outlets sell, by what became of the same needs without them  -> NeedSplit
    adapted_harm    what outlets take from others, booked and in a run without them  -> AdaptedHarm
    sweep       an experiment at all its points            sweep("experiments/….yaml", out="results") -> Sweep
    experiment  one made here rather than in a file        experiment(scenario, {"weeks": [26, 52]})
    advise      which way to market suits, and why         advise(scenario, seeds=10) -> Advice
    probe       what a world implies, beside what is known  probe(scenario, seeds=5) -> Probe
    fit         settings matched to what is known           fit(scenario, {"units_a_year": 800}) -> Fit
    describe    a scenario in plain sentences              describe(scenario) -> str
    number_locale   how numbers are written from now on    number_locale("de_DE")
    pictures    figures of ledgers and of runs             pictures.channel_graph(ledger)
    Scenario    everything a run is given; `using` and `changed` make new ones
    InputError  what every call raises that cannot be answered, in the command line's own words

Registries, in which a file or a notebook puts its own entries with `@REGISTRY.register("name")`:

    DISTRIBUTION_MODELS · PRICING · WHOLESALE_PRICING · DEMAND_MODELS · ORDERING · SOURCING · ALLOCATION ·
    ASSORTMENT · EFFORT · BUY_BOX · ENTRY_EXIT · MESSAGES · MEDIA · UTILITY · DEMAND_PROCESSES ·
    INTERVENTIONS · CONFLICT_ISSUES · ESCALATION · AGENTS · METRICS · NOTES · SWITCHES · PICTURES · REPORTS

Everything is fetched when first asked for: importing the package costs nothing.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

    from simulator.base.input_error import InputError
    from simulator.domain.registries import (
        AGENTS,
        ALLOCATION,
        ASSORTMENT,
        BUY_BOX,
        CONFLICT_ISSUES,
        DEMAND_MODELS,
        DEMAND_PROCESSES,
        DISTRIBUTION_MODELS,
        EFFORT,
        ENTRY_EXIT,
        ESCALATION,
        INTERVENTIONS,
        MEDIA,
        MESSAGES,
        METRICS,
        NOTES,
        ORDERING,
        PICTURES,
        PRICING,
        REPORTS,
        SOURCING,
        SWITCHES,
        UTILITY,
        WHOLESALE_PRICING,
    )
    from simulator.ledger.metric import measure
    from simulator.ledger.queries.choices import choices
    from simulator.ledger.queries.customer_needs import customer_needs
    from simulator.ledger.queries.transactions import transactions
    from simulator.market.simulate import simulate
    from simulator.scenario.describe.describe import describe
    from simulator.scenario.load import load
    from simulator.scenario.schema import Scenario
    from simulator.studies.advice.advise import advise
    from simulator.studies.campaign_return.campaign_return import campaign_return
    from simulator.studies.comparison.compare import compare
    from simulator.studies.comparison.deal_bump import deal_bump
    from simulator.studies.comparison.decompose import decompose
    from simulator.studies.experiment.load_plan import experiment
    from simulator.studies.fitting.fit import fit
    from simulator.studies.harm.adapted_harm import adapted_harm
    from simulator.studies.need_split.split_by_need import split_by_need
    from simulator.studies.probing.probe import probe
    from simulator.studies.runs.replicate import replicate
    from simulator.studies.runs.written_numbers import number_locale
    from simulator.studies.sweep.sweep import sweep

    pictures: ModuleType

__all__ = [
    "AGENTS",
    "ALLOCATION",
    "ASSORTMENT",
    "BUY_BOX",
    "CONFLICT_ISSUES",
    "DEMAND_MODELS",
    "DEMAND_PROCESSES",
    "DISTRIBUTION_MODELS",
    "EFFORT",
    "ENTRY_EXIT",
    "ESCALATION",
    "INTERVENTIONS",
    "MEDIA",
    "MESSAGES",
    "METRICS",
    "NOTES",
    "ORDERING",
    "PICTURES",
    "PRICING",
    "REPORTS",
    "SOURCING",
    "SWITCHES",
    "UTILITY",
    "WHOLESALE_PRICING",
    "InputError",
    "Scenario",
    "adapted_harm",
    "advise",
    "campaign_return",
    "choices",
    "compare",
    "customer_needs",
    "deal_bump",
    "decompose",
    "describe",
    "experiment",
    "fit",
    "load",
    "measure",
    "number_locale",
    "pictures",
    "probe",
    "replicate",
    "simulate",
    "split_by_need",
    "sweep",
    "transactions",
]

_REGISTRIES = "simulator.domain.registries"
_ROOMS = {
    **dict.fromkeys((name for name in __all__ if name.isupper()), _REGISTRIES),
    "InputError": "simulator.base.input_error",
    "Scenario": "simulator.scenario.schema",
    "adapted_harm": "simulator.studies.harm.adapted_harm",
    "advise": "simulator.studies.advice.advise",
    "campaign_return": "simulator.studies.campaign_return.campaign_return",
    "choices": "simulator.ledger.queries.choices",
    "customer_needs": "simulator.ledger.queries.customer_needs",
    "compare": "simulator.studies.comparison.compare",
    "decompose": "simulator.studies.comparison.decompose",
    "describe": "simulator.scenario.describe.describe",
    "experiment": "simulator.studies.experiment.load_plan",
    "fit": "simulator.studies.fitting.fit",
    "load": "simulator.scenario.load",
    "measure": "simulator.ledger.metric",
    "pictures": "simulator.views",
    "number_locale": "simulator.studies.runs.written_numbers",
    "probe": "simulator.studies.probing.probe",
    "replicate": "simulator.studies.runs.replicate",
    "simulate": "simulator.market.simulate",
    "deal_bump": "simulator.studies.comparison.deal_bump",
    "split_by_need": "simulator.studies.need_split.split_by_need",
    "sweep": "simulator.studies.sweep.sweep",
    "transactions": "simulator.ledger.queries.transactions",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'simulator' has no attribute '{name}'")
    room = importlib.import_module(_ROOMS[name])
    found = getattr(room, name) if hasattr(room, name) else importlib.import_module(f"{_ROOMS[name]}.{name}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
