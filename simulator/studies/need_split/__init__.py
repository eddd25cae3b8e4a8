"""Need split: units that outlets sell, by what becomes of the same needs in the paired run without them."""
