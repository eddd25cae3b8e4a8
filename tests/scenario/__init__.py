"""Tests of the scenario room: reading, refusing, describing, comparing, saving."""
