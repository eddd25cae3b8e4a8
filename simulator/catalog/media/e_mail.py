"""E-mail: mails to customers on a maker's list, which they join at outlets and leave by themselves.

    reaches a customer   iff   it is on the list of the product's maker

Every maker with campaigns on it has a list. A need that is looked for first, and sees a product of the
maker's at an outlet of one of the formats, joins by a word that its customer has once and for all:

    word < joins + (1 − joins) · lead magnet's joins
    word < joins_buying                                as it buys or orders one there

whichever is more. A lead magnet makes more join, and costs the maker for everybody that joins, for the sake
of it or not. After each mail that it meets a customer leaves the list with a chance, and does not come back.
So a list is filled by visits that something else brought about; with an empty one nobody is reached, and
mails cost nothing.

Assumes: a mail is paid for by those that meet it; who joins minds neither how often it is written to nor by
which campaign, but mail by mail.
Source: permission to be written to, Tezinde, Smith & Murphy (2002), Journal of Interactive Marketing 16(4);
that visitors join and leave by constant chances is a choice.
"""

from typing import Annotated, Any

from pydantic import Field

from simulator.base.record import Record
from simulator.domain.communication.aimed_medium import AimedMedium, CustomerState, MailingList
from simulator.domain.registries import MEDIA
from simulator.domain.units import Amount, Share


class LeadMagnet(Record):
    """Something given to customers for joining a list: a guide, a sample, a voucher."""

    joins: Annotated[Share, Field(gt=0)]
    """Sign-up rate for it, of visitors that would not join otherwise [share]."""
    cost: Amount
    """What it costs the maker [currency per customer that joins]."""


@MEDIA.register("e_mail")
class EMail(AimedMedium):
    """Reach customers on the maker's list."""

    joins: Share = 0.05
    """How many visitors join (choice) [share]."""
    joins_buying: Share = 0.0
    """Sign-up rate of buyers there, if they join more than visitors do [share]."""
    lead_magnet: LeadMagnet | None = None
    """What is given to customers that join; left out, nothing."""
    unsubscribes: Share = 0.01
    """Unsubscribe rate: recipients that leave the list after a mail they meet (choice) [share]."""

    def reaches(self, state: CustomerState) -> Any:
        """Say whether it is on the list."""
        return state.is_on_list

    @property
    def mailing_list(self) -> MailingList:
        """Return how customers join and leave."""
        magnet = self.lead_magnet
        for_it, cost = (0.0, 0.0) if magnet is None else (magnet.joins, magnet.cost)
        visitors = self.joins + (1.0 - self.joins) * for_it
        return MailingList(visitors, max(visitors, self.joins_buying), cost, self.unsubscribes)
