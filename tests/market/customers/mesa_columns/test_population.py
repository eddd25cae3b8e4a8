"""A population answers as plain Mesa agents holding the same data would, without the million objects."""

import copy
import gc
import pickle
import tracemalloc
import weakref

import numpy as np
import pytest
from mesa import Agent, DataCollector, Model
from mesa.agentset import AgentSet

from simulator.market.customers.mesa_columns.populated_model import PopulatedModel
from simulator.market.customers.mesa_columns.population import Population
from simulator.market.customers.mesa_columns.row_agent import column
from simulator.market.customers.mesa_columns.row_agent_set import Rows

N = 300
BUDGET = np.random.default_rng(0).integers(0, 200, N) / 8  # with ties
REGION = np.arange(N, dtype=np.int16)[::-1] % 3
TASTES = np.random.default_rng(1).random((N, 2))


class Customer(Agent):
    """Who buys one thing a step."""

    def __init__(self, model, budget=1.0, region=0, tastes=(0.0, 0.0)):
        super().__init__(model)
        self.budget, self.region, self.tastes, self.bought = budget, region, tuple(tastes), 0

    @property
    def code(self):
        return f"{self.region}/{self.bought}"

    def step(self):
        self.bought += 1

    def note(self, book, mark=""):
        book.append((self.unique_id, mark))

    def send_away(self, others, book):
        book.append(self.unique_id)
        others[self.unique_id * 7 % len(others)].remove()


class CustomerRow(Customer):
    budget = column()
    region = column()
    tastes = column()
    bought = column()


class Retailer(Agent):
    def __init__(self, model):
        super().__init__(model)
        self.stock, self.bought, self.region, self.budget, self.tastes = 5, 0, 1, 9.0, (0.5, 0.5)

    code = "shop"

    def step(self):
        self.bought += 10

    note, send_away = Customer.note, Customer.send_away


def columns(n=N):
    """Give the columns of n customers."""
    budget, region, tastes = np.resize(BUDGET, n), np.resize(REGION, n), np.resize(TASTES, (n, 2))
    return {"budget": budget, "region": region, "tastes": tastes, "bought": np.zeros(n, dtype=np.int32)}


def plain():
    """Make two retailers and N customers, all of them ordinary agents."""
    model = Model(rng=1)
    Retailer.create_agents(model, 2)
    data = {"budget": BUDGET.tolist(), "region": REGION.tolist(), "tastes": TASTES.tolist()}
    Customer.create_agents(model, N, **data)
    return model


def populated(n=N):
    """Make two retailers and the same customers as rows."""
    model = PopulatedModel(rng=1)
    Retailer.create_agents(model, 2)
    model.kept = model.register_population(Population(model, CustomerRow, columns(n), n), listed_as=Customer)
    return model


def customers(model):
    """Find the customers where any Mesa user would look for them."""
    return model.agents_by_type[Customer]


def ids(agents):
    """List who is in a set, in its order."""
    return [agent.unique_id for agent in agents]


def refusal(act):
    """Name the kind of error something ends in."""
    with pytest.raises(Exception) as caught:
        act()
    return caught.type


