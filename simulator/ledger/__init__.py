"""Floor 4: the ledger, everything that happened in a run. Append-only; metrics read nothing else.

What lives here: the run header (what a run was given), the ledger and its content hash, the files it is
kept in, and how a question is put to it. Imports ground, domain and scenario; never Mesa.
"""
