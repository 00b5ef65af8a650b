"""A disk that is full or can only be read, another user, no home: Danish, no traceback, and nothing lost."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from trust.attacked import Attacked

pytestmark = pytest.mark.trust
PROGRAM = [sys.executable, "-c", "from helpers.cli.commands import main; main()"]


def can_mount() -> bool:
    """Whether a namespace of one's own can have disks of its own."""
    if shutil.which("unshare") is None:
        return False
    tried = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "/mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


needs_mount = pytest.mark.skipif(not can_mount(), reason="no disk can be mounted here")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    made = Attacked(tmp_path_factory.mktemp("fuld") / "projekt")
    made.learn((1,))
    return made


def within(project: Attacked, prepare: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the program in a namespace in which something was done first; `$B` is the folder of books."""
    script = f'{prepare} && shift && exec "$@"'
    return subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", "", *PROGRAM, *arguments],
        cwd=project.folder,
        env={**project.environment(), "B": str(project.folder / "_build"), "D": str(project.data)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def assert_told(ran: subprocess.CompletedProcess[str], *words: str) -> None:
    said = ran.stdout + ran.stderr
    assert ran.returncode == 3, said
    assert any(word in said for word in words), said
    for english in ("Traceback", "No space", "Permission denied", "Read-only", "WARNING", "Errno"):
        assert english not in said


@needs_mount
@pytest.mark.parametrize("size", ["16k", "64k", "256k", "512k", "1m", "1200k"])
def test_a_full_disk_is_told_at_whatever_step_it_is_full(project: Attacked, size: str) -> None:
    work = project.work_of_people
    assert_told(within(project, f"mount -t tmpfs -o size={size} tmpfs $B", "build", "2024"), "Disken er fuld")
    assert project.work_of_people == work
    assert project.book == project.known[1]


# What fills a folder to the brim but for so many bytes: its content goes on a disk of its own.
FULL = (
    'cp -a "$F" "$T/rest" && mount -t tmpfs -o size=64m tmpfs "$F" && cp -a "$T/rest/." "$F" && '
    'head -c $(( $(df --output=avail -B1 "$F" | tail -1) - {left} )) /dev/zero > "$F/fyld"'
)
EXPORT = "Hvilken kommune ligger værestedet i?;Hvor mange timer?\nOdense;37,5\n"
# Each command that writes, and the folder that it writes in.
WRITING = {
    "new": ("data", "new", "2026", "--data", "svar.csv"),
    "publish": ("data", "publish", "2024", "--reason", "Et tal er rettet."),
    "review": ("data", "review", "2024", "--laest", "alle"),
    "notebooks": ("notebooks", "notebooks"),
    "check": ("ud", "check", "2026", "--data", "svar.csv", "--out", "ud"),
    "gem": ("ud", "gem", "2024", "ud/pakke.zip"),
    "template": ("ud", "template", "2026", "ud/skema.xlsx"),
    "site": ("_build", "site"),
    "compare": ("_build", "compare", "2024", "2026"),
}


@needs_mount
@pytest.mark.parametrize("left", [0, 8192])
@pytest.mark.parametrize("command", list(WRITING))
def test_each_command_that_writes_tells_of_a_full_disk(
    project: Attacked, command: str, left: int, tmp_path: Path
) -> None:
    where, *given = WRITING[command]
    (project.folder / "svar.csv").write_text(EXPORT, encoding="utf-8")
    (project.folder / "ud").mkdir(exist_ok=True)
    record = project.data / "2024" / "facts.csv"
    published = record.read_text(encoding="utf-8")
    if command == "publish":
        record.write_text(published.replace("kommunal,39", "kommunal,38"), encoding="utf-8")
    if command == "compare":
        project.add_edition("2026")
    try:
        before = project.work_of_people
        full = f'export F="{project.folder / where}" T="{tmp_path}" && {FULL.format(left=left)}'
        ran = within(project, full, *given)
        said = ran.stdout + ran.stderr
        assert "Traceback" not in said
        # A little room is enough for some, and a review that finds nothing writes nothing.
        assert ran.returncode == 3 or (ran.returncode in (0, 1) and "No space" not in said), said
        if ran.returncode == 3:
            assert_told(ran, "Disken er fuld")
        assert left or ran.returncode == 3 or command == "review", said
        assert project.work_of_people == before
    finally:
        record.write_text(published, encoding="utf-8")
        shutil.rmtree(project.data / "2026", ignore_errors=True)


@needs_mount
def test_books_on_a_disk_of_their_own(tmp_path: Path) -> None:
    """What is put in its place at one moment has to lie on the same disk before."""
    project = Attacked(tmp_path / "projekt")
    (project.folder / "svar.csv").write_text(EXPORT, encoding="utf-8")
    (project.folder / "_build").mkdir()
    read = "vaeresteder new 2026 --data svar.csv"
    # The year before is frozen once somebody has said that it is the right file, of few columns as it is.
    said = "sed -i \"s/^rigtig_fil: ''/rigtig_fil: ja/\" data/2026/mapping.yml"
    built = "vaeresteder build 2024"
    script = " && ".join([built, built, read, said, read, built, "vaeresteder site"])
    shell = f"vaeresteder() {{ '{PROGRAM[0]}' -c '{PROGRAM[2]}' \"$@\"; }}; mount -t tmpfs tmpfs $B && {script}"
    ran = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", shell],
        cwd=project.folder,
        env={**project.environment(), "B": str(project.folder / "_build")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (project.data / "2024" / "notebooks" / "_toc.yml").is_file()
    assert not (project.data / "2024" / ".kapitler").exists()


@needs_mount
def test_a_disk_that_can_only_be_read_is_told(project: Attacked) -> None:
    project.set_version(2)
    read_only = "mount --bind $B $B && mount -o remount,bind,ro $B"
    assert_told(within(project, read_only, "build", "2024"), "Disken kan kun læses")
    data = "mount --bind $D $D && mount -o remount,bind,ro $D"
    (project.folder / "svar.csv").write_text(EXPORT, encoding="utf-8")
    for command in (("publish", "2024"), ("new", "2026", "--data", "svar.csv")):
        assert_told(within(project, data, *command), "Disken kan kun læses")
    assert project.book == project.known[1]


def powerless() -> list[str]:
    """What a command is begun with so that it may do no more than others: root may write everywhere."""
    return ["setpriv", "--bounding-set", "-all", "--inh-caps", "-all"] if os.geteuid() == 0 else []


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("setpriv"), reason="rights cannot be given up here")
def test_no_access_is_told(project: Attacked) -> None:
    project.set_version(2)
    work, folders = project.work_of_people, [path for path in project.folder.rglob("*") if path.is_dir()]
    try:
        for folder in folders:
            folder.chmod(0o555)
        for command in (("build", "2024"), ("publish", "2024"), ("site",)):
            ran = subprocess.run(
                [*powerless(), *PROGRAM, *command],
                cwd=project.folder,
                env=project.environment(),
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            assert_told(ran, "Der er ikke adgang")
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert project.work_of_people == work
    assert project.book == project.known[1]


def test_without_a_home_a_book_is_built_and_an_export_is_told_where_its_key_goes(tmp_path: Path) -> None:
    project = Attacked(tmp_path / "projekt")
    homeless = {**project.environment(), "HOME": "/dev/null/hjem"}
    homeless.pop("VAERESTEDER_KEY", None)
    ran = subprocess.run(
        [*PROGRAM, "build", "2024"],
        cwd=project.folder,
        env=homeless,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    export = "Hvad hedder værestedet?;Hvilken kommune ligger værestedet i?\nHuset;Odense\n"
    (project.folder / "svar.csv").write_text(export, encoding="utf-8")
    ran = subprocess.run(
        [*PROGRAM, "new", "2026", "--data", "svar.csv"],
        cwd=project.folder,
        env=homeless,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in ran.stdout + ran.stderr
    assert ran.returncode in (0, 1)
