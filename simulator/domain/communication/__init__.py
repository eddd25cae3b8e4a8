"""Communication: messages and the benefits that they emphasise."""
