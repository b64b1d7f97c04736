export { LumaClient } from "./client.js";
export { Collection } from "./collection.js";
export { LumaError } from "./errors.js";
export { Decimal, Double } from "./values.js";
export type { ErrorCode, Position } from "./errors.js";
export type { Json, Scalar, Value } from "./values.js";
export type {
  ClientOptions,
  CollectionOptions,
  CollectionSummary,
  Consistency,
  Health,
  Language,
  QueryOptions,
  QueryResult,
  QueryStats,
  QuerySummary,
  RequestOptions,
  SearchHit,
  SearchRequest,
  ServerVersion,
  Session,
  Stored,
  TierReads,
  WriteOptions,
} from "./types.js";
