"""Members: one kind of agent a file, each a Mesa agent: what I know, want and do.

Kinds that members can be (a member's *role*) are in the registry `AGENTS`. To add one: a new file here.
Agents decide and return values; they never write the ledger. Phases do.
"""
