"""Standard output for the protocol alone: the SDK's core logs to it."""

from __future__ import annotations

import os
import sys
from typing import TextIO


def take_standard_output() -> TextIO:
    """Keep standard output for the caller; what others write goes to standard error."""
    kept = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return kept
