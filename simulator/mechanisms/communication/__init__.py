"""Communication: awareness and the updating of beliefs."""
