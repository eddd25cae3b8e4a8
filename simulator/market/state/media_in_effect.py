"""Media in effect: what contacts with messages on media still come to, and how new the messages are.

Kept only of media whose response says so: one row a medium, product and message, one column a cell.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from simulator.base.arrays import Floats
from simulator.base.summation import left_to_right
from simulator.domain.communication.medium import Medium, Saturation
from simulator.mechanisms.choice.season import seasonal_factor
from simulator.mechanisms.communication.media_response import carried_over, novelty_after, saturated, worn


class Said(NamedTuple):
    """A message about a product on a medium."""

    medium: str
    product: int
    message: str


class MediaInEffect:
    """Contacts in effect [C] and novelty [C] of what is said on media with a response of their own."""

    def __init__(self, media: Mapping[str, Medium], cells: int) -> None:
        self.media = media
        self.cells = cells
        self.in_effect: dict[Said, Floats] = {}
        self.novelty: dict[Said, Floats] = {}
        self._shown: dict[Said, Floats] = {}

    def show(self, said: Said, contacts: Floats, week: int) -> None:
        """Add contacts per head of a week [C], as its season lets them be noticed.

        Those of all campaigns with one message are added. Ads are met as customers look, after what is heard
        this week, so they are heard the next.
        """
        medium = self.media[said.medium]
        noticed = contacts * seasonal_factor(week, medium.season, medium.peak_week)
        self._shown[said] = self._shown.get(said, 0.0) + noticed

    def of_one_contact(self, said: Said, week: int) -> Floats:
        """Return what one contact of a customer comes to this week, as new as the message is there [C]."""
        medium = self.media[said.medium]
        noticed = np.full(self.cells, seasonal_factor(week, medium.season, medium.peak_week))
        return worn(noticed, self.novelty.get(said, np.ones(self.cells)), medium.wear_out)

    def heard(self) -> Iterator[tuple[Said, Floats]]:
        """Yield what each message comes to this week [contacts per head, C], which ends its showing.

        A medium is saturated by all that is said there about a product, and messages share what it comes to
        by their contacts in effect: a campaign split in two does what the whole one does.
        """
        for said in dict.fromkeys((*self.in_effect, *self._shown)):
            self._take_up(said)
        self._shown.clear()
        for said, in_effect in self.in_effect.items():
            contacts = in_effect * self._effect(said)
            if contacts.any():
                yield said, contacts

    def _effect(self, said: Said) -> Floats:
        """Return what each contact in effect counts, beside all that is in effect about the product [C]."""
        beside = (self.in_effect[one] for one in self.in_effect if one[:2] == said[:2])
        everything = left_to_right(np.stack([*beside], axis=1))
        return effect_of_a_contact(self.media[said.medium].saturation, everything)

    def _take_up(self, said: Said) -> None:
        """Let a week's contacts wear a message, and come into effect."""
        medium, nothing = self.media[said.medium], np.zeros(self.cells)
        noticed = self._shown.get(said, nothing)
        novelty = self.novelty.get(said, np.ones(self.cells))
        fresh = worn(noticed, novelty, medium.wear_out)
        self.novelty[said] = novelty_after(novelty, noticed, medium.wear_out, medium.novelty_return)
        self.in_effect[said] = carried_over(fresh, self.in_effect.get(said, nothing), medium.carry_over)


def effect_of_a_contact(terms: Saturation | None, in_effect: Floats) -> Floats:
    """Return what each contact counts where so many are in effect; one, without saturation [C]."""
    if terms is None:
        return np.ones_like(in_effect)
    most = terms.half_at if terms.most is None else terms.most
    comes_to = most * saturated(in_effect, terms.half_at, terms.steepness)
    return np.divide(comes_to, in_effect, out=np.zeros_like(in_effect), where=in_effect > 0.0)
