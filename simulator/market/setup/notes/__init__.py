"""Notes: what is right in a scenario and may not be meant, one note a file; nothing is played for them.

To add one: a file here whose function registers itself with ``@NOTES.register("name")``, is handed a
`DrawnChannel`, and yields the keys of what it is about and a sentence: what is so, and what to write instead.
"""
