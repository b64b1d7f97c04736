import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Document = Record<string, unknown>;
type Entry = { document: Document; rev: number };

/**
 * A server that speaks the API's shapes over real HTTP, with documents in memory and a handful of queries it knows.
 * It counts logins and renewals, and can be told how long its tokens live and to forget them.
 */
export class ApiServer {
  logins = 0;
  renewals = 0;
  tokenLifeMs = 3_600_000;
  lastQuery: Document = {};
  lastQueryId: string | undefined;
  rowsWritten = 0;
  streamClosedEarly: Promise<void>;
  #tokens = new Set<string>();
  #issued = 0;
  #collections = new Map<string, Map<string, Entry>>();
  #server: Server;
  #closedEarly: () => void = () => undefined;

  constructor() {
    this.streamClosedEarly = new Promise((resolve) => {
      this.#closedEarly = resolve;
    });
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        response.destroy(error as Error);
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  forgetTokens(): void {
    this.#tokens.clear();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    const path = url.pathname;
    const body = await bodyOf(request);
    const token = request.headers.authorization?.replace("Bearer ", "");
    if (path === "/health" || path === "/health/ready") {
      return json(response, 200, {});
    }
    if (path === "/version") {
      return json(response, 200, { version: "0.1.0", format: 1, node: "node-1" });
    }
    if (path === "/api/auth/login") {
      const { username, password } = body as { username: string; password: string };
      if (password !== "correct horse") {
        return problem(response, 401, "UNAUTHENTICATED", "wrong name or password");
      }
      this.logins++;
      return json(response, 200, this.#session(username));
    }
    if (token === undefined || !this.#tokens.has(token)) {
      return problem(response, 401, "UNAUTHENTICATED", "this token is not valid", { hint: "log in" });
    }
    if (path === "/api/auth/refresh") {
      this.renewals++;
      return json(response, 200, this.#session("dana"));
    }
    if (path === "/api/auth/logout") {
      this.#tokens.delete(token);
      response.writeHead(204).end();
      return;
    }
    if (path === "/api/v1/query") {
      this.lastQuery = body as Document;
      this.lastQueryId = request.headers["x-query-id"] as string | undefined;
      return this.#query(request, response, body as { query: string });
    }
    return this.#collectionsRoute(request, response, path, body, url.searchParams.get("idType"));
  }

  #session(username: string): Document {
    const token = `token-${++this.#issued}`;
    this.#tokens.add(token);
    const expiresAt = new Date(Date.now() + this.tokenLifeMs).toISOString();
    return { token, expiresAt, username, roles: ["developer"] };
  }

  async #query(request: IncomingMessage, response: ServerResponse, { query }: { query: string }): Promise<void> {
    const summary = {
      columns: ["n"],
      count: 3,
      truncated: false,
      elapsedMs: 1.5,
      stats: { rowsScanned: 3, bytesRead: 96, byTier: { hot: { rows: 3, bytes: 96 } } },
    };
    if (query.startsWith("SELEKT")) {
      return problem(response, 400, "SYNTAX_ERROR", "unexpected 'SELEKT'", {
        hint: "did you mean SELECT?",
        position: { offset: 0, length: 6, line: 1, column: 1 },
      });
    }
    if (request.headers.accept !== "application/x-ndjson") {
      const at = { $date: "2026-05-04T03:02:01Z" };
      return json(response, 200, { ...summary, documents: [{ n: 1, at }, { n: 2, at }, { n: 3, at }] });
    }
    response.writeHead(200, { "Content-Type": "application/x-ndjson" });
    const closed = new Promise<void>((resolve) => {
      response.once("close", () => {
        if (!response.writableFinished) {
          this.#closedEarly();
        }
        resolve();
      });
    });
    const rows = query.includes("endless") ? Number.MAX_SAFE_INTEGER : 3;
    for (let n = 1; n <= rows && !response.destroyed; n++) {
      this.rowsWritten = n;
      if (!response.write(`${JSON.stringify({ n, name: "Grüße ✓" })}\n`)) {
        await Promise.race([once(response, "drain"), closed]);
      }
    }
    if (query.includes("fails")) {
      response.write(`${JSON.stringify({ $error: { status: 504, code: "TIMEOUT", detail: "it took too long" } })}\n`);
    } else if (!query.includes("breaks")) {
      response.write(`${JSON.stringify({ $stats: summary })}\n`);
    }
    response.end();
  }

  async #collectionsRoute(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    body: unknown,
    idType: string | null,
  ): Promise<void> {
    const [name, part, id] = path.split("/").slice(4).map(decodeURIComponent);
    if (name === undefined) {
      if (request.method === "POST") {
        this.#collections.set((body as { name: string }).name, new Map());
        return json(response, 201, body);
      }
      const collections = [...this.#collections].map(([key, entries]) => ({ name: key, documents: entries.size }));
      return json(response, 200, { collections });
    }
    const entries = this.#collections.get(name);
    if (entries === undefined) {
      return problem(response, 404, "UNKNOWN_COLLECTION", `there is no collection '${name}'`);
    }
    if (part === undefined) {
      if (request.method === "DELETE") {
        this.#collections.delete(name);
        response.writeHead(204).end();
        return;
      }
      return json(response, 200, { name, documents: entries.size });
    }
    if (part === "search") {
      return json(response, 200, { hits: nearest(entries, body as { vector: number[]; field: string; k: number }) });
    }
    return id === undefined
      ? insert(response, entries, body as Document[])
      : one(request, response, entries, idType === "string" ? JSON.stringify(id) : id, body as Document);
  }
}

function insert(response: ServerResponse, entries: Map<string, Entry>, documents: Document[]): void {
  const insertedIds = [];
  for (const document of documents) {
    const id = document["_id"] ?? `generated-${entries.size + 1}`;
    const key = keyOf(id);
    if (entries.has(key)) {
      return problem(response, 409, "DUPLICATE_KEY", `the _id ${key} is taken`);
    }
    entries.set(key, { document: { ...document, _id: id }, rev: 1 });
    insertedIds.push(id);
  }
  json(response, 201, { insertedIds });
}

function one(
  request: IncomingMessage,
  response: ServerResponse,
  entries: Map<string, Entry>,
  id: string,
  body: Document,
): void {
  const entry = entries.get(id);
  if (entry === undefined) {
    return problem(response, 404, "NOT_FOUND", `there is no document ${id}`);
  }
  const ifMatch = request.headers["if-match"];
  if (ifMatch !== undefined && ifMatch !== `"${entry.rev}"`) {
    return problem(response, 412, "REVISION_MISMATCH", `the document has revision ${entry.rev}`);
  }
  if (request.method === "DELETE") {
    entries.delete(id);
    response.writeHead(204).end();
    return;
  }
  if (request.method === "PUT") {
    entry.document = { ...body, _id: entry.document["_id"] };
    entry.rev++;
  }
  if (request.method === "PATCH") {
    if (request.headers["content-type"] !== "application/merge-patch+json") {
      return problem(response, 400, "BAD_REQUEST", "a patch is application/merge-patch+json");
    }
    for (const [field, value] of Object.entries(body)) {
      if (value === null) {
        delete entry.document[field];
      } else {
        entry.document[field] = value;
      }
    }
    entry.rev++;
  }
  response.setHeader("ETag", `"${entry.rev}"`);
  json(response, 200, entry.document);
}

function nearest(entries: Map<string, Entry>, { vector, field, k }: { vector: number[]; field: string; k: number }) {
  return [...entries.values()]
    .map(({ document }) => {
      const stored = (document[field] as { $vector: number[] }).$vector;
      return { document, score: stored.reduce((sum, part, index) => sum + part * (vector[index] ?? 0), 0) };
    })
    .sort((left, right) => right.score - left.score)
    .slice(0, k);
}

/** "7" and 7 are two keys. */
function keyOf(id: unknown): string {
  return JSON.stringify(id);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

function problem(response: ServerResponse, status: number, code: string, detail: string, more: object = {}): void {
  const body = { type: "about:blank", title: code, status, detail, code, ...more };
  response.writeHead(status, { "Content-Type": "application/problem+json" }).end(JSON.stringify(body));
}
