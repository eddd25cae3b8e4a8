"""Customer row: a customer kept in columns, as Mesa sees it when somebody asks for one."""

from dataclasses import fields

from simulator.market.customers.all_at_once import AllAtOnce
from simulator.market.customers.customer import Customer
from simulator.market.customers.mesa_columns.populated_model import PopulatedModel
from simulator.market.customers.mesa_columns.population import Population
from simulator.market.customers.mesa_columns.row_agent import column
from simulator.market.customers.population_draw import People


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
