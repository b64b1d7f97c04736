import { LumaError, type Problem } from "./errors.js";
import type { ClientOptions, RequestOptions, Session } from "./types.js";

export interface Call extends RequestOptions {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
  /** The answer may take as long as it likes. */
  readonly streamed?: boolean;
  /** Asks for no token. */
  readonly open?: boolean;
  /** Overrides the client's limit. */
  readonly timeoutMs?: number;
}

/** Part of its life after which a token is exchanged for a fresh one. */
const RENEW_AFTER = 0.8;

/** Sends requests with a valid token: logs in when there is none, renews it in time, and logs in again once refused. */
export class Transport {
  readonly #base: string;
  readonly #options: ClientOptions;
  #session: Session | undefined;
  #renewAt = 0;
  #obtaining: Promise<Session> | undefined;

  constructor(options: ClientOptions) {
    if (!URL.canParse(options.url) || !/^https?:/.test(options.url)) {
      throw new TypeError(`'${options.url}' is not the address of a node, such as http://127.0.0.1:8080`);
    }
    this.#base = options.url.replace(/\/+$/, "");
    this.#options = options;
  }

  get session(): Session | undefined {
    return this.#session;
  }

  /** A successful answer; anything else is thrown as a LumaError. */
  async send(call: Call): Promise<Response> {
    if (call.open) {
      return this.#successful(await this.#fetch(call));
    }
    const session = await this.#validSession();
    const response = await this.#fetch(call, session?.token);
    if (response.status !== 401 || !this.#knowsPassword()) {
      return this.#successful(response);
    }
    // Refused before its time: the server was restarted with another key, or somebody logged us out.
    await response.body?.cancel();
    if (this.#session === session) {
      this.#session = undefined;
    }
    const fresh = await this.#validSession();
    return this.#successful(await this.#fetch(call, fresh?.token));
  }

  async login(username: string, password: string): Promise<Session> {
    return this.#obtain({ method: "POST", path: "/api/auth/login", body: { username, password }, open: true });
  }

  async logout(): Promise<void> {
    const session = this.#session;
    if (session !== undefined) {
      this.#session = undefined;
      await this.#successful(await this.#fetch({ method: "POST", path: "/api/auth/logout" }, session.token));
    }
  }

  #knowsPassword(): boolean {
    return this.#options.username !== undefined && this.#options.password !== undefined;
  }

  /** One login or renewal at a time, however many requests wait for it. */
  async #validSession(): Promise<Session | undefined> {
    if (this.#session !== undefined && Date.now() < this.#renewAt) {
      return this.#session;
    }
    if (this.#session === undefined && !this.#knowsPassword()) {
      return undefined;
    }
    this.#obtaining ??= this.#renewed().finally(() => {
      this.#obtaining = undefined;
    });
    return this.#obtaining;
  }

  async #renewed(): Promise<Session> {
    const old = this.#session;
    if (old !== undefined && Date.now() < old.expiresAt.getTime()) {
      try {
        return await this.#obtain({ method: "POST", path: "/api/auth/refresh" }, old.token);
      } catch (error) {
        if (!(error instanceof LumaError) || error.status !== 401 || !this.#knowsPassword()) {
          throw error;
        }
      }
    }
    const { username, password } = this.#options;
    if (username === undefined || password === undefined) {
      throw new LumaError("UNAUTHENTICATED", "the session has expired", { hint: "log in again" });
    }
    return this.login(username, password);
  }

  async #obtain(call: Call, token?: string): Promise<Session> {
    const response = await this.#successful(await this.#fetch(call, token));
    const body = (await response.json()) as Omit<Session, "expiresAt"> & { expiresAt: string };
    const session: Session = { ...body, expiresAt: new Date(body.expiresAt) };
    const life = session.expiresAt.getTime() - Date.now();
    this.#renewAt = Date.now() + life * RENEW_AFTER;
    this.#session = session;
    return session;
  }

  async #fetch(call: Call, token?: string): Promise<Response> {
    const headers: Record<string, string> = { Accept: "application/json", ...call.headers };
    if (token !== undefined) {
      headers["Authorization"] = `Bearer ${token}`;
    }
    if (call.body !== undefined) {
      headers["Content-Type"] ??= "application/json";
    }
    const signals: AbortSignal[] = call.signal === undefined ? [] : [call.signal];
    if (!call.streamed) {
      signals.push(AbortSignal.timeout(call.timeoutMs ?? this.#options.timeoutMs ?? 30_000));
    }
    try {
      return await fetch(this.#base + call.path, {
        method: call.method,
        headers,
        signal: AbortSignal.any(signals),
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      });
    } catch (error) {
      throw this.failure(error, call);
    }
  }

  /** Why there was no answer, or no end to it. */
  failure(error: unknown, call: Call): LumaError {
    if (error instanceof LumaError) {
      return error;
    }
    if (call.signal?.aborted) {
      return new LumaError("CANCELLED", `${call.method} ${call.path} was given up`, { cause: error });
    }
    if (error instanceof Error && error.name === "TimeoutError") {
      return new LumaError("TIMEOUT", `${this.#base} did not answer ${call.method} ${call.path} in time`, {
        cause: error,
      });
    }
    return new LumaError("UNAVAILABLE", `${this.#base} cannot be reached: ${reason(error)}`, {
      hint: "is the node running, and is this its address?",
      cause: error,
    });
  }

  async #successful(response: Response): Promise<Response> {
    if (response.ok) {
      return response;
    }
    const text = await response.text();
    const retryAfter = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
    const seconds = Number.isNaN(retryAfter) ? undefined : retryAfter;
    throw LumaError.ofProblem(problem(text, response.status), response.status, seconds);
  }
}

function problem(text: string, status: number): Problem {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null) {
      return body;
    }
  } catch {
    // Not LumaDB's words but a proxy's: told below.
  }
  return { code: status === 401 ? "UNAUTHENTICATED" : "INTERNAL", detail: `HTTP ${status}: ${text.slice(0, 200)}` };
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const cause = error.cause;
  return cause instanceof Error ? (cause.message || ("code" in cause ? String(cause.code) : cause.name)) : error.message;
}
