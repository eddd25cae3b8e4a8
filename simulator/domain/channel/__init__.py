"""Channel: members, contracts, carriers, selectors, and what a distribution model is."""
