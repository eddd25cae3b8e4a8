"""What all tests share: modules are kept compiled, so that the processes started are up sooner.

Many machines that test leave bytecode out; each `simulator` then compiles half of what Python knows anew.
"""

import os
import sys
import tempfile
from pathlib import Path

_BYTECODE = Path(tempfile.gettempdir()) / "channel-simulator-tests-bytecode"
sys.dont_write_bytecode = False
sys.pycache_prefix = str(_BYTECODE)
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ["PYTHONPYCACHEPREFIX"] = str(_BYTECODE)
