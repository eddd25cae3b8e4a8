"""Floor 3: the scenario, everything a run is given. What is not in it does not happen.

What lives here: the schema, loading from YAML with errors that name their place, describing in
sentences, saving. Imports pydantic and ruamel; knows neither Mesa nor any model, policy or metric.
"""
