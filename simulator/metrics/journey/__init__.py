"""Journey: needs and what becomes of them, the funnel and lost demand."""
