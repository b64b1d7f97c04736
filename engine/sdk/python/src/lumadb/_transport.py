"""Requests with a valid token."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from typing import Any
from urllib.parse import urlsplit

from ._errors import LumaError
from ._results import Session
from ._values import write

RENEW_AFTER = 0.8
"""Part of its life after which a token is exchanged for a fresh one."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


class Transport:
    """Sends requests: logs in when there is no token, renews it in time, and logs in again once it is refused.

    Threads may share it: each request has its own connection, and the session is guarded by a lock.
    """

    def __init__(
        self,
        url: str,
        username: str | None,
        password: str | None,
        timeout: float,
        clock: Callable[[], float] = time.time,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url!r} is not the address of a node, such as http://127.0.0.1:8080")
        self._secure = parts.scheme == "https"
        self._host = parts.hostname
        self._port = parts.port
        self._url = url.rstrip("/")
        self._path = parts.path.rstrip("/")
        self._username = username
        self._password = password
        self._timeout = timeout
        self._clock = clock
        self._lock = threading.Lock()
        self._session: Session | None = None
        self._renew_at = 0.0

    @property
    def session(self) -> Session | None:
        return self._session

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
        public: bool = False,
    ) -> Answer:
        """A successful answer, read to its end; anything else is raised as a LumaError."""
        with self.open(method, path, body, headers=headers, timeout=timeout, public=public) as response:
            with self._telling(method, path):
                content = response.read()
            return Answer(response.status, response.headers, content)

    @contextmanager
    def open(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
        streamed: bool = False,
        public: bool = False,
    ) -> Iterator[http.client.HTTPResponse]:
        """A successful answer still to be read; leaving the block closes its connection."""
        content = None if body is None else write(body)
        session = None if public else self._valid_session()
        for attempt in (1, 2):
            connection = self._connection(timeout)
            try:
                with self._telling(method, path):
                    response = self._exchange(connection, method, path, content, headers, session, streamed)
                    refused = response.status == 401 and not public and attempt == 1 and self._knows_password()
                    failure = None if response.status < 400 or refused else _failure(response)
                if failure is not None:
                    raise failure
                if not refused:
                    yield response
                    return
            finally:
                connection.close()
            # Refused before its time: the server was restarted with another key, or somebody logged us out.
            self._forget(session)
            session = self._valid_session()

    def login(self, username: str, password: str) -> Session:
        with self._lock:
            return self._login(username, password)

    def logout(self) -> None:
        with self._lock:
            session, self._session = self._session, None
        if session is not None:
            self.call("POST", "/api/auth/logout", headers=_bearer(session), public=True)

    def _knows_password(self) -> bool:
        return self._username is not None and self._password is not None

    def _forget(self, session: Session | None) -> None:
        with self._lock:
            if self._session is session:
                self._session = None

    def _valid_session(self) -> Session | None:
        with self._lock:
            now = self._clock()
            session = self._session
            if session is not None and now < self._renew_at:
                return session
            if session is not None and now < session.expires_at.timestamp():
                try:
                    return self._keep(self.call("POST", "/api/auth/refresh", headers=_bearer(session), public=True))
                except LumaError as error:
                    if error.status != 401 or not self._knows_password():
                        raise
            if self._username is not None and self._password is not None:
                return self._login(self._username, self._password)
            if session is not None:
                raise LumaError("UNAUTHENTICATED", "the session has expired", hint="log in again")
            return None

    def _login(self, username: str, password: str) -> Session:
        credentials = {"username": username, "password": password}
        return self._keep(self.call("POST", "/api/auth/login", credentials, public=True))

    def _keep(self, answer: Answer) -> Session:
        body = json.loads(answer.body)
        expires_at = datetime.fromisoformat(body["expiresAt"].replace("Z", "+00:00"))
        now = self._clock()
        self._renew_at = now + (expires_at.timestamp() - now) * RENEW_AFTER
        self._session = Session(body["token"], expires_at, body["username"], tuple(body.get("roles", ())))
        return self._session

    def _connection(self, timeout: float | None) -> http.client.HTTPConnection:
        kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        return kind(self._host, self._port, timeout=self._timeout if timeout is None else timeout)

    def _exchange(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        path: str,
        content: bytes | None,
        headers: Mapping[str, str] | None,
        session: Session | None,
        streamed: bool,
    ) -> http.client.HTTPResponse:
        sent = {"Accept": "application/json", **(headers or {})}
        if session is not None:
            sent.update(_bearer(session))
        if content is not None:
            sent.setdefault("Content-Type", "application/json")
        connection.connect()
        if streamed and connection.sock is not None:
            # A stream may pause as long as it likes: the server ends queries that take too long.
            connection.sock.settimeout(None)
        connection.request(method, self._path + path, body=content, headers=sent)
        return connection.getresponse()

    @contextmanager
    def _telling(self, method: str, path: str) -> Iterator[None]:
        """Says of a broken connection whose it was."""
        try:
            yield
        except TimeoutError as error:
            raise LumaError("TIMEOUT", f"{self._url} did not answer {method} {path} in time") from error
        except (OSError, http.client.HTTPException) as error:
            reason = str(error) or type(error).__name__
            raise LumaError(
                "UNAVAILABLE",
                f"{self._url} cannot be reached: {reason}",
                hint="is the node running, and is this its address?",
            ) from error


def _bearer(session: Session) -> dict[str, str]:
    return {"Authorization": f"Bearer {session.token}"}


def _failure(response: http.client.HTTPResponse) -> LumaError:
    content = response.read()
    wait = response.headers.get("Retry-After", "")
    retry_after = float(wait) if wait.isdigit() else None
    try:
        problem = json.loads(content)
    except ValueError:
        problem = None
    if not isinstance(problem, dict):
        # Not LumaDB's words but a proxy's.
        text = content[:200].decode("utf-8", "replace")
        problem = {"detail": f"HTTP {response.status}: {text}"}
    return LumaError.of_problem(problem, response.status, retry_after)
