"""Deal: What it costs, and how easily it is had."""

from simulator.domain.communication.message import Message
from simulator.domain.registries import MESSAGES

DEAL = MESSAGES.register("deal")(Message(says={"price": 0.7, "convenience": 0.3}))
