"""Kernels of notebooks: cells are run one by one, and what they show is kept.

Without asyncio, on purpose: its sockets may miss that an answer has come, and then look again only when the
time is over that the cell had, ten minutes later.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager

SHOWN = ("stream", "display_data", "execute_result", "error")
PATIENCE = 300.0
"""How long a cell may take on the busiest machine [seconds]."""


@dataclass
class Shown:
    """What a cell showed."""

    text: str = ""
    """What it printed, and its result as text."""
    kinds: set[str] = field(default_factory=set)
    """Kinds of what it showed, as MIME types."""
    errors: list[str] = field(default_factory=list)
    """What went wrong in it, with its trace."""

    def add(self, message: dict[str, Any]) -> None:
        """Take in a message of the kernel."""
        kind, content = message["msg_type"], message["content"]
        if kind == "stream" and content["name"] == "stdout":
            self.text += content["text"]
        elif kind in ("display_data", "execute_result"):
            self.kinds |= set(content["data"])
            self.text += content["data"].get("text/plain", "")
        elif kind == "error":
            self.errors.append("\n".join(content["traceback"]))


@contextmanager
def kernel(folder: Path) -> Iterator[BlockingKernelClient]:
    """Start a kernel in a folder; end it afterwards, whatever it does."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(folder))
    client = manager.client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=PATIENCE)
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run(client: BlockingKernelClient, source: str) -> Shown:
    """Run one cell and return what it showed."""
    shown = Shown()
    reply = client.execute_interactive(
        source, timeout=PATIENCE, allow_stdin=False, output_hook=shown.add, stop_on_error=True
    )
    assert reply["content"]["status"] == "ok" or shown.errors, reply
    return shown
