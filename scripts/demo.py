"""`make run`: prepares the demo's data, starts its processes, and prints where to look.

Standard library only. `python -m scripts.demo check` runs before anything is installed.
"""

from __future__ import annotations

import fcntl
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts import elasticsearch, servers
from scripts.supervisor import Child, Supervisor, say

ROOT = Path(__file__).resolve().parent.parent
ANY_HOST = {"0.0.0.0", "::", ""}  # noqa: S104
START_SECONDS = 180


class Refused(Exception):
    """The demo cannot start; the message is one line that says what to do."""


@dataclass(frozen=True)
class Options:
    """What the person who typed `make run` asked for."""

    host: str
    port: int
    data_dir: Path
    search: str
    elasticsearch_url: str
    portal_url: str
    commune_port: int

    @property
    def bind(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def commune_url(self) -> str:
        """The address of the example of a commune's site: another origin than the portal's."""
        return f"http://{_name_of(self.host)}:{self.commune_port}"


def options_from(environ: Mapping[str, str]) -> Options:
    """Raises Refused for a value that nobody can mean."""
    port = _port_from(environ, "PORT", 8000)
    search = environ.get("SEARCH") or "embedded"
    if search not in {"embedded", "elasticsearch"}:
        raise Refused(f"SEARCH must be embedded or elasticsearch, not {search}")
    host = environ.get("HOST") or "127.0.0.1"
    return Options(
        host=host,
        port=port,
        data_dir=Path(environ.get("DATA_DIR") or ROOT / "var").resolve(),
        search=search,
        elasticsearch_url=environ.get("ELASTICSEARCH_URL", "").rstrip("/"),
        portal_url=environ.get("PORTAL_URL") or f"http://{_name_of(host)}:{port}",
        commune_port=_port_from(environ, "COMMUNE_PORT", port + 1 if port < 65535 else port - 1),
    )


def _port_from(environ: Mapping[str, str], name: str, usual: int) -> int:
    """Raises Refused."""
    given = environ.get(name) or str(usual)
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise Refused(f"{name} must be a number from 1 to 65535, not {given}")
    return int(given)


def _name_of(host: str) -> str:
    """What the host is called in addresses."""
    name = "localhost" if host in ANY_HOST | {"127.0.0.1", "::1"} else host
    return f"[{name}]" if ":" in name else name


def check_port(options: Options) -> None:
    """Raises Refused when another program listens there, or the host is not this machine's."""
    try:
        _try_to_listen(options.host, options.port)
    except PermissionError:
        raise Refused(f"Port {options.port} is for root only: try PORT=8000") from None
    except (socket.gaierror, UnicodeError):
        raise Refused(f"HOST={options.host} is not a name or address of this machine") from None
    except OSError as error:
        if error.errno == 98:
            free = options.port + 1 if options.port < 65535 else 8000
            raise Refused(
                f"Port {options.port} is taken by another program: stop it, or try "
                f"make run PORT={free}"
            ) from None
        raise Refused(f"Cannot listen on {options.bind}: {error.strerror}") from None


def _try_to_listen(host: str, port: int) -> None:
    """Raises OSError."""
    family, *_, address = socket.getaddrinfo(host, port, flags=socket.AI_PASSIVE)[0]
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)


