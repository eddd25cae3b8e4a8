"""YAML: files read into nodes that know their line and column, extended and overlaid."""
