"""A real Elasticsearch on this machine: `python -m scripts.elasticsearch serve|obtain`.

The server comes from Maven Central as the project itself publishes it for integration
tests, and runs on Java 17 or newer. Nothing here is for production.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts import maven, servers
from scripts.servers import Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = "8.19.8"
# Half the processor time until it answers, and slower from then on: for a server that lives as
# long as some tests do, not for one that is measured.
QUICK = "-XX:TieredStopAtLevel=1"
ARTEFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
START_SECONDS = 240


def obtain() -> Path:
    """The unpacked distribution, downloaded the first time. Raises Unavailable."""
    tools = maven.tools_dir()
    home = tools / f"elasticsearch-{VERSION}"
    with maven.one_at_a_time(tools):
        if not (home / "complete").exists():
            shutil.rmtree(home, ignore_errors=True)
            _unpack(_download(tools), tools)
            (home / "complete").touch()
    return home


def _download(tools: Path) -> Path:
    archive = f"elasticsearch-{VERSION}.zip"
    if not (tools / archive).exists():
        print(f"Downloading Elasticsearch {VERSION} with Maven (100 MB, once)", flush=True)
    return maven.fetch(ARTEFACT, archive, tools)


def _unpack(archive: Path, tools: Path) -> None:
    try:
        with zipfile.ZipFile(archive) as file:
            file.extractall(tools)
    except zipfile.BadZipFile as error:
        archive.unlink()
        raise Unavailable(f"{archive} was damaged and is deleted: try again") from error
    home = tools / f"elasticsearch-{VERSION}"
    for script in (home / "bin").iterdir():
        script.chmod(0o755)
    # The archive itself is not needed again, and is as large as what came out of it.
    archive.unlink()


def java_home() -> Path:
    """The Java to run on: JAVA_HOME or the one on PATH, 17 or newer. Raises Unavailable."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin" if home else None)
    if not java:
        raise Unavailable("Java 17 is needed: apt install default-jre-headless")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if not version or int(version[1]) < 17:
        raise Unavailable(f"Java 17 is needed, {java} is older: apt install default-jre-headless")
    return Path(java).resolve().parent.parent


@dataclass(frozen=True)
class Membership:
    """A node's place in a cluster: its name, and every node's transport port by its name."""

    name: str
    transports: Mapping[str, int]

    def settings(self) -> dict[str, Any]:
        return {
            "node.name": self.name,
            "transport.port": self.transports[self.name],
            "discovery.seed_hosts": [f"127.0.0.1:{port}" for port in self.transports.values()],
            "cluster.initial_master_nodes": list(self.transports),
        }


