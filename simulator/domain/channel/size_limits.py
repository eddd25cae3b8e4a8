"""Size limits: the largest world that is played without being asked for twice.

Each setting has bounds of its own; what they come to together (200 regions of 5,000 shops, 50 supply ways
of 5,000 lines of 20 tiers) is counted before a table is built. The limits are those of a common
machine, some 4 GB; ``size_limit`` in a scenario multiplies them.
"""

MOST_SIZE_LIMIT = 1000.0
"""The most by which a scenario may lift the limits [multiple]."""
MOST_MEMBERS = 20_000
"""Members drawn; each is an agent with books, stock and a place in every week's orders [members]."""
MOST_PLACES = 200_000_000
"""Customers × outlets at hand, counted at some 8 bytes for each of two tables [places]."""
MOST_TABLE_ROWS = 10_000_000
"""Cells × offers: regions × segments × outlets × products, at some 300 bytes each [rows]."""
MOST_MEMBER_WEEKS = 20_000_000
"""Members × products × weeks, each of which writes into the ledger [rows]."""


def times(size_limit: float, usual: int) -> int:
    """Return a limit as a scenario lifts it."""
    return int(size_limit * usual)


def too_large(counted: str, most: float, why: str, less: str) -> str:
    """Return the sentence that refuses a world for its size, and says how the limit is lifted."""
    return f"{counted}; the limit is {most:,.0f}: {why}; {less}, or lift it with size_limit (1 is the usual)"


def too_many_members(most: float) -> str:
    """Return the sentence that refuses a channel of too many members."""
    why = "each is an agent with stock and books of its own"
    return too_large("these settings come to more members than may be drawn", most, why, "draw fewer")
