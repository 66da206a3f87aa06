"""Serves `examples/commune-site/`: a site of its own origin, as a commune's is to the portal.

Standard library only. The pages name the portal as `http://localhost:8000`; whoever asks is
given the address at which it really is.
"""

from __future__ import annotations

import argparse
import io
import os
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

FOLDER = Path(__file__).resolve().parent.parent / "examples" / "commune-site"
WRITTEN = b"http://localhost:8000"


class Pages(SimpleHTTPRequestHandler):
    """The files of the folder. HTML goes out as it is encoded: each page says how itself."""

    def __init__(self, *given: object, portal_url: str, **named: object) -> None:
        self.portal_url = portal_url.rstrip("/").encode()
        super().__init__(*given, directory=str(FOLDER), **named)  # type: ignore[arg-type]

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix != ".html" or not path.is_file():
            return super().send_head()
        body = path.read_bytes().replace(WRITTEN, self.portal_url)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        return io.BytesIO(body)

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        self.send_error(404)

    def log_message(self, format: str, *given: object) -> None:
        """Silent: what matters is printed by the demo."""


def server(host: str, port: int, portal_url: str) -> ThreadingHTTPServer:
    """The site, bound and not yet serving. Port 0 takes a free one."""
    made = ThreadingHTTPServer((host, port), partial(Pages, portal_url=portal_url))
    made.daemon_threads = True
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--portal", required=True, help="the portal's address")
    asked = parser.parse_args()
    with server(asked.host, asked.port, asked.portal) as site:
        site.serve_forever()


if __name__ == "__main__":
    main()
