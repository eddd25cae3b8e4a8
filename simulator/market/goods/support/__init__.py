"""Support: owners ask for help with what they have in use, and members answer as many as they can."""
