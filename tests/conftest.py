"""What all tests share: modules are kept compiled, and processes that are started can be interrupted.

Many machines that test leave bytecode out; each `simulator` then compiles half of what Python knows anew.
Whoever starts the tests in the background of a shell hands down that interrupts are ignored; kernels of
notebooks, which are told by one to stop, would then never do so.
"""

import os
import signal
import sys
import tempfile
from pathlib import Path

_BYTECODE = Path(tempfile.gettempdir()) / "channel-simulator-tests-bytecode"
sys.dont_write_bytecode = False
sys.pycache_prefix = str(_BYTECODE)
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ["PYTHONPYCACHEPREFIX"] = str(_BYTECODE)

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
