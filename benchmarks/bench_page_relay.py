"""Counts the bytes of a websocket as they cross the wire, headers and all.

The browser reports a message as it is once unpacked; what a reader's connection has to
carry is what the server wrote to it.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

STREAM = b"/_stcore/stream"


class Relay:
    """Stands between browser and server; `n_received` grows by what the page gets."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._target = (parts.hostname or "", parts.port or 0)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}/"
        self.n_received = 0

    def run(self) -> None:
        """Take connections until closed."""
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._connect, args=(client,), daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _connect(self, client: socket.socket) -> None:
        server = socket.create_connection(self._target)
        first = client.recv(65536)
        server.sendall(first)
        is_stream = STREAM in first.split(b"\r\n", 1)[0]
        up = threading.Thread(target=_pump, args=(client, server), daemon=True)
        up.start()
        for chunk in _pump_counted(server, client):
            self.n_received += chunk if is_stream else 0


def _pump(source: socket.socket, target: socket.socket) -> None:
    for _ in _pump_counted(source, target):
        pass


def _pump_counted(source: socket.socket, target: socket.socket) -> Iterator[int]:
    try:
        while chunk := source.recv(65536):
            target.sendall(chunk)
            yield len(chunk)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        source.close()
        target.close()


@contextmanager
def relayed(address: str) -> Iterator[Relay]:
    """Yield a relay to a server."""
    relay = Relay(address)
    threading.Thread(target=relay.run, daemon=True).start()
    try:
        yield relay
    finally:
        relay.close()
