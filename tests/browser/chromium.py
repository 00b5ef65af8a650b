"""Chromium, driven by the protocol that its own developer tools speak: a browser, its tabs, what a tab saw.

Debian's browser is enough: no driver that has to match its version, no browser of a package's own.
"""

import itertools
import json
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 60  # seconds until an answer of the browser is given up

# The pages are our own and load nothing from elsewhere; root has no sandbox, and containers run as root.
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-extensions",
    "--hide-scrollbars", "--force-color-profile=srgb", "--remote-debugging-port=0",
)  # fmt: skip

# Told by the page itself, before any of its own scripts runs.
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  refused.push(`${event.violatedDirective}: ${event.blockedURI || "inline"}`));
"""


def find_browser() -> str | None:
    """The path of an installed browser; None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@dataclass
class Seen:
    """What a page did while it was loaded and used: addresses asked for, and complaints in the console."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


class Browser:
    """A running Chromium with a profile of its own, which it forgets."""

    def __init__(self, program: str, profile: Path) -> None:
        import websocket  # from requirements-browser.txt, which whoever leaves these tests out has no need of

        self._ends = (OSError, websocket.WebSocketException)
        self._process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={profile}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        port, path = _wait_for(profile / "DevToolsActivePort").split("\n")[:2]
        self._socket = websocket.create_connection(f"ws://127.0.0.1:{port}{path}", suppress_origin=True, timeout=None)
        self._numbers = itertools.count(1)
        self._waiting: dict[int, Future[dict[str, Any]]] = {}
        self._tabs: dict[str, Callable[[str, dict[str, Any]], None]] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._socket.close()

    def send(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        """The browser's answer to one command."""
        number = next(self._numbers)
        answer = self._waiting[number] = Future()
        message = {"id": number, "method": method, "params": parameters}
        self._socket.send(json.dumps(message | ({"sessionId": session} if session else {})))
        return answer.result(PATIENCE)

    @contextmanager
    def tab(self) -> Iterator["Tab"]:
        """A tab with no memory of other tabs: no cache, no cookie."""
        context = self.send("Target.createBrowserContext")["browserContextId"]
        target = self.send("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = Tab(self, session, context)
        self._tabs[session] = tab.hear
        tab.begin()
        yield tab
        self.send("Target.disposeBrowserContext", browserContextId=context)

    def _listen(self) -> None:
        while text := self._read():
            message = json.loads(text)
            if waiting := self._waiting.pop(message.get("id", 0), None):
                if "error" in message:
                    waiting.set_exception(RuntimeError(message["error"]["message"]))
                else:
                    waiting.set_result(message["result"])
            elif hear := self._tabs.get(message.get("sessionId", "")):
                hear(message["method"], message["params"])

    def _read(self) -> str:
        try:
            return str(self._socket.recv())
        except self._ends:
            return ""


class Tab:
    """One page at a time, looked at as a reader with given eyes, screen and settings would."""

    def __init__(self, browser: Browser, session: str, context: str) -> None:
        self._browser, self._session, self._context = browser, session, context
        self._loaded = threading.Event()
        self._script = True
        self.seen = Seen()

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._browser.send(method, self._session, **parameters)

    def begin(self) -> None:
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")
        self.send("Page.addScriptToEvaluateOnNewDocument", source=WATCH)

    def hear(self, method: str, told: dict[str, Any]) -> None:
        """Note what the browser tells unasked."""
        if method == "Page.loadEventFired":
            self._loaded.set()
        elif method == "Network.requestWillBeSent":
            self.seen.requests.append(told["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.seen.complaints.append(str(told["exceptionDetails"].get("exception", told["exceptionDetails"])))
        elif method == "Runtime.consoleAPICalled" and told["type"] in ("error", "warning", "assert"):
            self.seen.complaints.append(str([each.get("value") for each in told["args"]]))
        elif method == "Log.entryAdded" and told["entry"]["level"] in ("error", "warning"):
            self.seen.complaints.append(f"{told['entry']['text']} {told['entry'].get('url', '')}".strip())

    def open(self, address: str) -> None:
        """Load a page and wait until it, its fonts and what moves in it have come to rest."""
        self.seen = Seen()
        self.follow(lambda: self._go_to(address))

    def follow(self, act: Callable[[], object]) -> None:
        """Do what leads to another page, and wait for it."""
        self._loaded.clear()
        act()
        assert self._loaded.wait(PATIENCE), "siden blev aldrig færdig"
        if self._script:
            self.js("document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => done(1))))")

    def _go_to(self, address: str) -> None:
        if failure := self.send("Page.navigate", url=address).get("errorText"):
            raise RuntimeError(f"{address}: {failure}")

    def js(self, expression: str) -> Any:
        """The value of an expression in the page, promises awaited; raises RuntimeError where it fails."""
        answer = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if fault := answer.get("exceptionDetails"):
            raise RuntimeError(fault.get("exception", {}).get("description", fault["text"]))
        return answer["result"].get("value")

    def call(self, function: str, *arguments: Any) -> Any:
        """The value of a function of the page's, written in JavaScript, with arguments from here."""
        return self.js(f"({function})(...{json.dumps(arguments)})")

    def look(self, *, width: int = 1280, height: int = 800, dark: bool = False, **media: str) -> None:
        """A screen of so many CSS pixels, and what the reader's system prefers (`forced_colors="active"`)."""
        features = {"prefers-color-scheme": "dark" if dark else "light"}
        features |= {name.replace("_", "-"): value for name, value in media.items() if name != "medium"}
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )  # fmt: skip
        listed = [{"name": name, "value": value} for name, value in features.items()]
        self.send("Emulation.setEmulatedMedia", media=media.get("medium", ""), features=listed)

    def without_script(self) -> None:
        self._script = False
        self.send("Emulation.setScriptExecutionDisabled", value=True)

    def press(self, key: str, *, shift: bool = False) -> None:
        """One key, as a hand would press it."""
        code, text = KEYS[key]
        pressed = {"key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": 8 if shift else 0}
        self.send("Input.dispatchKeyEvent", type="keyDown", **pressed, **({"text": text} if text else {}))
        self.send("Input.dispatchKeyEvent", type="keyUp", **pressed)

    def write(self, text: str) -> None:
        self.send("Input.insertText", text=text)

    def act(self, expression: str) -> None:
        """Do something in the page as the reader's own doing, which may open files and use the clipboard."""
        self.send("Runtime.evaluate", expression=expression, userGesture=True, awaitPromise=True)

    def permit(self, *permissions: str) -> None:
        """Let the page do what a reader has allowed it, the tab in front."""
        self._browser.send("Browser.grantPermissions", permissions=permissions, browserContextId=self._context)
        self.send("Emulation.setFocusEmulationEnabled", enabled=True)

    def choose_file(self, opens: str, field: str, file: Path) -> None:
        """Choose a file in a dialogue: the element at the selector `opens` opens it, the input at `field` takes it."""
        self.send("Page.setInterceptFileChooserDialog", enabled=True)
        self.act(f"document.querySelector({json.dumps(opens)}).click()")
        element = self.send("Runtime.evaluate", expression=f"document.querySelector({json.dumps(field)})")["result"]
        self.send("DOM.setFileInputFiles", files=[str(file)], objectId=element["objectId"])

    def download(self, act: Callable[[], object], folder: Path) -> Path:
        """The file that comes into an empty folder by doing something."""
        self._browser.send(
            "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder), browserContextId=self._context
        )  # fmt: skip
        act()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for file in folder.iterdir():
                # While it comes, it has another name; at the last moment none of its bytes may be there.
                if (
                    not file.name.endswith((".crdownload", ".tmp"))
                    and not file.name.startswith(".")
                    and file.stat().st_size
                ):
                    return file
            time.sleep(0.02)
        raise RuntimeError("Filen kom aldrig.")

    def cookies(self) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = self._browser.send(
            "Storage.getCookies", browserContextId=self._context
        )["cookies"]  # fmt: skip
        return found

    def accessibility_tree(self) -> Sequence[Mapping[str, Any]]:
        """What a screen reader is told, node by node."""
        nodes: Sequence[Mapping[str, Any]] = self.send("Accessibility.getFullAXTree")["nodes"]
        return nodes

    def picture(self) -> str:
        """What is seen just now, as a PNG in base64."""
        return str(self.send("Page.captureScreenshot", format="png")["data"])


KEYS = {"Tab": (9, ""), "Enter": (13, "\r"), "Escape": (27, ""), " ": (32, " "), "ArrowRight": (39, "")}


def _wait_for(file: Path) -> str:
    """The text of a file that the browser writes when it is ready."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if file.is_file() and (text := file.read_text(encoding="utf-8")).count("\n"):
            return text
        time.sleep(0.05)
    raise RuntimeError("Browseren startede ikke.")
