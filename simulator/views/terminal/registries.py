"""Registries: what there is to name in a scenario, and what each entry takes."""

import csv
import io
import sys
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from simulator.base.registry import Registry, plural, suggestion
from simulator.domain.entry_kind import Kind
from simulator.domain.ledger_columns import column_meaning
from simulator.domain.ledger_entries import KINDS
from simulator.domain.registries import FORMER_KINDS, REGISTRIES
from simulator.scenario.yaml.shipped_files import PREFIX, shipped_files, title_of
from simulator.views.output.csv_json import as_json
from simulator.views.output.exit_codes import BadInputError, put
from simulator.views.output.format import Format
from simulator.views.output.tables import UNBROKEN, new_table, show
from simulator.views.terminal.registry_docs import shortened, source_of, summary_of

SLOW = {"agents", "metrics"}  # opening these rooms imports Mesa and pandas, which takes seconds

LEDGER = "ledger"
"""What `list` calls the tables of a ledger, which are no entries: nothing can be added to them."""

ALSO_CALLED = {**FORMER_KINDS, "without": "switches", "switched_off": "switches"}
"""Kinds by their former word, or by the key under which a scenario names them."""

SHIPPED = "shipped"
"""The kind under which shipped files are listed."""

type Rows = list[dict[str, Any]]


def put_kinds(form: Format) -> None:
    """Put the kinds of entries, the names in each registry that opens at once, and where ledgers are told."""
    rows = [
        {"kind": kind, "what": plural(registry.kind)}
        | {"names": f"see: simulator list {kind}" if kind in SLOW else ", ".join(registry.names())}
        for kind, registry in REGISTRIES.items()
    ]
    rows.append(
        {"kind": SHIPPED, "what": "scenarios and experiments", "names": f"see: simulator list {SHIPPED}"}
    )
    rows.append({"kind": LEDGER, "what": "tables of a ledger", "names": f"see: simulator list {LEDGER}"})
    _put(rows, form)


def put_registry(kind: str, form: Format) -> None:
    """Put the entries of one registry, the shipped files, or the tables of a ledger, a line each."""
    if kind == SHIPPED:
        files = shipped_files()
        _put(
            [
                {"name": f"{PREFIX}{file.stem}", "kind": file.parent.name[:-1], "what": title_of(file)}
                for file in files
            ],
            form,
        )
        return
    if kind == LEDGER:
        _put([_table(one) | {"columns": ", ".join(one.columns)} for one in KINDS.values()], form)
        return
    registry = _registry(kind)
    rows = [_entry(name, entry, registry) for name, entry in registry.items()]
    if form is not Format.JSON:
        rows = [{key: value for key, value in row.items() if key != "parameters"} for row in rows]
    if form is Format.TABLE:
        some = any(row["source"] for row in rows)
        rows = [row | {"source": _source(row["source"])} if some else _without_source(row) for row in rows]
    _put(rows, form)


def put_entry(kind: str, name: str, form: Format) -> None:
    """Put one entry with its parameters, or one table of a ledger with its columns."""
    if kind == SHIPPED:
        raise BadInputError(f"a shipped scenario is told by: simulator describe {PREFIX}{shortened(name)}")
    if kind == LEDGER:
        if name not in KINDS:
            raise BadInputError(
                f"no table of a ledger is called '{shortened(name)}'; {suggestion(name, list(KINDS))}"
            )
        _put_table(KINDS[name], form)
        return
    registry = _registry(kind)
    entry = _entry(name, registry.get(name), registry)
    if form is Format.JSON:
        put(as_json(entry))
        return
    if form is Format.TABLE:
        told = (f"{key}: {value}" for key, value in entry.items() if key != "parameters" and value)
        show(*told, plain_width=UNBROKEN)
    _put(entry["parameters"], form)


def _put_table(kind: Kind, form: Format) -> None:
    meanings = {name: column_meaning(kind, name) for name in kind.columns}
    rows: Rows = [{"column": name, "unit": one.unit, "what": one.says} for name, one in meanings.items()]
    if form is Format.JSON:
        put(as_json(_table(kind) | {"columns": rows}))
        return
    if form is Format.TABLE:
        show(*(f"{key}: {value}" for key, value in _table(kind).items()), plain_width=UNBROKEN)
    _put(rows, form)


def _table(kind: Kind) -> dict[str, Any]:
    return {"name": kind.name, "flow": str(kind.flow), "what": kind.says}


def _registry(kind: str) -> Registry[Any]:
    kind = ALSO_CALLED.get(kind, kind)
    if kind not in REGISTRIES:
        told = commands_for(kind) or suggestion(kind, [*REGISTRIES, SHIPPED, LEDGER])
        raise BadInputError(f"no kind called '{kind}'; {told}")
    return REGISTRIES[kind]


def commands_for(name: str) -> str:
    """Return which entries have a name and the commands that tell of them, in words; empty without any."""
    kinds = {kind: registry.kind for kind, registry in REGISTRIES.items() if name in registry}
    told = [
        f"'{name}' is {'an' if what[0] in 'aeiou' else 'a'} {what}: simulator list {kind} {name}"
        for kind, what in kinds.items()
    ]
    return "; ".join(told)


def _source(told: str) -> str:
    """Return a source as a table tells it: in a terminal as much as it has room for."""
    return shortened(told) if sys.stdout.isatty() else told


def _without_source(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "source"}


def _entry(name: str, entry: Any, registry: Registry[Any]) -> dict[str, Any]:
    row: dict[str, Any] = {"name": name, "what": summary_of(entry, registry)}
    if hasattr(entry, "unit"):
        kept = entry.detail + " with cohorts" * entry.cohorts + _with_stages(entry.stages)
        row |= {"unit": entry.unit, "by": ", ".join(entry.by), "detail": kept}
    return row | {"source": source_of(entry, registry), "parameters": _parameters(entry)}


def _with_stages(cuts: bool | tuple[str, ...]) -> str:
    """Return what is told of a metric for which ledgers must tell stages, always or by some cuts alone."""
    if isinstance(cuts, tuple):
        return f" (by {', '.join(cuts)}: with stages)" if cuts else ""
    return " with stages" * cuts


def _parameters(entry: Any) -> Rows:
    if not (isinstance(entry, type) and issubclass(entry, BaseModel)):
        return []
    return [
        {
            "parameter": name,
            "default": None
            if field.is_required()
            else _default(field.get_default(call_default_factory=True)),
            "what": " ".join((field.description or "").split()),
        }
        for name, field in entry.model_fields.items()
    ]


def _default(value: Any) -> Any:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value


def _put(rows: Rows, form: Format) -> None:
    if form is Format.JSON:
        put(as_json(rows))
    elif not rows:
        return
    elif form is Format.CSV:
        put(_csv(rows))
    else:
        table = new_table()
        for at, head in enumerate(rows[0]):
            table.add_column(head, overflow="fold", no_wrap=at == 0)
        for row in rows:
            table.add_row(*("" if value is None else str(value) for value in row.values()))
        show(table, plain_width=UNBROKEN)


def _csv(rows: Sequence[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
