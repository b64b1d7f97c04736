import { Collection } from "./collection.js";
import { LumaError, type Problem } from "./errors.js";
import { linesOf } from "./lines.js";
import { Transport, type Call } from "./transport.js";
import type {
  ClientOptions,
  CollectionOptions,
  CollectionSummary,
  Health,
  QueryOptions,
  QueryResult,
  QuerySummary,
  RequestOptions,
  ServerVersion,
  Session,
} from "./types.js";
import { decode, encode, type Json } from "./values.js";

/** A cluster, through any of its nodes. Needs no closing. */
export class LumaClient {
  readonly #transport: Transport;

  constructor(options: ClientOptions) {
    this.#transport = new Transport(options);
  }

  /** The session under way, if any. */
  get session(): Session | undefined {
    return this.#transport.session;
  }

  /** Logs in now; not needed when the options hold a name and a password. */
  login(username: string, password: string): Promise<Session> {
    return this.#transport.login(username, password);
  }

  /** Ends the session on the server. */
  logout(): Promise<void> {
    return this.#transport.logout();
  }

  /** Asks one question and takes the whole answer. */
  async query<T = Record<string, unknown>>(text: string, options: QueryOptions = {}): Promise<QueryResult<T>> {
    return (await this.#decoded(queryCall(text, options))) as QueryResult<T>;
  }

  /**
   * Asks one question and takes the answer document by document, as fast as the loop turns: nothing piles up on either
   * side. Leaving the loop ends the query. What the query says beside its documents is the generator's return value.
   */
  async *stream<T = Record<string, unknown>>(
    text: string,
    options: QueryOptions = {},
  ): AsyncGenerator<T, QuerySummary, undefined> {
    const whole = queryCall(text, options);
    const call: Call = {
      ...whole,
      headers: { ...whole.headers, Accept: "application/x-ndjson" },
      streamed: true,
    };
    const response = await this.#transport.send(call);
    for await (const line of linesOf(response, (error) => this.#transport.failure(error, call))) {
      const row = JSON.parse(line) as { [key: string]: Json };
      if ("$stats" in row) {
        return decode(row["$stats"] as Json) as unknown as QuerySummary;
      }
      if ("$error" in row) {
        const problem = row["$error"] as unknown as Problem;
        throw LumaError.ofProblem(problem, problem.status ?? 500);
      }
      yield decode(row) as T;
    }
    throw new LumaError("UNAVAILABLE", "the answer broke off before its end", { hint: "run the query again" });
  }

  /** Cancels a query that runs under this id, here or anywhere. */
  async cancelQuery(id: string): Promise<void> {
    await this.#transport.send({ method: "DELETE", path: `/api/v1/queries/${encodeURIComponent(id)}` });
  }

  /** A handle on a collection; nothing is sent. */
  collection<T extends object = Record<string, unknown>>(name: string): Collection<T> {
    return new Collection<T>(this.#transport, name);
  }

  async collections(options: RequestOptions = {}): Promise<readonly CollectionSummary[]> {
    const body = await this.#decoded({ method: "GET", path: "/api/v1/collections", ...options });
    return (body as { collections: CollectionSummary[] }).collections;
  }

  async createCollection<T extends object = Record<string, unknown>>(
    name: string,
    options: CollectionOptions = {},
  ): Promise<Collection<T>> {
    await this.#transport.send({
      method: "POST",
      path: "/api/v1/collections",
      body: encode({ ...options, name }),
    });
    return this.collection<T>(name);
  }

  /** Never fails: a node that does not answer is neither alive nor ready. */
  async health(options: RequestOptions = {}): Promise<Health> {
    const [alive, ready] = await Promise.all([this.#says("/health", options), this.#says("/health/ready", options)]);
    return { alive, ready };
  }

  async version(options: RequestOptions = {}): Promise<ServerVersion> {
    return (await this.#decoded({ method: "GET", path: "/version", open: true, ...options })) as ServerVersion;
  }

  async #says(path: string, options: RequestOptions): Promise<boolean> {
    try {
      await this.#transport.send({ method: "GET", path, open: true, ...options });
      return true;
    } catch (error) {
      if (error instanceof LumaError && error.code !== "CANCELLED") {
        return false;
      }
      throw error;
    }
  }

  async #decoded(call: Call): Promise<unknown> {
    const response = await this.#transport.send(call);
    try {
      return decode((await response.json()) as Json);
    } catch (error) {
      throw this.#transport.failure(error, call);
    }
  }
}

function queryCall(text: string, options: QueryOptions): Call {
  const { signal, id, language = "lql", parameters, ...limits } = options;
  return {
    method: "POST",
    path: "/api/v1/query",
    body: {
      language,
      query: text,
      ...limits,
      ...(parameters === undefined ? {} : { parameters: encode(parameters) }),
    },
    ...(id === undefined ? {} : { headers: { "X-Query-Id": id } }),
    ...(signal === undefined ? {} : { signal }),
    // The server gives up first, and says so.
    ...(limits.timeoutMs === undefined ? {} : { timeoutMs: limits.timeoutMs + 5_000 }),
  };
}
