"""Products: attributes, costs, and the services that a product asks of its sellers."""
