"""Ledger: append-only tables of everything that happened in a run; metrics read nothing else.

Run header, tables, content hash, files on disk, and how a metric is put to them; `queries` holds tables and
sums that several metrics share. Imports base, domain, scenario and mechanisms; never Mesa.
"""
