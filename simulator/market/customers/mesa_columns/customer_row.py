"""Customer row: a customer kept in columns, as Mesa sees it when somebody asks for one."""

from simulator.market.customers.all_at_once import AllAtOnce
from simulator.market.customers.customer import Customer
from simulator.market.customers.mesa_columns.populated_model import PopulatedModel
from simulator.market.customers.mesa_columns.population import Population
from simulator.market.customers.mesa_columns.row_agent import column

PEOPLE = ("key", "cell", "price_sensitivity", "tastes", "candidates")


class CustomerRow(Customer):
    """A view of one row; it reads and writes the columns, and decides nothing by itself."""

    key: int = column()
    cell: int = column()
    price_sensitivity: float = column()
    tastes: tuple[float, ...] = column()  # type: ignore[assignment]
    candidates: tuple[int, ...] = column()
    experience: tuple[bool, ...] = column()  # type: ignore[assignment]
    waiting: tuple[bool, ...] = column()  # type: ignore[assignment]

    @property
    def row(self) -> int:  # type: ignore[override]
        """Return its place among all customers."""
        return int(self._row)


def listed(model: PopulatedModel, crowd: AllAtOnce, kind: type[CustomerRow]) -> Population:
    """Return the population that lists a crowd's columns as agents."""
    columns = {
        **{name: getattr(crowd.columns.people, name) for name in PEOPLE},
        "experience": crowd.columns.experience,
        **crowd.columns.memory,
        "waiting": crowd.columns.waiting,
    }
    remembering = type(kind.__name__, (kind,), {name: column() for name in crowd.columns.memory})
    return Population(model, remembering, columns, len(crowd.columns.people.key))
