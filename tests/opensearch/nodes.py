"""Real OpenSearch nodes on 127.0.0.1, as processes of their own that end with the tests.

The jars come from Maven Central (`pom.xml`); `make test-opensearch` copies them into build/opensearch/lib, and compiles
the class that starts a node.
"""

import contextlib
import json
import os
import socket
import subprocess
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
JARS = Path(os.environ.get("OPENSEARCH_TEST_JARS", HERE.parent.parent / "build" / "opensearch" / "lib"))
CLASSES = JARS.parent / "classes"
START_SECONDS = 240
HEAP = "512m"
#: A node of the tests lives for minutes: to compile its code well takes longer than to run it as it is.
QUICKLY = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Node:
    """One node: its name, its folder and its ports."""

    name: str
    home: Path
    http: int = field(default_factory=free_port)
    transport: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http}"

    def start(self, others: "list[Node]") -> None:
        """Start the process; `others` are all nodes of the cluster."""
        (self.home / "config").mkdir(parents=True, exist_ok=True)
        settings = {
            "cluster.name": "loopback",
            "node.name": self.name,
            "path.home": self.home,
            "path.repo": self.home / "snapshots",
            "network.host": "127.0.0.1",
            "http.port": self.http,
            "transport.port": self.transport,
            "http.type": "netty4",
            "transport.type": "netty4",
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{one.transport}" for one in others),
            "cluster.initial_cluster_manager_nodes": ",".join(one.name for one in others),
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            "node.store.allow_mmap": "false",
        }
        words = ["java", f"-Xms{HEAP}", f"-Xmx{HEAP}", *QUICKLY, "-cp", f"{CLASSES}:{JARS}/*", "LoopbackNode"]
        log = (self.home / "node.log").open("ab")
        with log:
            self.process = subprocess.Popen(
                [*words, *(f"{name}={value}" for name, value in settings.items())],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def says(self, path: str) -> bool:
        """Whether the node answers, and what it was asked to wait for is so. Fails if its process ended."""
        assert self.process is not None
        assert self.process.poll() is None, (self.home / "node.log").read_text()[-3000:]
        try:
            with urllib.request.urlopen(self.url + path, timeout=10) as answer:
                return not json.load(answer)["timed_out"]
        except OSError:
            time.sleep(0.1)
            return False

    def kill(self) -> None:
        """End the process at once, as a power cut does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            assert self.process.stdin is not None
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.close()
            self.process = None


class Nodes:
    """A cluster of the tests."""

    def __init__(self, home: Path, count: int) -> None:
        assert any(JARS.glob("opensearch-2*.jar")), f"there are no jars in {JARS}; run: make test-opensearch"
        self.nodes = [Node(f"n{number}", home / f"n{number}") for number in range(count)]

    @classmethod
    def running(cls, url: str) -> "Nodes":
        """A node that runs already, and goes on."""
        nodes = cls.__new__(cls)
        nodes.nodes = [Node("running", Path(), http=int(url.rpartition(":")[2]))]
        return nodes

    @property
    def urls(self) -> tuple[str, ...]:
        return tuple(node.url for node in self.nodes)

    def start(self) -> "Nodes":
        for node in self.nodes:
            node.start(self.nodes)
        self.wait(len(self.nodes))
        return self

    def wait(self, count: int, status: str = "yellow", seconds: float = START_SECONDS) -> None:
        """Wait until each node that runs says that so many have met, with a health of at least `status`. One alone may
        not know yet that another was lost."""
        end = time.monotonic() + seconds
        path = f"/_cluster/health?wait_for_nodes={count}&wait_for_status={status}&timeout=1s"
        while time.monotonic() < end:
            if all(node.says(path) for node in self.nodes if node.process is not None):
                return
        raise AssertionError(f"{count} nodes did not meet within {seconds} s")

    def stop(self) -> None:
        for node in self.nodes:
            node.kill()
