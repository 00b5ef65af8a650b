"""JupyterLab on the chapters at work, in an environment of its own, set so that it saves no numbers."""

import subprocess
import sys
from pathlib import Path

from helpers.base.errors import VaerestederError
from helpers.base.paths import NOTEBOOKS, ROOT

SETTINGS = Path(__file__).with_name("jupyter_server_config.py")
ENVIRONMENT = ROOT / ".venv-lab"


def lab_command(*options: str) -> list[str]:
    """The command that opens JupyterLab. Raises VaerestederError where its environment is not there."""
    places = [ENVIRONMENT / "bin" / "jupyter-lab", ENVIRONMENT / "Scripts" / "jupyter-lab.exe"]
    program = next((place for place in places if place.is_file()), None)
    if program is None:
        pip = places[0].with_name("pip") if sys.platform != "win32" else places[1].with_name("pip.exe")
        raise VaerestederError(
            f"JupyterLab er ikke installeret i {ENVIRONMENT}. Kør make lab, eller skriv:\n"
            f'"{sys.executable}" -m venv "{ENVIRONMENT}"\n'
            f'"{pip}" install --require-hashes -r requirements-lab.txt'
        )
    return [str(program), f"--config={SETTINGS}", *options, str(NOTEBOOKS)]


def kernel_command(environment: Path) -> list[str]:
    """The command by which the Python that runs the program becomes the kernel of an environment."""
    return [sys.executable, "-m", "ipykernel", "install", "--prefix", str(environment), "--display-name", "Væresteder"]


def open_lab() -> int:
    """The exit code of JupyterLab, when it is closed. Its kernel is the Python that runs the program."""
    command = lab_command()
    subprocess.run(kernel_command(ENVIRONMENT), check=True, stdout=subprocess.DEVNULL)
    return subprocess.run(command, check=False).returncode
