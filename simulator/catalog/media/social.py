"""Social: a medium on which owners of the product pass contacts on (earned media).

    w_c = people · attention,      earned contacts = σ · owners' share · paid contacts

Of the contacts that are paid, so many fall on owners as they are among the people, and each of them passes
the message on to σ others of the cell. So a campaign for what few own is paid contact by contact, and one for
what many own is carried further at no cost.
Assumes: people of a cell know each other; owners pass on whether content or not, and what is passed on is
believed as the medium is, and goes no further.
Source: earned beside paid media, Stephen & Galak (2012), Journal of Marketing Research 49(5); that owners
pass it on in proportion is a choice.
"""

from typing import Annotated

from pydantic import Field

from simulator.base.arrays import Floats
from simulator.domain.communication.medium import Audience, Medium
from simulator.domain.registries import MEDIA


@MEDIA.register("social")
class Social(Medium):
    """Reach people by how much they attend to it, and others by owners that pass it on."""

    passed_on: Annotated[float, Field(ge=0, le=100)] = 0.5
    """To how many others an owner passes on each contact, σ (choice) [contacts per contact]."""

    def weights(self, audience: Audience) -> Floats:
        """Return people times attention."""
        return audience.people * audience.attention

    def earned(self, audience: Audience, contacts: Floats) -> Floats:
        """Return what owners pass on."""
        return self.passed_on * audience.owners * contacts
