"""Money: revenue, contribution, prices, surplus, receivables."""
