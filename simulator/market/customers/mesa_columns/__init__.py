"""Mesa columns: rows of arrays listed as Mesa agents, without an object each."""
