"""A real browser without a window: one process that opens many pages, and tells what each of them does.

Chromium is driven through two pipes; nothing listens anywhere. Whatever it does not answer in time ends the test.
"""

import base64
import fcntl
import json
import os
import select
import signal
import subprocess
import time

_PATIENCE = 60  # seconds for one answer; only a fault takes so long
_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-extensions", "--no-first-run", "--hide-scrollbars",
    "--remote-debugging-pipe",
)  # fmt: skip
_TOLD = {"Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"}


class Browser:
    """The browser, with one tab. `requests` and `told`: what the page that is open asked for, and complained of."""

    def __init__(self, folder):
        commands, self._commands = os.pipe()
        self._answers, answers = os.pipe()
        given = [fcntl.fcntl(one, fcntl.F_DUPFD, 10) for one in (commands, answers)]
        os.close(commands)
        os.close(answers)
        self._process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{given[0]} 4>&{given[1]}', "bash", "chromium", *_OPTIONS,
             f"--user-data-dir={folder}", "about:blank"],
            pass_fds=given, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True, env={**os.environ, "HOME": str(folder)},
        )  # fmt: skip
        for one in given:
            os.close(one)
        self._read, self._number, self._session = b"", 0, None
        self.requests, self.told = [], []
        try:
            self._take_the_tab()
        except BaseException:
            self.close()
            raise

    def _take_the_tab(self):
        tabs = self.ask("Target.getTargets")["targetInfos"]
        tab = next(one["targetId"] for one in tabs if one["type"] == "page")
        self._session = self.ask("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def close(self):
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(_PATIENCE)
        os.close(self._commands)
        os.close(self._answers)

    # --- what is done with a page

    def open(self, path, width=1280, *, dark=False):
        """Open a file as it is on a screen of this width."""
        self.resize(width, dark=dark)
        self.requests, self.told = [], []
        self.ask("Page.navigate", url=path.as_uri())
        self._until(lambda event: event.get("method") == "Page.loadEventFired")

    def resize(self, width, *, dark=False):
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        light = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[light])

    def on_paper(self, *, dark=False):
        light = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", media="print", features=[light])

    def evaluate(self, script):
        """What a line of script says of the page; the page itself has none and may have none."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def paper(self):
        """The page on paper, as a PDF."""
        return base64.b64decode(self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])

    # --- asking

    def ask(self, method, **parameters):
        self._number += 1
        number, session = self._number, {"sessionId": self._session} if self._session else {}
        asked = {"id": number, "method": method, "params": parameters, **session}
        os.write(self._commands, json.dumps(asked).encode() + b"\0")
        answer = self._until(lambda event: event.get("id") == number)
        assert "error" not in answer, answer
        return answer["result"]

    def _until(self, is_it):
        end = time.monotonic() + _PATIENCE
        while True:
            while b"\0" in self._read:
                one, _, self._read = self._read.partition(b"\0")
                event = json.loads(one)
                self._note(event)
                if is_it(event):
                    return event
            ready, _, _ = select.select([self._answers], [], [], max(end - time.monotonic(), 0))
            assert ready, "the browser does not answer"
            found = os.read(self._answers, 1 << 20)
            assert found, "the browser is gone"
            self._read += found

    def _note(self, event):
        method = event.get("method")
        if method == "Network.requestWillBeSent":
            self.requests.append(event["params"]["request"]["url"])
        elif method in _TOLD:
            self.told.append(event["params"])
