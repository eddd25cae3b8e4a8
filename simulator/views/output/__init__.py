"""Output: result folders, CSV and JSON, tables, exit codes."""
