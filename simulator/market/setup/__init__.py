"""Setup: channel graph, named members and contract terms, built and checked before week 1."""
