"""Command line: one file a verb, its options, jobs, progress and output."""
