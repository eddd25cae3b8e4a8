"""Buy-box rules: which offer of a product a marketplace shows first in a week."""
