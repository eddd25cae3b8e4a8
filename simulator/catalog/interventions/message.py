"""Message: outlets say something else of the products."""

from typing import ClassVar

from simulator.domain.events.intervention import Action
from simulator.domain.registries import INTERVENTIONS
from simulator.domain.units import Name


@INTERVENTIONS.register("message")
class Say(Action):
    """Replace the message of outlets about the products."""

    main: ClassVar[str | None] = "message"

    message: Name
    """What is said [name under messages or of the library of messages]."""

    def says(self, name: str | None) -> str | None:
        """Return what is said instead."""
        del name
        return self.message
