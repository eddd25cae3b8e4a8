"""Terminal: runs, comparisons, advice, sweeps and registries as pages of text."""
