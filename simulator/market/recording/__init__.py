"""Recording: purchases of the week written into the ledger."""
