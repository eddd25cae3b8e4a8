"""Shelves: where distribution models, policies, interventions, agent kinds and metrics are found by name."""

from typing import Any

from simulator.ground.registry import Registry

DISTRIBUTION_MODELS: Registry[Any] = Registry("distribution model", room="simulator.channels")
PRICING: Registry[Any] = Registry("pricing policy", room="simulator.policies.pricing")
ORDERING: Registry[Any] = Registry("ordering policy", room="simulator.policies.ordering")
ALLOCATION: Registry[Any] = Registry("allocation policy", room="simulator.policies.allocation")
WHOLESALE: Registry[Any] = Registry("wholesale policy", room="simulator.policies.wholesale")
BELIEFS: Registry[Any] = Registry("belief about demand", room="simulator.policies.beliefs")
STREAMS: Registry[Any] = Registry("demand stream", room="simulator.streams")
BUY_BOX: Registry[Any] = Registry("buy-box rule", room="simulator.policies.buy_box")
STAYING: Registry[Any] = Registry("staying rule", room="simulator.policies.staying")
LISTING: Registry[Any] = Registry("listing policy", room="simulator.policies.listing")
MESSAGES: Registry[Any] = Registry("message", room="simulator.messages")
AGENTS: Registry[Any] = Registry("agent kind", room="simulator.agents")
INTERVENTIONS: Registry[Any] = Registry("intervention", room="simulator.interventions")
METRICS: Registry[Any] = Registry("metric", room="simulator.metrics")
SWITCHES: Registry[Any] = Registry("mechanism", room="simulator.without")

SHELVES: dict[str, Registry[Any]] = {
    "models": DISTRIBUTION_MODELS,
    "pricing": PRICING,
    "ordering": ORDERING,
    "allocation": ALLOCATION,
    "wholesale": WHOLESALE,
    "beliefs": BELIEFS,
    "streams": STREAMS,
    "buy_box": BUY_BOX,
    "staying": STAYING,
    "listing": LISTING,
    "messages": MESSAGES,
    "interventions": INTERVENTIONS,
    "agents": AGENTS,
    "metrics": METRICS,
    "mechanisms": SWITCHES,
}