class Elasticsearch:
    """A node on the loopback interface, without security, in its own folder.

    Alone, unless it is given its place in a cluster.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int | None = None,
        heap: str = "512m",
        member: Membership | None = None,
        quick: bool = False,
    ) -> None:
        self.folder = folder
        self.options = f"-Xms{heap} -Xmx{heap}{f' {QUICK}' if quick else ''}"
        self.port = port or servers.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._member = member
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when the node answers. Raises Unavailable, with the reason from its log."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Starts the process and does not wait for it."""
        home, java = obtain(), java_home()
        config = self._configure(home)
        environment = {
            "PATH": os.environ["PATH"],
            "ES_JAVA_HOME": str(java),
            "ES_PATH_CONF": str(config),
            "ES_JAVA_OPTS": self.options,
            "ES_TMPDIR": str(servers.own_folder(self.folder / "tmp")),
            "HOME": str(self.folder),
        }
        output = (self.folder / "output.log").open("wb")
        self._process = subprocess.Popen(
            servers.unprivileged([str(home / "bin" / "elasticsearch")]),
            env=environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def wait(self) -> None:
        """Returns when the node answers. Raises Unavailable, with the reason from its log."""
        if not servers.wait_until(self.answers, self.is_alive, seconds=START_SECONDS):
            self.stop()
            raise Unavailable(f"Elasticsearch did not start: {self._last_words()}")

    def _configure(self, home: Path) -> Path:
        servers.own_folder(self.folder)
        config = servers.own_folder(self.folder / "config")
        for name in ("jvm.options", "log4j2.properties"):
            shutil.copyfile(home / "config" / name, config / name)
        alone = {"discovery.type": "single-node", "transport.port": servers.free_port()}
        settings = {
            "cluster.name": "dong-hoi-cms",
            "network.host": "127.0.0.1",
            "http.port": self.port,
            "path.data": str(servers.own_folder(self.folder / "data")),
            "path.logs": str(servers.own_folder(self.folder / "logs")),
            "xpack.security.enabled": False,
            # A laptop's disk is often fuller than a server's may be.
            "cluster.routing.allocation.disk.threshold_enabled": False,
            **(self._member.settings() if self._member else alone),
        }
        lines = [f"{key}: {json.dumps(value)}\n" for key, value in settings.items()]
        (config / "elasticsearch.yml").write_text("".join(lines))
        return config

    def answers(self, wait_for: str = "wait_for_status=yellow&timeout=1s") -> bool:
        health = f"{self.url}/_cluster/health?{wait_for}"
        try:
            with urllib.request.urlopen(health, timeout=3) as response:  # noqa: S310
                return bool(response.status == 200)
        except OSError:
            return False

    @property
    def pid(self) -> int:
        """Of the process that was started; 0 before."""
        return self._process.pid if self._process else 0

    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        if self._process:
            servers.stop_group(self._process)

    def kill(self) -> None:
        """As a power cut would end it: nothing is written any more."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _last_words(self) -> str:
        text = (self.folder / "output.log").read_text(errors="replace")
        telling = [line for line in text.splitlines() if "rror" in line or "ERROR" in line]
        return (telling or text.splitlines() or ["it said nothing"])[-1][:300]


class Cluster:
    """Several nodes on one machine that form a real cluster."""

    def __init__(
        self, folder: Path, *, nodes: int = 3, heap: str = "256m", quick: bool = False
    ) -> None:
        transports = {f"node-{number}": servers.free_port() for number in range(1, nodes + 1)}
        self.nodes = [
            Elasticsearch(
                folder / name, heap=heap, quick=quick, member=Membership(name, transports)
            )
            for name in transports
        ]
        self.url = ",".join(node.url for node in self.nodes)

    def start(self) -> None:
        """Returns when the nodes have found one another. Raises Unavailable."""
        try:
            for node in self.nodes:
                node.launch()
            for node in self.nodes:
                node.wait()
            self.wait_for("green")
        except Unavailable:
            self.stop()
            raise

    def wait_for(self, status: str) -> None:
        """Returns when every living node is in and the shards are so. Raises Unavailable."""
        alive = [node for node in self.nodes if node.is_alive()]
        asked = f"wait_for_status={status}&wait_for_nodes={len(alive)}&timeout=1s"
        if not servers.wait_until(
            lambda: alive[0].answers(asked), alive[0].is_alive, seconds=START_SECONDS
        ):
            raise Unavailable(f"The cluster of {len(alive)} nodes did not become {status}")

    def stop(self) -> None:
        for node in self.nodes:
            node.stop()


def folder_in(data_dir: Path) -> Path:
    """Where the demo's node lives: in DATA_DIR, if the user it runs as can get there."""
    if servers.is_root() and not servers.is_reachable_by_others(data_dir):
        return maven.tools_dir() / "nodes" / re.sub(r"\W+", "-", str(data_dir)).strip("-")
    return data_dir / "elasticsearch"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.elasticsearch", description=__doc__)
    parser.add_argument("action", choices=["obtain", "serve"])
    parser.add_argument("--folder", type=Path, help="data, configuration and logs of the node")
    parser.add_argument("--port", type=int)
    parser.add_argument("--ready", type=Path, help="a file that will hold the address")
    parser.add_argument("--while-pid", type=int, help="stop when this process has ended")
    parser.add_argument("--quick", action="store_true", help="begin sooner, be slower later")
    options = parser.parse_args(arguments)
    if options.action == "serve":
        if not options.folder:
            parser.error("serve needs --folder")
        server = Elasticsearch(options.folder.resolve(), port=options.port, quick=options.quick)
        return servers.keep(server, ready=options.ready, while_pid=options.while_pid)
    try:
        java_home()
        print(obtain())
    except Unavailable as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
