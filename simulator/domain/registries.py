"""Registries: distribution models, policies, interventions, agent kinds and metrics by name."""

from typing import Any

from simulator.base.registry import Registry

DISTRIBUTION_MODELS: Registry[Any] = Registry(
    "distribution model", room="simulator.catalog.distribution_models"
)
PRICING: Registry[Any] = Registry("pricing policy", room="simulator.catalog.pricing")
ORDERING: Registry[Any] = Registry("ordering policy", room="simulator.catalog.ordering")
ALLOCATION: Registry[Any] = Registry("allocation policy", room="simulator.catalog.allocation")
WHOLESALE_PRICING: Registry[Any] = Registry(
    "wholesale pricing policy", room="simulator.catalog.wholesale_pricing"
)
DEMAND_MODELS: Registry[Any] = Registry("demand model", room="simulator.catalog.demand_models")
DEMAND_PROCESSES: Registry[Any] = Registry("demand process", room="simulator.catalog.demand_processes")
SOURCING: Registry[Any] = Registry("sourcing rule", room="simulator.catalog.sourcing")
EFFORT: Registry[Any] = Registry("effort policy", room="simulator.catalog.effort")
ESCALATION: Registry[Any] = Registry("escalation policy", room="simulator.catalog.escalation")
BUY_BOX: Registry[Any] = Registry("buy-box rule", room="simulator.catalog.buy_box")
ENTRY_EXIT: Registry[Any] = Registry("entry and exit rule", room="simulator.catalog.entry_exit")
ASSORTMENT: Registry[Any] = Registry("assortment policy", room="simulator.catalog.assortment")
CONFLICT_ISSUES: Registry[Any] = Registry("issue of conflict", room="simulator.catalog.conflict_issues")
MESSAGES: Registry[Any] = Registry("message", room="simulator.catalog.messages")
MEDIA: Registry[Any] = Registry("kind of medium", room="simulator.catalog.media")
AGENTS: Registry[Any] = Registry("agent kind", room="simulator.market.members")
INTERVENTIONS: Registry[Any] = Registry("intervention", room="simulator.catalog.interventions")
UTILITY: Registry[Any] = Registry("term of utility", room="simulator.catalog.utility")
METRICS: Registry[Any] = Registry("metric", room="simulator.metrics")
SWITCHES: Registry[Any] = Registry("switch", room="simulator.catalog.switches")
NOTES: Registry[Any] = Registry("note", room="simulator.market.setup.notes")
PICTURES: Registry[Any] = Registry("picture", room="simulator.views.pictures")
REPORTS: Registry[Any] = Registry("report", room="simulator.views.report")

REGISTRIES: dict[str, Registry[Any]] = {
    "distribution_models": DISTRIBUTION_MODELS,
    "pricing": PRICING,
    "ordering": ORDERING,
    "allocation": ALLOCATION,
    "wholesale_pricing": WHOLESALE_PRICING,
    "demand_models": DEMAND_MODELS,
    "demand_processes": DEMAND_PROCESSES,
    "sourcing": SOURCING,
    "effort": EFFORT,
    "escalation": ESCALATION,
    "buy_box": BUY_BOX,
    "entry_exit": ENTRY_EXIT,
    "assortment": ASSORTMENT,
    "conflict_issues": CONFLICT_ISSUES,
    "messages": MESSAGES,
    "media": MEDIA,
    "interventions": INTERVENTIONS,
    "agents": AGENTS,
    "utility": UTILITY,
    "metrics": METRICS,
    "switches": SWITCHES,
}
"""By what `simulator list` calls their entries."""

FORMER_KINDS = {
    "models": "distribution_models",
    "wholesale": "wholesale_pricing",
    "beliefs": "demand_models",
    "streams": "demand_processes",
    "staying": "entry_exit",
    "listing": "assortment",
    "mechanisms": "switches",
}
"""Today's word of what `simulator list` called them formerly."""
