"""People: segments, regions, cells, and the willingness to pay of their needs."""
