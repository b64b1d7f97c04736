"""A server that speaks the API's shapes over real HTTP, with documents in memory and a handful of queries it knows."""

from __future__ import annotations

import json
import threading
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import unquote

SUMMARY = {
    "columns": ["n"],
    "count": 3,
    "truncated": False,
    "elapsedMs": 1.5,
    "stats": {"rowsScanned": 3, "bytesRead": 96, "byTier": {"hot": {"rows": 3, "bytes": 96}}},
}


class ApiServer(ThreadingHTTPServer):
    """Counts logins and renewals, and can be told how long its tokens live and to forget them."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.logins = 0
        self.renewals = 0
        self.token_life = timedelta(hours=1)
        self.tokens: set[str] = set()
        self.token_numbers = count(1)
        self.last_query: dict[str, Any] = {}
        self.last_query_id: str | None = None
        self.stream_closed_early = threading.Event()
        self.collections: dict[str, dict[str, dict[str, Any]]] = {}
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        self.thread.join()

    def forget_tokens(self) -> None:
        self.tokens.clear()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ApiServer

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """A good run is quiet."""

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        body = json.loads(self.rfile.read(length)) if length else None
        if self.path in ("/health", "/health/ready"):
            return self._json(200, {})
        if self.path == "/version":
            return self._json(200, {"version": "0.1.0", "format": 1, "node": "node-1"})
        if self.path == "/proxy":
            return self._send(502, "text/html", b"<h1>Bad gateway</h1>")
        if self.path == "/api/auth/login":
            if body["password"] != "correct horse":
                return self._problem(401, "UNAUTHENTICATED", "wrong name or password")
            self.server.logins += 1
            return self._json(200, self._session(body["username"]))
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.server.tokens:
            return self._problem(401, "UNAUTHENTICATED", "this token is not valid", hint="log in")
        if self.path == "/api/auth/refresh":
            self.server.renewals += 1
            return self._json(200, self._session("dana"))
        if self.path == "/api/auth/logout":
            self.server.tokens.discard(token)
            return self._send(204, None, b"")
        if self.path == "/api/v1/query":
            self.server.last_query = body
            self.server.last_query_id = self.headers.get("X-Query-Id")
            return self._query(body["query"])
        if self.path.startswith("/api/v1/queries/"):
            return self._problem(404, "NOT_FOUND", "no such query runs", hint=None)
        path, _, parameters = self.path.partition("?")
        return self._collections([unquote(part) for part in path.split("/")[4:]], body, parameters)

    def _session(self, username: str) -> dict[str, Any]:
        token = f"token-{next(self.server.token_numbers)}"
        self.server.tokens.add(token)
        expires_at = (datetime.now(timezone.utc) + self.server.token_life).isoformat().replace("+00:00", "Z")
        return {"token": token, "expiresAt": expires_at, "username": username, "roles": ["developer"]}

    def _query(self, query: str) -> None:
        if query.startswith("SELEKT"):
            position = {"offset": 0, "length": 6, "line": 1, "column": 1}
            hint = "did you mean SELECT?"
            return self._problem(400, "SYNTAX_ERROR", "unexpected 'SELEKT'", hint=hint, position=position)
        if query == "SELECT busy":
            return self._problem(429, "RATE_LIMITED", "too many queries", retry_after="7")
        if self.headers["Accept"] != "application/x-ndjson":
            at = {"$date": "2026-05-04T03:02:01Z"}
            return self._json(200, {**SUMMARY, "documents": [{"n": n, "at": at} for n in (1, 2, 3)]})
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for n in count(1) if "endless" in query else (1, 2, 3):
                self._chunk({"n": n, "name": "Grüße ✓"})
            if "fails" in query:
                self._chunk({"$error": {"status": 504, "code": "TIMEOUT", "detail": "it took too long"}})
            elif "breaks" not in query:
                self._chunk({"$stats": SUMMARY})
            self.wfile.write(b"0\r\n\r\n")
        except OSError:
            self.server.stream_closed_early.set()
            self.close_connection = True

    def _chunk(self, row: dict[str, Any]) -> None:
        line = json.dumps(row).encode() + b"\n"
        self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))

    def _collections(self, path: list[str], body: Any, parameters: str) -> None:
        collections = self.server.collections
        if not path:
            if self.command == "POST":
                collections[body["name"]] = {}
                return self._json(201, body)
            listed = [{"name": name, "documents": len(entries)} for name, entries in collections.items()]
            return self._json(200, {"collections": listed})
        name, *rest = path
        entries = collections.get(name)
        if entries is None:
            return self._problem(404, "UNKNOWN_COLLECTION", f"there is no collection '{name}'")
        if not rest:
            if self.command == "DELETE":
                del collections[name]
                return self._send(204, None, b"")
            return self._json(200, {"name": name, "documents": len(entries)})
        if rest[0] == "search":
            return self._json(200, {"hits": _nearest(entries, body)})
        if len(rest) == 1:
            return self._insert(entries, body)
        # "7" and 7 are two keys.
        key = json.dumps(rest[1]) if parameters == "idType=string" else rest[1]
        return self._one(entries, key, body)

    def _insert(self, entries: dict[str, dict[str, Any]], documents: list[dict[str, Any]]) -> None:
        ids = []
        for document in documents:
            id = document.get("_id", f"generated-{len(entries) + 1}")
            key = json.dumps(id)
            if key in entries:
                return self._problem(409, "DUPLICATE_KEY", f"the _id {key} is taken")
            entries[key] = {"document": {**document, "_id": id}, "rev": 1}
            ids.append(id)
        self._json(201, {"insertedIds": ids})

    def _one(self, entries: dict[str, dict[str, Any]], id: str, body: Any) -> None:
        entry = entries.get(id)
        if entry is None:
            return self._problem(404, "NOT_FOUND", f"there is no document {id}")
        if_match = self.headers.get("If-Match")
        if if_match is not None and if_match != f'"{entry["rev"]}"':
            return self._problem(412, "REVISION_MISMATCH", f"the document has revision {entry['rev']}")
        if self.command == "DELETE":
            del entries[id]
            return self._send(204, None, b"")
        if self.command == "PUT":
            entry["document"] = {**body, "_id": entry["document"]["_id"]}
        if self.command == "PATCH":
            if self.headers["Content-Type"] != "application/merge-patch+json":
                return self._problem(400, "BAD_REQUEST", "a patch is application/merge-patch+json")
            merged = {**entry["document"], **body}
            entry["document"] = {field: value for field, value in merged.items() if body.get(field, 0) is not None}
        if self.command != "GET":
            entry["rev"] += 1
        self._json(200, entry["document"], {"ETag": f'"{entry["rev"]}"'})

    def _json(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        self._send(status, "application/json", json.dumps(body).encode(), headers)

    def _problem(self, status: int, code: str, detail: str, *, retry_after: str | None = None, **more: Any) -> None:
        body = {"type": "about:blank", "title": code, "status": status, "detail": detail, "code": code, **more}
        headers = {} if retry_after is None else {"Retry-After": retry_after}
        self._send(status, "application/problem+json", json.dumps(body).encode(), headers)

    def _send(self, status: int, kind: str | None, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        if kind is not None:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


def _nearest(entries: dict[str, dict[str, Any]], question: dict[str, Any]) -> list[dict[str, Any]]:
    def score(document: dict[str, Any]) -> float:
        return sum(a * b for a, b in zip(document[question["field"]]["$vector"], question["vector"], strict=True))

    hits = [{"document": entry["document"], "score": score(entry["document"])} for entry in entries.values()]
    return sorted(hits, key=lambda hit: -hit["score"])[: question["k"]]
