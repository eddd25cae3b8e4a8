"""Entry and exit: resellers that enter, members that depart."""
