"""Input error: the one exception for a request that cannot be done.

Files, command-line settings and Python calls are answered with it, or with one of its kinds, and with the
same sentences: ``except simulator.InputError`` catches them all, and nothing that is a fault of the program.
"""


class InputError(Exception):
    """Something that was asked for cannot be done; the message says what is wrong and what can be done."""
