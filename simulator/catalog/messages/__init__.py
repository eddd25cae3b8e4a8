"""Messages: emphasis over benefits, one message a file.

Entries of the registry `MESSAGES`, each a `Message` under the name that scenarios use.
To add one: a new file here. A scenario may also write its own under ``messages:``.
"""