# What any agent set is asked; the answer must not depend on how the customers are kept.
LAWS = {
    "everyone is counted": len,
    "everyone is a Mesa agent": lambda s: [isinstance(a, Agent) and a.pos is None for a in s],
    "the order is that of the rows": lambda s: (ids(s), s.get("unique_id"), [a.budget for a in s]),
    "get one": lambda s: (s.get("budget"), s.get("region"), s.get("tastes")),
    "get Python's own": lambda s: [type(v) for v in s.get(["budget", "bought", "tastes"])[-1]],
    "get several": lambda s: s.get(["budget", "region", "code"]),
    "get what is derived": lambda s: s.get("code"),
    "get or else": lambda s: s.get("stock", handle_missing="default", default_value=-1),
    "get what is not there": lambda s: refusal(lambda: s.get("stock")),
    "get in a wrong way": lambda s: refusal(lambda: s.get("budget", handle_missing="guess")),
    "agg by NumPy": lambda s: (s.agg("budget", np.mean), s.agg("region", np.std)),
    "agg by several": lambda s: s.agg("budget", [min, max, sum, len, np.median]),
    "agg what is derived": lambda s: (s.agg("code", max), s.agg("code", [min, max])),
    "agg tuples": lambda s: (s.agg("tastes", max), s.agg("tastes", np.mean)),
    "select by a question": lambda s: ids(s.select(lambda a: a.budget > 20)),
    "select by type": lambda s: [ids(s.select(agent_type=kind)) for kind in (Customer, Retailer, Agent)],
    "select a number": lambda s: (ids(s.select(at_most=1)), ids(s.select(lambda a: a.budget > 9, at_most=3))),
    "select a fraction": lambda s: (
        ids(s.select(at_most=0.1)),
        len(s.select(at_most=1.0)),
        len(s.select(at_most=0)),
    ),
    "select nobody": lambda s: len(s.select(lambda a: a.budget < 0)),
    "select from a selection": lambda s: ids(
        s.select(agent_type=Customer).select(at_most=3).select(at_most=9)
    ),
    "groupby a column": lambda s: [(k, ids(group)) for k, group in s.groupby("region")],
    "groupby an answer": lambda s: [(k, ids(group)) for k, group in s.groupby(lambda a: a.budget > 5)],
    "groupby what is derived": lambda s: s.groupby("code").count(),
    "groupby tuples": lambda s: s.groupby("tastes").count(),
    "groupby into lists": lambda s: [(k, ids(group)) for k, group in s.groupby("region", result_type="list")],
    "groupby, then agg": lambda s: (
        s.groupby("region").agg("budget", sum),
        s.groupby("region").agg("code", max),
    ),
    "groupby, then map": lambda s: s.groupby("region").map(lambda group: group.agg("budget", np.mean)),
    "set a column": lambda s: s.set("bought", 7).get("bought"),
    "set a tuple": lambda s: s.set("tastes", (1.0, 2.0)).get("tastes"),
    "set something new": lambda s: [a.mood for a in s.set("mood", "good")],
    "do by name and by function": lambda s: s.do("step").do(Customer.step).get("bought"),
    "map by name and by function": lambda s: (s.map("step"), s.map(lambda a, times: a.budget * times, 2)),
    "sort falling, ties in order": lambda s: ids(s.sort("budget")),
    "sort rising, ties in order": lambda s: ids(s.sort("budget", ascending=True)),
    "sort by an answer": lambda s: ids(s.sort(lambda a: -a.region)),
    "sort what NumPy cannot": lambda s: (ids(s.sort("tastes")), ids(s.sort("code", ascending=True))),
    "shuffle draws as Mesa": lambda s: (ids(s.shuffle()), ids(s.shuffle()), s.random.random()),
    "everyone is contained": lambda s: (all(a in s for a in s), Retailer(plain()) in s),
    "sets combine": lambda s: sorted(ids(s.select(at_most=5) | s.select(lambda a: a.budget > 20))),
    "copies are sets too": lambda s: (ids(copy.copy(s)), ids(s.copy()), len(s.select())),
}


@pytest.mark.parametrize("asked", [customers, lambda model: model.agents], ids=["customers", "everyone"])
@pytest.mark.parametrize("law", LAWS)
def test_rows_answer_as_plain_agents_do(law, asked):
    """Whatever Mesa is asked, columns and plain agents give the same answer."""
    assert LAWS[law](asked(populated())) == LAWS[law](asked(plain()))


def ids_run_on(model):
    """Count on from the last row for the next agent."""
    return model.agent_types, Retailer(model).unique_id, ids(model.agents_by_type[Retailer])


def everyone_takes_notes(model):
    """Meet the agents in Mesa's order, and hand on the arguments."""
    book = []
    model.agents.do("note", book, mark="x").shuffle_do("note", book)
    customers(model).shuffle_do(Customer.note, book, "y")
    return book


