"""Books agree: what members count as owed and on order is the sum of all orders, shipments and backorders."""

from tests.worlds.pool import World


def test_what_members_count_is_what_the_books_say(world: World) -> None:
    """Owed, impatient and on order, of every member and product, at the end of every week."""
    for week in world.columns.weeks:
        for counted, there in zip(week.counted, week.added_up, strict=True):
            assert counted == there  # a Counter is equal to one that has zeros more
