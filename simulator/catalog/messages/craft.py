"""Craft: What the makers are proud of: how it is built, and by people that know coffee."""

from simulator.domain.communication.message import Message
from simulator.domain.registries import MESSAGES

CRAFT = MESSAGES.register("craft")(Message(says={"quality": 0.6, "expertise": 0.4}))
