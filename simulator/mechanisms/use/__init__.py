"""Use: how goods that were bought wear out, how needs arise beside them, and how customers leave."""
