import { LumaError } from "./errors.js";
import type { Call, Transport } from "./transport.js";
import type { CollectionSummary, RequestOptions, SearchHit, SearchRequest, Stored, WriteOptions } from "./types.js";
import { decode, encode, type Json, type Scalar } from "./values.js";

/** One collection and its documents. */
export class Collection<T extends object = Record<string, unknown>> {
  readonly name: string;
  readonly #transport: Transport;
  readonly #path: string;

  constructor(transport: Transport, name: string) {
    this.#transport = transport;
    this.name = name;
    this.#path = `/api/v1/collections/${encodeURIComponent(name)}`;
  }

  /** Counts, sizes and settings, as the server describes the collection. */
  async describe(options: RequestOptions = {}): Promise<CollectionSummary> {
    return (await this.#decoded({ method: "GET", path: this.#path, ...options })) as CollectionSummary;
  }

  async drop(options: RequestOptions = {}): Promise<void> {
    await this.#transport.send({ method: "DELETE", path: this.#path, ...options });
  }

  /** Stores a new document and gives its `_id`, which the server makes when there is none. */
  async insert(document: T, options: RequestOptions = {}): Promise<Scalar> {
    const [id] = await this.insertMany([document], options);
    if (id === undefined) {
      throw new LumaError("INTERNAL", "the server did not say which _id the document got");
    }
    return id;
  }

  /** Stores new documents and gives their `_id`s in the same order. */
  async insertMany(documents: readonly T[], options: RequestOptions = {}): Promise<readonly Scalar[]> {
    const body = await this.#decoded({
      method: "POST",
      path: `${this.#path}/documents`,
      body: documents.map(encode),
      ...options,
    });
    return (body as { insertedIds: Scalar[] }).insertedIds;
  }

  /** The document with this `_id`, or undefined when there is none. */
  async get(id: Scalar, options: RequestOptions = {}): Promise<Stored<T> | undefined> {
    const call: Call = { method: "GET", path: this.#document(id), ...options };
    try {
      const response = await this.#transport.send(call);
      return { document: decode((await response.json()) as Json) as T, rev: revision(response) ?? 0 };
    } catch (error) {
      if (error instanceof LumaError && error.code === "NOT_FOUND") {
        return undefined;
      }
      throw this.#transport.failure(error, call);
    }
  }

  /** Puts a document in the place of the one with this `_id`, or makes it; gives its revision. */
  replace(id: Scalar, document: T, options: WriteOptions = {}): Promise<number | undefined> {
    return this.#write("PUT", id, document, options);
  }

  /** Changes the fields named, removes those that are null (RFC 7396 merge patch); gives the new revision. */
  patch(id: Scalar, changes: object, options: WriteOptions = {}): Promise<number | undefined> {
    return this.#write("PATCH", id, changes, options);
  }

  async delete(id: Scalar, options: WriteOptions = {}): Promise<void> {
    await this.#write("DELETE", id, undefined, options);
  }

  /** Nearest neighbours of a vector, or documents about a text, best first. */
  async search(request: SearchRequest, options: RequestOptions = {}): Promise<readonly SearchHit<T>[]> {
    // The route takes a plain array: a vector here is a question, not a stored value.
    const vector = "vector" in request ? { vector: Array.from(request.vector) } : {};
    const body = await this.#decoded({
      method: "POST",
      path: `${this.#path}/search`,
      body: encode({ ...request, ...vector }),
      ...options,
    });
    return (body as { hits: SearchHit<T>[] }).hits;
  }

  async #write(
    method: "PUT" | "PATCH" | "DELETE",
    id: Scalar,
    body: object | undefined,
    { ifMatch, ...options }: WriteOptions,
  ): Promise<number | undefined> {
    const response = await this.#transport.send({
      method,
      path: this.#document(id),
      headers: {
        ...(method === "PATCH" ? { "Content-Type": "application/merge-patch+json" } : {}),
        ...(ifMatch === undefined ? {} : { "If-Match": `"${ifMatch}"` }),
      },
      ...(body === undefined ? {} : { body: encode(body) }),
      ...options,
    });
    await response.body?.cancel();
    return revision(response);
  }

  /** An `_id` that is not a string stands in the path as its Extended JSON: "7" and 7 are two documents. */
  #document(id: Scalar): string {
    const [text, type] = typeof id === "string" ? [id, "string"] : [JSON.stringify(encode(id)), "json"];
    return `${this.#path}/documents/${encodeURIComponent(text)}?idType=${type}`;
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

/** The revision in an ETag such as "7". */
function revision(response: Response): number | undefined {
  const digits = /\d+/.exec(response.headers.get("ETag") ?? "");
  return digits === null ? undefined : Number(digits[0]);
}
