"""Floor 10: the views, what people see. They read comparisons and ledgers, and change nothing.

What lives here: the command line, tables and sentences for the terminal, tidy data, the folder of
results. Whatever is slow to import is imported by the command that needs it.
"""
