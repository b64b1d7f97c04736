import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Decimal, Double } from "../src/index.js";
import { decode, encode, type Value } from "../src/values.js";

describe("a value", () => {
  const values: [string, Value][] = [
    ["null", null],
    ["a string", "süß"],
    ["a number", 12.5],
    ["a timestamp", new Date("2026-02-28T23:59:59.123Z")],
    ["an int64 beyond 2^53", 9_223_372_036_854_775_807n],
    ["a decimal", new Decimal("19.90")],
    ["binary", Uint8Array.of(0, 255, 128)],
    ["a vector", Float32Array.of(0.5, -2)],
    ["an object of arrays", { tags: ["a", "b"], nested: [{ at: new Date(0) }] }],
  ];
  for (const [name, value] of values) {
    it(`that is ${name} comes back as it went`, () => {
      assert.deepEqual(decode(JSON.parse(JSON.stringify(encode(value)))), value);
    });
  }

  it("that is not a finite number is wrapped", () => {
    assert.deepEqual(encode([NaN, -Infinity]), [{ $numberDouble: "NaN" }, { $numberDouble: "-Infinity" }]);
    assert.deepEqual(decode({ $numberDouble: "NaN" }), NaN);
  });

  it("that is a whole double stays one on the wire", () => {
    assert.deepEqual(encode(new Double(3)), { $numberDouble: "3" });
  });

  it("leaves undefined fields out, as JSON does", () => {
    assert.deepEqual(encode({ a: undefined, b: [undefined] }), { b: [null] });
  });

  it("reads dates as numbers of milliseconds too", () => {
    assert.deepEqual(decode({ $date: { $numberLong: "-1" } }), new Date(-1));
  });

  it("that is no value of the database is refused", () => {
    assert.throws(() => encode(() => 1), /function cannot be sent/);
    assert.throws(() => encode(new Date("soon")), /invalid Date/);
  });
});
