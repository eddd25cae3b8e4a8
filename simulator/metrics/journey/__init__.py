"""Journey: the funnel and lost demand."""
