"""Novelty: What no other product has yet."""

from simulator.domain.communication.message import Message
from simulator.domain.registries import MESSAGES

NOVELTY = MESSAGES.register("novelty")(Message(says={"novelty": 0.7, "quality": 0.3}))
