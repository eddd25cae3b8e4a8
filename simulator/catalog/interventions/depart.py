"""Depart: a member leaves, for good."""

from typing import Annotated, ClassVar

from pydantic import Field

from simulator.domain.events.intervention import Action
from simulator.domain.registries import INTERVENTIONS


@INTERVENTIONS.register("depart")
class Depart(Action):
    """Let a member leave; its goods are sold back or scrapped, and it does not come back."""

    main: ClassVar[str | None] = "member"
    is_reversible: ClassVar[bool] = False
    has_scope: ClassVar[bool] = False

    member: Annotated[str, Field(min_length=1, max_length=400)]
    """The member that leaves [name of a member]."""

    def removes(self) -> str | None:
        """Return the members that leave."""
        return self.member
