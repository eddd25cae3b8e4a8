"""Journey: needs and what becomes of them, the funnel, lost demand, and contacts on media."""
