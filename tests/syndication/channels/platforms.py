"""Servers of our own that speak as the platforms document it, and what is on them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Asked:
    """One question that reached the platform."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def fields(self) -> dict[str, Any]:
        if "json" in self.headers.get("content-type", ""):
            return dict(json.loads(self.body or b"{}"))
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}


Reply = tuple[int, dict[str, Any]] | tuple[int, dict[str, Any], dict[str, str]] | None


@dataclass
class PlatformServer:
    """A platform: `posts` by number, what it was asked, and what goes wrong next.

    `failing` is taken from its front: a function in place of the platform's own answer. One that
    returns `None` has the connection cut without a word.
    """

    answer: Callable[[PlatformServer, Asked], Reply]
    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    failing: list[Callable[[PlatformServer, Asked], Reply]] = field(default_factory=list)
    url: str = ""
    number: int = 100

    def next_number(self) -> str:
        self.number += 1
        return str(self.number)

    def lose_the_answer(self) -> None:
        """Do the next thing that is asked, and cut the connection before saying so."""
        self.failing.append(lambda server, asked: server.answer(server, asked) and None)

    def cut_before_doing(self) -> None:
        self.failing.append(lambda server, asked: None)

    def say(self, status: int, **said: Any) -> None:
        self.failing.append(lambda server, asked: (status, said))


@contextmanager
def served(answer: Callable[[PlatformServer, Asked], Reply]) -> Iterator[PlatformServer]:
    platform = PlatformServer(answer)

    class Handler(BaseHTTPRequestHandler):
        def _any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            split = urlsplit(self.path)
            asked = Asked(
                self.command,
                split.path.lstrip("/"),
                {name: values[0] for name, values in parse_qs(split.query).items()},
                {name.lower(): value for name, value in self.headers.items()},
                self.rfile.read(length),
            )
            platform.asked.append(asked)
            act = platform.failing.pop(0) if platform.failing else platform.answer
            reply = act(platform, asked)
            if reply is None:
                self.close_connection = True
                return
            status, said, *more = reply
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            for name, value in (more[0] if more else {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = _any

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    platform.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield platform
    finally:
        server.shutdown()
        server.server_close()


def facebook(platform: PlatformServer, asked: Asked) -> Reply:
    """The Graph API of one page, number 1."""
    sent = {**asked.query, **asked.fields} if asked.method != "GET" else asked.query
    if sent.get("access_token") != "good":
        return 400, {"error": {"message": "Session has expired", "code": 190}}
    if asked.method == "GET":
        data = [{"id": number, **post} for number, post in platform.posts.items()]
        return 200, {"data": data}
    if asked.method == "DELETE":
        if platform.posts.pop(asked.path, None) is None:
            return 400, {"error": {"code": 100, "error_subcode": 33, "message": "No object"}}
        return 200, {"success": True}
    if asked.path in ("1/feed", "1/photos"):
        number = f"1_{platform.next_number()}"
        platform.posts[number] = {
            "message": sent.get("message") or sent.get("caption"),
            "picture": sent.get("url"),
            "permalink_url": f"https://www.facebook.com/{number}",
        }
        return 200, {"id": "7", "post_id": number} if "photos" in asked.path else {"id": number}
    if asked.path in platform.posts:
        platform.posts[asked.path]["message"] = sent["message"]
        return 200, {"success": True}
    return 400, {"error": {"code": 100, "message": f"No {asked.path}"}}


def telegram(platform: PlatformServer, asked: Asked) -> Reply:
    """The Bot API of one bot, `1:good`, that administers @hoagiai."""
    bot, _, method = asked.path.partition("/")
    sent = asked.fields
    if bot != "bot1:good":
        return 401, {"ok": False, "error_code": 401, "description": "Unauthorized"}
    number = str(sent.get("message_id", ""))
    if method in ("sendMessage", "sendPhoto"):
        number = platform.next_number()
        platform.posts[number] = sent
        result = {"message_id": int(number), "chat": {"username": "hoagiai"}}
        return 200, {"ok": True, "result": result}
    if number not in platform.posts:
        return 400, {"ok": False, "error_code": 400, "description": "message to delete not found"}
    if method == "deleteMessage":
        del platform.posts[number]
        return 200, {"ok": True, "result": True}
    platform.posts[number].update(sent)
    return 200, {"ok": True, "result": {"message_id": int(number)}}


def zalo(platform: PlatformServer, asked: Asked) -> Reply:
    """The article API, and the exchange of refresh tokens, each good for one use."""
    if asked.path.endswith("oa/access_token"):
        if asked.fields.get("refresh_token") != platform.posts.get("refresh", "refresh-0"):
            return 200, {"error": -14014, "message": "Invalid refresh token"}
        fresh: Any = f"refresh-{platform.next_number()}"
        platform.posts["refresh"] = fresh
        return 200, {"access_token": "good", "refresh_token": fresh, "expires_in": "90000"}
    if asked.headers.get("access_token") != "good":
        return 200, {"error": -216, "message": "Access token is invalid"}
    sent = asked.fields if asked.method == "POST" else {}
    if asked.path == "article/create":
        number = platform.next_number()
        platform.posts[number] = sent
        return 200, {"error": 0, "message": "Success", "data": {"token": f"receipt-{number}"}}
    if asked.path == "article/verify":
        return 200, {"error": 0, "data": {"id": sent["token"].removeprefix("receipt-")}}
    if asked.path == "article/getslice":
        medias = [
            {"id": number, "title": post["title"], "create_date": 2**53, "link_view": "https://x"}
            for number, post in platform.posts.items()
            if isinstance(post, dict)
        ]
        return 200, {"error": 0, "data": {"medias": medias, "total": len(medias)}}
    if sent.get("id") not in platform.posts:
        return 200, {"error": -204, "message": "Article not found"}
    if asked.path == "article/remove":
        del platform.posts[sent["id"]]
    else:
        platform.posts[sent["id"]] = sent
    return 200, {"error": 0, "message": "Success", "data": {}}


def youtube(platform: PlatformServer, asked: Asked) -> Reply:
    """The Data API: a resumable upload in two steps, and what is done to a video afterwards."""
    if asked.headers.get("authorization") != "Bearer good":
        return 401, {"error": {"message": "Invalid", "errors": [{"reason": "authError"}]}}
    if asked.path == "upload/youtube/v3/videos":
        number = platform.next_number()
        platform.posts[f"begun-{number}"] = asked.fields
        return 200, {}, {"Location": f"{platform.url}/session/{number}"}
    if asked.path.startswith("session/"):
        number = asked.path.removeprefix("session/")
        about = platform.posts.pop(f"begun-{number}")
        platform.posts[number] = {**about, "bytes": len(asked.body)}
        return 201, {"id": number}
    if asked.method == "GET":
        videos = [one for one in platform.posts.items() if not one[0].startswith("begun")]
        items = [{"id": {"videoId": n}, "snippet": post["snippet"]} for n, post in videos]
        return 200, {"items": items}
    number = asked.query.get("id") or asked.fields.get("id", "")
    if number not in platform.posts:
        return 404, {"error": {"message": "Gone", "errors": [{"reason": "videoNotFound"}]}}
    if asked.method == "DELETE":
        del platform.posts[number]
        return 204, {}
    platform.posts[number]["snippet"] = asked.fields["snippet"]
    return 200, {"id": number}
