"""Customer row: a customer kept in columns, as Mesa sees it when somebody asks for one."""

from dataclasses import fields

from simulator.agents.customer import Customer
from simulator.crowd.all_at_once import AllAtOnce
from simulator.crowd.handle import column
from simulator.crowd.people import People
from simulator.crowd.populated import PopulatedModel
from simulator.crowd.population import Population


class CustomerRow(Customer):
    """A view of one row; it reads and writes the columns, and decides nothing by itself."""

    key: int = column()
    cell: int = column()
    price_sensitivity: float = column()
    tastes: tuple[float, ...] = column()
    candidates: tuple[int, ...] = column()
    experience: tuple[bool, ...] = column()  # type: ignore[assignment]
    last_outlet: int = column()
    waiting: tuple[bool, ...] = column()  # type: ignore[assignment]

    @property
    def row(self) -> int:  # type: ignore[override]
        """Return its place among all customers."""
        return int(self._row)


def listed(model: PopulatedModel, crowd: AllAtOnce, kind: type[CustomerRow]) -> Population:
    """Return the population that lists a crowd's columns as agents."""
    columns = {
        **{field.name: getattr(crowd.columns.people, field.name) for field in fields(People)},
        "experience": crowd.columns.experience,
        "last_outlet": crowd.columns.last_outlet,
        "waiting": crowd.columns.waiting,
    }
    return Population(model, kind, columns, len(crowd.columns.people.key))
