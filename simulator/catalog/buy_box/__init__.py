"""Buy box: whose offer of a product does a marketplace show first this week?"""
