"""Communication: awareness, the updating of beliefs, and what a name is worth."""
