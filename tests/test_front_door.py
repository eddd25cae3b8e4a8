"""The front door: every name leads somewhere, and unknown ones are refused as usual."""

import pytest

import simulator


@pytest.mark.parametrize("name", simulator.__all__)
def test_every_name_leads_somewhere(name):
    """And is listed, and told of in the table of contents."""
    assert getattr(simulator, name) is not None
    assert name in dir(simulator)
    assert name in simulator.__doc__


def test_an_unknown_name_is_refused():
    """As any module does."""
    with pytest.raises(AttributeError, match="no attribute 'sell'"):
        simulator.sell  # noqa: B018
    with pytest.raises(ImportError):
        from simulator import nothing_of_the_kind  # noqa: F401, PLC0415
