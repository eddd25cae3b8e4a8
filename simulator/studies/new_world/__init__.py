"""New worlds: a scenario file written from what a firm knows of its market."""
