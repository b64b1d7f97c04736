/**
 * Values on the wire are Extended JSON (relaxed). A timestamp is a Date, binary a Uint8Array, a vector a Float32Array,
 * decimal128 a Decimal. A bigint is sent as int64. JSON.parse reads int64 beyond 2^53 as the nearest number.
 */
export type Scalar = null | boolean | number | bigint | string | Date | Uint8Array | Float32Array | Decimal | Double;
export type Value = Scalar | readonly Value[] | { readonly [field: string]: Value | undefined };
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** decimal128 by its text, e.g. "19.90": JavaScript has no number that holds it. */
export class Decimal {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** A number to be stored as a double even when it is whole; a plain 3 is stored as int64. */
export class Double {
  constructor(readonly value: number) {}

  valueOf(): number {
    return this.value;
  }
}

/** A value as plain JSON. `unknown`, because documents are described by interfaces of the caller's own. */
export function encode(value: unknown): Json {
  if (value === null || typeof value === "boolean" || typeof value === "string") {
    return value;
  }
  if (typeof value === "number") {
    return Number.isFinite(value) ? value : { $numberDouble: String(value) };
  }
  if (typeof value === "bigint") {
    return { $numberLong: value.toString() };
  }
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) {
      throw new TypeError("an invalid Date cannot be sent");
    }
    return { $date: value.toISOString() };
  }
  if (value instanceof Decimal) {
    return { $numberDecimal: value.text };
  }
  if (value instanceof Double) {
    return { $numberDouble: Object.is(value.value, -0) ? "-0.0" : String(value.value) };
  }
  if (value instanceof Float32Array) {
    return { $vector: Array.from(value) };
  }
  if (value instanceof Uint8Array) {
    return { $binary: { base64: Buffer.from(value).toString("base64"), subType: "00" } };
  }
  if (Array.isArray(value)) {
    return value.map((element) => (element === undefined ? null : encode(element)));
  }
  if (typeof value === "object" && value !== null) {
    const object: { [key: string]: Json } = {};
    for (const [field, part] of Object.entries(value)) {
      if (part !== undefined) {
        object[field] = encode(part);
      }
    }
    return object;
  }
  throw new TypeError(`a ${typeof value} cannot be sent`);
}

/** Plain JSON as a value. */
export function decode(json: Json): Value {
  if (json === null || typeof json !== "object") {
    return json;
  }
  if (Array.isArray(json)) {
    return json.map(decode);
  }
  return unwrapped(json) ?? Object.fromEntries(Object.entries(json).map(([field, part]) => [field, decode(part)]));
}

function unwrapped(json: { [key: string]: Json }): Value | undefined {
  const keys = Object.keys(json);
  const key = keys[0];
  if (keys.length !== 1 || key === undefined || !key.startsWith("$")) {
    return undefined;
  }
  const inner = json[key];
  switch (key) {
    case "$date":
      return typeof inner === "string" ? new Date(inner) : new Date(Number(longOf(inner)));
    case "$numberLong":
      return safe(BigInt(String(inner)));
    case "$numberInt":
    case "$numberDouble":
      return Number(inner);
    case "$numberDecimal":
      return new Decimal(String(inner));
    case "$vector":
      return Float32Array.from((inner as number[]).map(Number));
    case "$binary":
      return new Uint8Array(Buffer.from((inner as { base64: string }).base64, "base64"));
    default:
      return undefined;
  }
}

function longOf(inner: Json | undefined): Json | undefined {
  return inner !== null && typeof inner === "object" && !Array.isArray(inner) ? inner["$numberLong"] : inner;
}

function safe(long: bigint): number | bigint {
  const number = Number(long);
  return Number.isSafeInteger(number) ? number : long;
}
