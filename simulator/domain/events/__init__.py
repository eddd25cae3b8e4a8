"""Events: interventions and the scope in which they hold."""
