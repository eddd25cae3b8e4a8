"""Issues of conflict: what members quarrel about, one a file."""
