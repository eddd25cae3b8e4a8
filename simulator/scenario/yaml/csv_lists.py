"""CSV lists: the lists of a scenario that may stand in CSV files of their own, put in where they are named.

What such a file says becomes part of the scenario.
"""

from simulator.scenario.errors.quoting import shortened
from simulator.scenario.errors.scenario_error import Complaint, ScenarioError
from simulator.scenario.yaml.campaigns_csv import CAMPAIGNS
from simulator.scenario.yaml.csv_table import CsvList, CsvTable
from simulator.scenario.yaml.file_references import referenced_file, resolved
from simulator.scenario.yaml.members_csv import MEMBERS
from simulator.scenario.yaml.nodes import Entry, Listing, Mapping, Place, Scalar
from simulator.scenario.yaml.text_file import read_text

CSV_LISTS = (MEMBERS, CAMPAIGNS)


def with_csv_lists(root: Mapping) -> tuple[Mapping, list[Complaint]]:
    """Return the root with the lists of its CSV files put in, and the complaints about them."""
    entries, complaints = dict(root.entries), list[Complaint]()
    for one in CSV_LISTS:
        entry = entries.get(one.key)
        if entry is None or not (isinstance(entry.node, Scalar) and isinstance(entry.node.value, str)):
            continue
        named = entry.node
        try:
            listing, wrong = _read(one, named, named.place.file if named.place.line else root.place.file)
        except ScenarioError as refusal:
            listing, wrong = Listing(named.place, ()), refusal.complaints
        entries[one.key] = Entry(entry.key, listing)
        complaints += wrong
    return (Mapping(root.place, entries) if entries != root.entries else root), complaints


def _read(of: CsvList, named: Scalar, naming: str) -> tuple[Listing, list[Complaint]]:
    shown = referenced_file(named, of.key, naming, "a CSV file")
    try:
        text = read_text(resolved(shown), shown, what=of.what, form="a CSV file")
    except ScenarioError as refusal:
        raise ScenarioError(
            [
                wrong
                if wrong.line
                else named.place.complaint(of.key, f"'{shortened(named.text)}': {wrong.text}")
                for wrong in refusal.complaints
            ]
        ) from None
    table = CsvTable(of, shown, text)
    return Listing(Place(shown, 1, 1), tuple(table.entries())), table.complaints
