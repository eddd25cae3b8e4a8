"""Buying group (buying centre): a researcher searches and a decider decides for customers of a segment.

    known, at hand, asked for advice:      as the researcher looks for it
    V of what the researcher has found:    as the decider weighs it

The researcher attends to media and goes for advice; so what is known and believed is what it brings, and the
decider knows no more. The decider's are all parameters of utility, price sensitivity and tastes, the scale of
luck, and patience with orders. Needs, and who has what in use, are the group's own: those of its segment.

Assumes: a researcher is not paid for what it likes, and finds all that it would find for itself; the group
agrees at once, and has one memory. Where a part of a segment buys in groups, that part is a segment of its
own. Who is named need not be in a group itself, and needs nothing by that.
Source: buying center, Webster & Wind (1972), A general model for understanding organizational buying
behavior, J. Marketing 36(2); roles in it, Robinson, Faris & Wind (1967), Industrial Buying.
"""

from simulator.base.record import Record
from simulator.domain.units import Name


class BuyingGroup(Record):
    """Researcher and decider for customers of a segment."""

    researcher: Name | None = None
    """Segment of the researcher, as which the group attends to media and goes for advice; left out, its own
    [name under segments]."""
    decider: Name | None = None
    """Segment of the decider, as which it weighs what was found: benefits, price, doubts and all; left out,
    its own [name under segments]."""

    def named(self) -> set[str]:
        """Return the segments that it names."""
        return {name for name in (self.researcher, self.decider) if name is not None}
