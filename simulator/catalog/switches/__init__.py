"""The open room of switches: what a run is given when a mechanism is switched off, by ``without: [name]``.

What lives here: entries on the shelf `SWITCHES`, a plain transformation each of scenario, members or
contracts; the market knows none of them. One file for each part of the model.
To add one: a function here or in a new file, no other edit. May import: scenario, domain, ground.
"""
