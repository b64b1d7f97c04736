/** The server's error codes are stable; a newer server may have more of them. */
export type ErrorCode =
  | "SYNTAX_ERROR"
  | "BAD_REQUEST"
  | "INVALID_QUERY"
  | "ARITHMETIC_OVERFLOW"
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "UNKNOWN_COLLECTION"
  | "METHOD_NOT_ALLOWED"
  | "ALREADY_EXISTS"
  | "DUPLICATE_KEY"
  | "CONFLICT"
  | "CANCELLED"
  | "REVISION_MISMATCH"
  | "TOO_LARGE"
  | "SCHEMA_VIOLATION"
  | "RATE_LIMITED"
  | "INTERNAL"
  | "CORRUPT_DATA"
  | "NOT_BUILT_YET"
  | "NOT_LEADER"
  | "QUORUM_LOST"
  | "UNAVAILABLE"
  | "DISK_FULL"
  | "TIMEOUT"
  | (string & {});

/** Where in the query text: offset and length in UTF-16 units from 0, line and column from 1. */
export interface Position {
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
}

/** What an RFC 9457 problem body holds. */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly code?: string;
  readonly hint?: string | null;
  readonly position?: Position | null;
}

/** A request that failed: the server's problem, or why there was no answer (`status` 0). */
export class LumaError extends Error {
  override readonly name = "LumaError";
  readonly code: ErrorCode;
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly hint: string | undefined;
  readonly position: Position | undefined;
  /** Seconds after which the server asks to be tried again. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ErrorCode,
    detail: string,
    more: { status?: number; hint?: string; position?: Position; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(detail, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.status = more.status ?? 0;
    this.hint = more.hint;
    this.position = more.position;
    this.retryAfter = more.retryAfter;
  }

  /** The error a problem body stands for. */
  static ofProblem(problem: Problem, status: number, retryAfter?: number): LumaError {
    return new LumaError(problem.code ?? "INTERNAL", problem.detail ?? problem.title ?? `HTTP ${status}`, {
      status,
      ...(problem.hint ? { hint: problem.hint } : {}),
      ...(problem.position ? { position: problem.position } : {}),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  }
}
