"""Aggrieved: which outlets count as open to harm by others, in what is measured of conflict."""

from simulator.base.record import Record
from simulator.domain.channel.member import Member
from simulator.domain.channel.selector import Who


class Aggrieved(Record):
    """Outlets with losses that count as conflict; none that belongs to a manufacturer ever does.

    Harm is put on record of all outlets that belong to no manufacturer, counted or not.
    """

    who: list[Who] = []
    """Outlets by their properties, any one of these; left out, all."""
    platform_stores: bool = False
    """Whether stores that belong to a marketplace count as well, beside outlets that belong to no member."""

    def counts(self, outlet: Member) -> bool:
        """Say whether an outlet that belongs to no manufacturer counts."""
        is_meant = not self.who or any(one.selects(outlet) for one in self.who)
        return is_meant and (self.platform_stores or outlet.owner is None)
