"""Ask yaml-language-server what it says of scripts, with the schema of `author schema`, as an editor asks it.

    python docs/dev/ask_yaml_server.py yaml-language-server FILE...

The first word starts the server. Each script is opened over LSP; what is wrong is printed with its line.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

Message = dict[str, Any]


class Server:
    """One that was started, and speaks over its pipes."""

    def __init__(self, command: str) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([command, "--stdio"], stdin=pipe, stdout=pipe)  # noqa: S603  as who calls says

    def send(self, **message: Any) -> None:  # noqa: ANN401  what JSON can be
        """Send one message."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def hear(self) -> Message:
        """Return the next message."""
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: Message = json.loads(self._process.stdout.read(length))
        return message

    def hear_of(self, uri: str, settings: Message) -> list[Message]:
        """Answer what it asks until it has said what is wrong with a document."""
        while True:
            heard = self.hear()
            if heard.get("method") == "textDocument/publishDiagnostics" and heard["params"]["uri"] == uri:
                found: list[Message] = heard["params"]["diagnostics"]
                return found
            if heard.get("method") == "workspace/configuration":
                asked = [settings.get(item["section"], {}) for item in heard["params"]["items"]]
                self.send(id=heard["id"], result=asked)
            elif "method" in heard and "id" in heard:
                self.send(id=heard["id"], result=None)

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()


def main(command: str, files: list[str]) -> None:
    """Print what is said of each."""
    with TemporaryDirectory() as folder:
        schema = Path(folder, "selfattach.schema.json")
        words = [sys.executable, "-m", "selfattach", "author", "schema"]
        printed = subprocess.run(words, capture_output=True, check=True)  # noqa: S603  our own
        schema.write_bytes(printed.stdout)
        settings = {"yaml": {"validate": True, "schemas": {schema.as_uri(): "*"}, "schemaStore": {"enable": False}}}
        server = Server(command)
        opening = {"processId": None, "rootUri": None, "capabilities": {"workspace": {"configuration": True}}}
        server.send(id=1, method="initialize", params=opening)
        server.send(method="initialized", params={})
        for path in map(Path, files):
            uri = path.resolve().as_uri()
            document = {"uri": uri, "languageId": "yaml", "version": 1, "text": path.read_text(encoding="utf-8")}
            server.send(method="textDocument/didOpen", params={"textDocument": document})
            found = server.hear_of(uri, settings)
            told = [f"{one['range']['start']['line'] + 1}: {one['message']}" for one in found] or ["nothing"]
            sys.stdout.writelines(f"{path.name}:{one}\n" for one in told)
        server.stop()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
