"""Returns: customers send units back, outlets refund, inspect and put them on the shelf again."""