def hold(data_dir: Path) -> object:
    """Keeps a second demo out of the same folder. Hold on to what it returns."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = (data_dir / "run.lock").open("w")
    except OSError as error:
        raise Refused(f"DATA_DIR={data_dir} cannot be written: {error.strerror}") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refused(
            f"The demo already runs on {data_dir}: stop it, or name another DATA_DIR"
        ) from None
    return lock


def environment_for(options: Options) -> dict[str, str]:
    given = {
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "settings.local"),
        "DATA_DIR": str(options.data_dir),
        "PORTAL_URL": options.portal_url,
        "SEARCH_ENGINE": options.search,
        "ELASTICSEARCH_URL": options.elasticsearch_url,
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(ROOT),
    }
    return {**os.environ, **given}


def start_elasticsearch(options: Options, supervisor: Supervisor) -> str:
    """The address of the one that was named, or of one started here. Raises Refused."""
    if options.elasticsearch_url:
        if not _answers(f"{options.elasticsearch_url}/_cluster/health"):
            raise Refused(f"No Elasticsearch answers at {options.elasticsearch_url}")
        return options.elasticsearch_url
    say("Starting Elasticsearch (about 15 seconds)")
    ready = options.data_dir / "elasticsearch.ready"
    ready.unlink(missing_ok=True)
    port = servers.free_port()
    command = [sys.executable, "-m", "scripts.elasticsearch", "serve", f"--ready={ready}"]
    command += [f"--folder={elasticsearch.folder_in(options.data_dir)}", f"--port={port}"]
    child = supervisor.add("Elasticsearch", command, environment_for(options))
    while not ready.exists() and child.code is None:
        time.sleep(0.2)
    said = ready.read_text() if ready.exists() else "error: it ended without a word"
    if said.startswith("error:"):
        supervisor.children.remove(child)
        raise Refused(said.removeprefix("error: "))
    return said


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310
            return bool(response.status < 500)
    except urllib.error.HTTPError as error:
        return error.code < 500
    except (OSError, ValueError):
        return False


def start_all(options: Options, supervisor: Supervisor) -> None:
    """Prepares the data and starts the web server and the workers. Raises Refused."""
    environment = environment_for(options)
    if options.search == "elasticsearch":
        environment["ELASTICSEARCH_URL"] = start_elasticsearch(options, supervisor)
    python = sys.executable
    if supervisor.run_to_end("preparation", [python, "-m", "scripts.prepare"], environment):
        raise Refused("The demo's data could not be prepared: the reason stands above")
    web = [python, "-m", "gunicorn", "settings.wsgi:application", f"--bind={options.bind}"]
    web += ["--workers=2", "--threads=4", "--graceful-timeout=5", "--log-level=warning"]
    web += [f"--chdir={ROOT}", "--no-control-socket"]
    manage = [python, str(ROOT / "manage.py")]
    server = supervisor.add("The web server", web, environment)
    supervisor.add("The worker", [*manage, "run_worker"], environment)
    _wait_for(options, server)


def start_commune_site(options: Options, supervisor: Supervisor) -> str:
    """Serves the example of a commune's site; returns its address, or why there is none.

    The portal does not need it, so that a taken port stops nothing.
    """
    try:
        _try_to_listen(options.host, options.commune_port)
    except OSError:
        return f"(port {options.commune_port} is taken: COMMUNE_PORT=… names another)"
    command = [sys.executable, "-m", "scripts.commune_site", f"--host={options.host}"]
    command += [f"--port={options.commune_port}", f"--portal={options.portal_url}"]
    supervisor.add("The commune site", command, environment_for(options))
    return f"{options.commune_url}/"


def _wait_for(options: Options, server: Child) -> None:
    host = "127.0.0.1" if options.host in ANY_HOST else options.host
    here = f"http://{f'[{host}]' if ':' in host else host}:{options.port}/"
    end = time.monotonic() + START_SECONDS
    while not _answers(here):
        if time.monotonic() > end or server.code is not None:
            raise Refused(f"The portal does not answer at {here}: the reason stands above")
        time.sleep(0.2)


def tell(options: Options, commune_site: str) -> None:
    """Prints where everything is."""
    url = options.portal_url
    secret = options.data_dir / "admin-password"
    password = secret.read_text().strip() if secret.exists() else "(the one that you chose)"
    print(
        f"""
  Portal             {url}/
  Search             {url}/tim-kiem/
  Admin              {url}/admin/      user: admin   password: {password}
  API                {url}/api/v1/
  API documentation  {url}/api/v1/docs/
  Embed builder      {url}/nhung/
  A commune's site   {commune_site}

  Search engine: {options.search}.  Data: {options.data_dir}
  Ctrl-C stops everything.
""",
        flush=True,
    )


def run(options: Options) -> int:
    supervisor = Supervisor()
    supervisor.listen()
    try:
        check_port(options)
        lock = hold(options.data_dir)
        start_all(options, supervisor)
        tell(options, start_commune_site(options, supervisor))
        code = supervisor.watch()
        del lock
        return code
    finally:
        supervisor.stop()


def main(arguments: list[str]) -> int:
    try:
        options = options_from(os.environ)
        if arguments == ["check"]:
            check_port(options)
            return 0
        return run(options)
    except Refused as refusal:
        say(f"error: {refusal}")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
