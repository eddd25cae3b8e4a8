"""Experience: what purchases turn out to be to customers."""