def a_selection_outlives_the_collector(model):
    """Keep what was selected, though nobody else holds it."""
    chosen = model.agents.select(lambda a: a.budget > 20)
    gc.collect()
    return ids(chosen)


def a_set_of_ones_own_outlives_the_collector(model):
    """Keep rows in one of Mesa's weak agent sets."""
    own = AgentSet(customers(model).to_list()[:5], random=model.random)
    gc.collect()
    return ids(own)


def a_selection_is_changed_in_place(model):
    """Shuffle, sort and select change a selection, not the model."""
    chosen = customers(model).select()
    chosen.shuffle(inplace=True)
    chosen.select(lambda a: a.region == 1, inplace=True)
    shuffled = ids(chosen)
    chosen.sort("budget", inplace=True).select(at_most=4, inplace=True)
    return shuffled, ids(chosen), len(model.agents)


def a_selection_drops_and_takes(model):
    """Add to and remove from a selection, not the model."""
    chosen = customers(model).select(at_most=5)
    one = chosen.to_list()[2]
    chosen.remove(one)
    chosen.discard(one)
    error, smaller = refusal(lambda: chosen.remove(one)), ids(chosen)
    chosen.add(one)
    chosen.add(one)
    larger = ids(chosen)
    chosen.clear()
    return error, smaller, larger, len(chosen), one in model.agents


def one_leaves(model):
    """Leave every list, once and for all, without forgetting."""
    one = customers(model).to_list()[5]
    one.remove()
    one.remove()
    return one.budget, one in model.agents, one in customers(model), ids(model.agents), len(customers(model))


def some_send_others_away(model):
    """Skip who leaves while everyone takes turns."""
    everyone, book = model.agents.to_list(), []
    model.agents.shuffle_do("send_away", everyone, book)
    customers(model).do("send_away", everyone[::-1], book)
    customers(model).map("send_away", everyone[::2], book)
    return book, ids(model.agents)


def all_leave(model):
    """Empty the model, which still knows its types."""
    model.remove_all_agents()
    return len(model.agents), model.agents.to_list(), len(customers(model)), model.agent_types


