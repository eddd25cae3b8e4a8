"""The room of messages: things worth saying, to customers and to resellers.

What lives here: one `Message` a file, put on the shelf `MESSAGES` under the name scenarios use.
To add one: a new file here. A scenario may also write its own under ``messages:``.
"""
