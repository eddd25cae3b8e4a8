"""Media: kinds of places where campaigns run, which differ in the people that they reach."""
