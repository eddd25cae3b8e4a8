"""Queries: tables and sums that several metrics read out of a ledger."""
