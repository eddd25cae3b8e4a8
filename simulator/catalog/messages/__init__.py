"""Messages: emphasis over benefits, one message a file.

Entries of the registry `MESSAGES`, each a `Message` under the name that scenarios use.
To add one: a new file here. They dwell on benefits by the names of worlds that name none of their own
(`domain/product/benefits.py`); other worlds write messages in their words under ``messages:``, as any may.
"""
