"""Care: What happens after the sale: somebody answers."""

from simulator.domain.communication.message import Message
from simulator.domain.registries import MESSAGES

CARE = MESSAGES.register("care")(Message(says={"support": 0.7, "convenience": 0.3}))