STORIES = [
    ids_run_on,
    everyone_takes_notes,
    a_selection_outlives_the_collector,
    a_set_of_ones_own_outlives_the_collector,
    a_selection_is_changed_in_place,
    a_selection_drops_and_takes,
    one_leaves,
    some_send_others_away,
    all_leave,
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_rows_live_as_plain_agents_do(story):
    """Whatever happens to rows ends as it would with plain agents."""
    assert story(populated()) == story(plain())


def collected(model):
    """Run two weeks and collect everything a DataCollector can."""
    collector = DataCollector(
        model_reporters={"mean": lambda m: float(m.agents.agg("budget", np.mean))},
        agent_reporters={"region": "region", "code": "code"},
        agenttype_reporters={
            Customer: {"bought": "bought", "tastes": "tastes", "twice": lambda a: 2 * a.budget}
        },
    )
    for _ in range(2):
        model.agents.shuffle_do("step")
        model.step()
        collector.collect(model)
    return collector


def test_the_data_collector_sees_the_same_agents():
    """DataCollector's three frames are equal, to the index and the dtypes."""
    rows, agents = collected(populated()), collected(plain())
    assert rows.get_model_vars_dataframe().equals(agents.get_model_vars_dataframe())
    assert rows.get_agent_vars_dataframe().equals(agents.get_agent_vars_dataframe())
    frame = rows.get_agenttype_vars_dataframe(Customer)
    assert frame.equals(agents.get_agenttype_vars_dataframe(Customer))
    assert len(frame) == 2 * N


def test_a_million_rows_cost_next_to_nothing_until_met():
    """A population costs less than 64 bytes a row beyond its columns, at its peak."""
    n = 1_000_000
    data = columns(n)
    tracemalloc.start()
    try:
        model = PopulatedModel(rng=1)
        model.register_population(Population(model, CustomerRow, data, n), listed_as=Customer)
        assert len(model.agents) == n
        assert len(model.agents.select(agent_type=Customer)) == n
        assert tracemalloc.get_traced_memory()[1] < 64 * n
    finally:
        tracemalloc.stop()


def test_a_handle_is_made_when_asked_for_and_then_kept():
    """The same row is the same object, and what is written on it stays."""
    model = populated()
    assert not model.kept.roster.handles
    handle = next(iter(customers(model)))
    handle.nickname = "first"
    name = id(handle)
    del handle
    gc.collect()
    again = model.agents.select(lambda a: a.unique_id == 3).to_list()[0]
    assert (id(again), again.nickname) == (name, "first")


def test_handles_and_columns_are_two_views_of_the_same_numbers():
    """What a kernel writes the handle reads, and the other way round."""
    model = populated()
    handle = customers(model).to_list()[4]
    model.kept.columns["budget"][4] = 99.5
    handle.bought, handle.tastes = 6, (0.25, 0.75)
    assert handle.budget == 99.5
    assert model.kept.columns["bought"][4] == 6
    assert model.kept.columns["tastes"][4].tolist() == [0.25, 0.75]


def test_only_whole_numbers_go_into_whole_columns():
    """A fraction is refused, never cut; a whole float is welcome."""
    model = populated()
    handle = customers(model).to_list()[0]
    for wrong in (2.5, float("nan")):
        with pytest.raises(TypeError, match="bought holds int32"):
            handle.bought = wrong
        with pytest.raises(TypeError, match="bought holds int32"):
            customers(model).set("bought", wrong)
    handle.bought = 3.0
    assert customers(model).get("bought")[:2] == [3, 0]


def test_events_held_weakly_by_mesa_find_their_agent():
    """An event on a customer nobody else holds still fires, but not on one who left."""
    model = populated()
    for handle in customers(model).select(at_most=2):
        model.schedule_event(handle.step, at=0.5)
    handle.remove()
    del handle
    gc.collect()
    model.run_for(1)
    assert model.kept.columns["bought"].tolist() == [1] + [0] * (N - 1)


def test_who_is_removed_leaves_every_set_at_once():
    """Sub-sets lose who left the model; the column over the living shrinks; a held handle stays readable."""
    model = populated()
    first, second, *_ = customers(model)
    pair = customers(model).select(at_most=2)
    first.remove()
    assert (pair.to_list(), len(pair), len(pair.column("budget"))) == ([second], 1, 1)
    assert first not in pair
    assert len(model.kept.column("budget")) == N - 1
    assert first.budget == BUDGET[0]
    with pytest.raises(KeyError):
        model.kept.remove(first)


def test_subsets_are_rows_by_the_column():
    """Select, groupby, sort, shuffle and where give rows, and make no handles."""
    people = customers(populated())
    chosen = people.where(people.column("budget") > 20)
    groups = [group for _, group in people.groupby("region")]
    for rows in (chosen, people.sort("budget"), people.shuffle(), people.copy(), *groups):
        assert type(rows) is Rows
    assert chosen.column("budget").tolist() == [b for b in BUDGET.tolist() if b > 20]
    assert people.groupby("region").agg("budget", sum).keys() == {0, 1, 2}
    assert not people.roster.handles
    with pytest.raises(ValueError, match="truth values"):
        people.where([1, 0])
    with pytest.raises(ValueError, match="read-only"):
        people.column("budget")[0] = 1.0


@pytest.mark.parametrize("dtype", [np.float32, np.int8, np.uint16, np.bool_])
@pytest.mark.parametrize("func", [np.mean, np.sum, np.max, sum, max])
def test_aggregates_do_not_depend_on_how_narrow_the_column_is(dtype, func):
    """Narrow columns aggregate as the list of their numbers, bit for bit and without overflow."""
    model = PopulatedModel(rng=1)
    data = {**columns(), "budget": (BUDGET * 7).astype(dtype)}
    people = model.register_population(Population(model, CustomerRow, data, N))
    assert people.agg("budget", func) == func([agent.budget for agent in people])


def test_two_live_models_do_not_see_each_others_values():
    """The handle type holds no values: each model reads its own columns."""
    one, two = populated(), populated()
    customers(one).set("bought", 5)
    assert sum(customers(two).get("bought")) == 0
    assert customers(two).to_list()[0].bought == 0
    assert customers(two).to_list()[0] not in one.agents


@pytest.mark.parametrize("twin", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))])  # noqa: S301
def test_a_copied_model_is_whole_and_independent(twin):
    """A pickled or deep-copied model keeps values, handles and the agents who left; then goes its own way."""
    model = populated()
    first, second, *_ = customers(model)
    first.nickname = "first"
    second.remove()
    other = twin(model)
    other_first = next(iter(customers(other)))
    other_first.bought = 9
    assert (other_first.nickname, other_first.model, other_first.bought) == ("first", other, 9)
    assert customers(other) is other.kept
    assert other.kept.columns["bought"][0] == 9
    assert first.bought == 0
    assert ids(other.agents) == ids(model.agents)


