"""Warranties: repair of units that fail early, by which member and how fast."""

from typing import Annotated

from pydantic import Field

from simulator.base.record import TerseRecord
from simulator.domain.units import Amount, Name


class WarrantyTerms(TerseRecord):
    """A warranty of a product's manufacturer. The last in the list holds.

    A unit that fails within it is sent to the repairer, waits its turn, is repaired and comes back to its
    customer, who uses it again for as long as it would have lasted. Meanwhile it is of no use, and the
    customer needs the category as with one in use. Digital goods, and what is paid for by the period, do not
    fail.
    """

    product: Name | None = None
    """The product; left out, all but digital goods [product]."""
    weeks: Annotated[int, Field(ge=1, le=1040)] = 104
    """For how long after it is taken home a unit that fails is repaired [weeks]."""
    repaired_by: Name | None = None
    """The member that repairs; left out, the manufacturer [name of a member]."""
    weekly_capacity: Annotated[int, Field(ge=0, le=1_000_000_000)] | None = None
    """How many repairs under these terms the repairer can begin in a week; left out, any number [units]."""
    repair_weeks: Annotated[int, Field(ge=0, le=104)] = 2
    """How long a repair takes from when it is begun until the unit is with its customer again [weeks]."""
    repair_cost: Amount = 0.0
    """What a repair costs the repairer: hours and parts [currency per unit]."""
    repair_fee: Amount = 0.0
    """What the manufacturer pays a repairer other than itself [currency per unit]."""
    shipping_cost: Amount = 0.0
    """What sending a unit to the repairer and back costs it [currency per unit]."""
