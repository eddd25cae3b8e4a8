"""Cluster: runs played by the workers of a Dask cluster, in place of processes of this machine."""

import re
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Annotated

import typer

from simulator.views.output.exit_codes import BadInputError

ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):(\d{1,5})")
PATIENCE = "10s"
INSTALL = "uv pip install 'channel-simulator[distributed]'"

Dask = Annotated[
    str | None,
    typer.Option(
        "--dask",
        help="Scheduler of a Dask cluster whose workers play the runs, in place of --jobs processes here.",
        metavar="tcp://HOST:PORT",
    ),
]


@contextmanager
def executor_at(address: str | None) -> Iterator[Executor | None]:
    """Provide the executor of a cluster, or None without an address.

    Raises BadInputError for an address that is none, where no scheduler answers, and without Dask.
    """
    if address is None:
        yield None
        return
    said = ADDRESS.fullmatch(address)
    if said is None or not 0 < int(said[3]) < 2**16:
        raise BadInputError(f"--dask: should be an address such as tcp://HOST:8786, is '{address}'")
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError:
        raise BadInputError(f"--dask: needs Dask, which is not installed; install it by: {INSTALL}") from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as wrong:
        raise BadInputError(f"--dask: no scheduler answers at {address}: {wrong}") from None
    with client:
        yield client.get_executor(pure=False)  # type: ignore[no-untyped-call]