def test_a_finished_model_is_forgotten():
    """Nothing outside the model keeps its columns or its handles."""
    model = populated()
    model.agents.shuffle_do("step")
    left = [
        weakref.ref(model),
        weakref.ref(model.kept.columns["budget"]),
        weakref.ref(customers(model).to_list()[0]),
    ]
    del model
    gc.collect()
    assert [ref() for ref in left] == [None] * 3


def test_remove_of_ones_own_is_called_for_everyone():
    """A class that does more on leaving is asked, row by row, when all are removed."""

    class Mourned(CustomerRow):
        def remove(self):
            gone.append(self.unique_id)
            super().remove()

    gone, model = [], PopulatedModel(rng=1)
    model.register_population(Population(model, Mourned, columns(), N))
    model.remove_all_agents()
    assert gone == list(range(1, N + 1))


def test_several_populations_follow_one_another():
    """Populations are listed in the order of registration, each under its own class."""
    model = populated()

    class MemberRow(CustomerRow):
        pass

    model.register_population(Population(model, MemberRow, columns(10), 10))
    assert ids(model.agents) == list(range(1, N + 13))
    assert model.agents_by_type[MemberRow].get("unique_id") == list(range(N + 3, N + 13))
    assert len(model.agents.select(agent_type=Customer)) == N + 10


def test_wrong_columns_are_refused_by_name():
    """A missing, short or deep column, or one that is no array, is named in the error."""
    wrong = {"bought": None, "budget": np.zeros(3), "region": np.zeros((N, 1, 1)), "tastes": [0] * N}
    for name, values in wrong.items():
        data = {k: v for k, v in {**columns(), name: values}.items() if v is not None}
        with pytest.raises(ValueError, match=name):
            Population(PopulatedModel(rng=1), CustomerRow, data, N)


def test_the_register_is_changed_by_its_agents_only():
    """In-place changes and strangers are refused, with what to do instead, and leave no trace."""
    model = populated()
    stranger = Retailer(Model(rng=1))
    for refused in (
        lambda: customers(model).shuffle(inplace=True),
        lambda: customers(model).add(stranger),
        lambda: customers(model).select().add(stranger),
        lambda: model.agents.sort("budget", inplace=True),
        lambda: model.agents.add(stranger),
        lambda: model.agents.discard(stranger),
        lambda: Customer(model),
        lambda: model.register_population(Population(model, CustomerRow, columns(), N), listed_as=Retailer),
    ):
        with pytest.raises(TypeError):
            refused()
    with pytest.raises(ValueError, match="already"):
        model.register_population(Population(model, CustomerRow, columns(), N), listed_as=Customer)
    with pytest.raises(ValueError, match="another model"):
        model.register_population(Population(populated(), CustomerRow, columns(), N))
    assert len(model.agents) == N + 2


def test_an_empty_population_is_no_trouble():
    """Nobody is a valid crowd."""
    model = PopulatedModel(rng=1)
    people = model.register_population(Population(model, CustomerRow, columns(0), 0))
    assert (len(model.agents), people.groupby("region").count(), people.shuffle().to_list()) == (0, {}, [])
    assert people.sort("budget").select(at_most=1).get("budget") == []
