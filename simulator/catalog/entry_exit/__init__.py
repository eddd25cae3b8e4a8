"""Entry and exit rules: when a potential member enters and an active one leaves."""
