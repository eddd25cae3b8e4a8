"""The room of metrics: questions put to a ledger, one a file.

What lives here: functions on the shelf `METRICS` that read a ledger and answer a number, or one for each
outlet, week, … . To add one: a new file, no other edit (`simulator.ledger.metric` says how). A metric may
import the ledger, domain, mechanisms, ground, numpy and pandas; it never meets an agent.
"""
