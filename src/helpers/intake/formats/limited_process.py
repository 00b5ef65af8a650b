"""A reader of foreign files in a process of its own, with limited memory and time: what goes down there goes alone."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from helpers.intake.export import refuse

SECONDS = 120
MEMORY = 2_000_000_000


def read_in_process(script: Path, data: bytes, suffix: str, path: Path, damaged: str) -> Any:
    """What the script writes as JSON when it is given the bytes as a file; `damaged` is told where it fails.

    The file has a new name in a folder of its own, and the script imports nothing of ours.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"export{suffix}"
        file.write_bytes(data)
        try:
            # -P: the modules beside the script must not stand in for Python's own of the same name.
            ran = subprocess.run(
                [sys.executable, "-P", "-W", "ignore", str(script), str(file), str(MEMORY)],
                capture_output=True, timeout=SECONDS, check=True,
            )  # fmt: skip
            return json.loads(ran.stdout)
        except subprocess.TimeoutExpired as error:
            raise refuse(path, f"Filen kunne ikke læses på {SECONDS} sekunder. {damaged}") from error
        except (subprocess.SubprocessError, ValueError) as error:
            raise refuse(path, damaged) from error
