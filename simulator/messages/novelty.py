"""Novelty: What nobody else has yet."""

from simulator.domain.message import Message
from simulator.domain.shelves import MESSAGES

NOVELTY = MESSAGES.register("novelty")(Message(says={"novelty": 0.7, "quality": 0.3}))
