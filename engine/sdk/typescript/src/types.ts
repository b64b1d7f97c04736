import type { Value } from "./values.js";

export type Language = "lql" | "nql" | "jql";
export type Consistency = "linearizable" | "eventual";

export interface ClientOptions {
  /** Any node, e.g. "http://127.0.0.1:8080". */
  readonly url: string;
  /** With a name and a password the client logs in before its first request and whenever its token is refused. */
  readonly username?: string;
  readonly password?: string;
  /** How long an answer may take before the request fails with TIMEOUT; 30,000 unless told. Streams have no limit. */
  readonly timeoutMs?: number;
}

export interface RequestOptions {
  /** Gives the request up; it then fails with CANCELLED. */
  readonly signal?: AbortSignal;
}

export interface Session {
  readonly token: string;
  readonly expiresAt: Date;
  readonly username: string;
  readonly roles: readonly string[];
}

export interface QueryOptions extends RequestOptions {
  /** "lql" unless told. */
  readonly language?: Language;
  readonly parameters?: { readonly [name: string]: Value };
  /** How long the server may work on it. */
  readonly timeoutMs?: number;
  readonly maxRows?: number;
  readonly consistency?: Consistency;
  /** Becomes X-Query-Id, by which `cancelQuery` finds it. */
  readonly id?: string;
}

export interface TierReads {
  readonly rows: number;
  readonly bytes: number;
}

export interface QueryStats {
  readonly rowsScanned: number;
  readonly bytesRead: number;
  readonly byTier: { readonly hot?: TierReads; readonly warm?: TierReads; readonly cold?: TierReads };
}

/** What a query says beside its documents. */
export interface QuerySummary {
  readonly columns: readonly string[];
  readonly count: number;
  readonly truncated: boolean;
  readonly affected?: number | null;
  readonly matched?: number | null;
  readonly modified?: number | null;
  readonly insertedIds?: readonly Value[] | null;
  readonly upsertedIds?: readonly Value[] | null;
  readonly elapsedMs: number;
  readonly plan?: string | null;
  readonly stats: QueryStats;
}

export interface QueryResult<T> extends QuerySummary {
  readonly documents: readonly T[];
}

export interface CollectionSummary {
  readonly name: string;
  readonly [detail: string]: Value | undefined;
}

/** Sent as they are beside the name, e.g. `{ schema, validation }`. */
export type CollectionOptions = { readonly [option: string]: Value };

/** A document with the revision that `ifMatch` takes. */
export interface Stored<T> {
  readonly document: T;
  readonly rev: number;
}

export interface WriteOptions extends RequestOptions {
  /** Write only while the document still has this revision; otherwise REVISION_MISMATCH. */
  readonly ifMatch?: number;
}

/** Nearest neighbours of a vector, or documents about a text. */
export type SearchRequest = {
  readonly field: string;
  /** How many, at most. */
  readonly k: number;
  /** A JQL filter that every hit matches. */
  readonly filter?: { readonly [path: string]: Value };
} & ({ readonly vector: Float32Array | readonly number[] } | { readonly text: string });

export interface SearchHit<T> {
  readonly document: T;
  readonly score: number;
}

export interface ServerVersion {
  readonly version: string;
  readonly format: number;
  readonly node: string;
}

export interface Health {
  /** The process answers. */
  readonly alive: boolean;
  /** It serves: leaders known, caught up. */
  readonly ready: boolean;
}
