import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { LumaClient, LumaError, type QuerySummary } from "../src/index.js";
import { ApiServer } from "./server.js";

let server: ApiServer;
let url: string;
let luma: LumaClient;

beforeEach(async () => {
  server = new ApiServer();
  url = await server.start();
  luma = new LumaClient({ url, username: "dana", password: "correct horse" });
});

afterEach(() => server.stop());

describe("a session", () => {
  it("begins with the first request, once for many at the same time", async () => {
    await Promise.all([luma.collections(), luma.collections(), luma.collections()]);

    assert.equal(server.logins, 1);
    assert.equal(luma.session?.username, "dana");
    assert.ok(luma.session.expiresAt > new Date());
  });

  it("is renewed with its token while that is valid, and begun anew once it is not", async () => {
    server.tokenLifeMs = 60_000;
    let now = Date.now();
    const clock = Date.now;
    Date.now = () => now;
    try {
      await luma.collections();
      now += 50_000;
      await luma.collections();
      assert.deepEqual([server.logins, server.renewals], [1, 1]);

      now += 70_000;
      await luma.collections();
      assert.deepEqual([server.logins, server.renewals], [2, 1]);
    } finally {
      Date.now = clock;
    }
  });

  it("begins again when the server forgets the token", async () => {
    await luma.collections();
    server.forgetTokens();
    await luma.collections();

    assert.equal(server.logins, 2);
  });

  it("is refused with a wrong password", async () => {
    const stranger = new LumaClient({ url, username: "dana", password: "guess" });

    await assert.rejects(stranger.collections(), { name: "LumaError", code: "UNAUTHENTICATED", status: 401 });
  });

  it("ends with logout", async () => {
    const guest = new LumaClient({ url });
    await guest.login("dana", "correct horse");
    await guest.logout();

    assert.equal(guest.session, undefined);
    await assert.rejects(guest.collections(), { code: "UNAUTHENTICATED", hint: "log in" });
  });
});

describe("a query", () => {
  it("sends its language, parameters and limits", async () => {
    const since = new Date("2026-01-01T00:00:00Z");
    await luma.query("find orders", { language: "nql", parameters: { since }, maxRows: 10, id: "q-7" });

    assert.deepEqual(server.lastQuery, {
      language: "nql",
      query: "find orders",
      parameters: { since: { $date: "2026-01-01T00:00:00.000Z" } },
      maxRows: 10,
    });
    assert.equal(server.lastQueryId, "q-7");
  });

  it("gives its documents and what it read", async () => {
    const result = await luma.query<{ n: number; at: Date }>("SELECT n, at FROM numbers");

    assert.deepEqual(
      result.documents.map((row) => row.n),
      [1, 2, 3],
    );
    assert.deepEqual(result.documents[0]?.at, new Date("2026-05-04T03:02:01Z"));
    assert.equal(result.stats.byTier.hot?.rows, 3);
  });

  it("fails with the position of what cannot be read", async () => {
    await assert.rejects(luma.query("SELEKT 1"), (error: unknown) => {
      assert.ok(error instanceof LumaError);
      assert.equal(error.code, "SYNTAX_ERROR");
      assert.equal(error.status, 400);
      assert.equal(error.hint, "did you mean SELECT?");
      assert.deepEqual(error.position, { offset: 0, length: 6, line: 1, column: 1 });
      return true;
    });
  });
});

describe("a streamed query", () => {
  it("gives document by document, and its summary at the end", async () => {
    const rows: unknown[] = [];
    const stream = luma.stream("SELECT n, name FROM numbers");
    let summary: QuerySummary | undefined;
    for (;;) {
      const step = await stream.next();
      if (step.done) {
        summary = step.value;
        break;
      }
      rows.push(step.value);
    }

    assert.deepEqual(rows[2], { n: 3, name: "Grüße ✓" });
    assert.equal(summary.count, 3);
  });

  it("holds the server back while nobody asks for more, and ends when the loop is left", async () => {
    for await (const row of luma.stream<{ n: number }>("SELECT endless")) {
      if (row.n === 1_000) {
        break;
      }
    }
    await server.streamClosedEarly;

    // What fits into the buffers on the way: far from endless.
    assert.ok(server.rowsWritten < 500_000, `${server.rowsWritten} rows were written`);
  });

  it("fails when the server fails half way", async () => {
    await assert.rejects(drain(luma.stream("SELECT fails")), { code: "TIMEOUT", status: 504 });
  });

  it("fails when the answer breaks off", async () => {
    await assert.rejects(drain(luma.stream("SELECT breaks")), { code: "UNAVAILABLE" });
  });

  it("can be given up by a signal", async () => {
    const abort = new AbortController();
    const taking = (async () => {
      for await (const row of luma.stream<{ n: number }>("SELECT endless", { signal: abort.signal })) {
        if (row.n === 10) {
          abort.abort();
        }
      }
    })();

    await assert.rejects(taking, { code: "CANCELLED" });
  });
});

describe("a collection", () => {
  interface Product {
    _id?: string | number;
    name: string;
    price?: number;
    released?: Date;
  }

  it("is created, listed, described and dropped", async () => {
    const products = await luma.createCollection<Product>("products & more");
    await products.insert({ name: "Trowel" });

    assert.deepEqual(await luma.collections(), [{ name: "products & more", documents: 1 }]);
    assert.deepEqual(await products.describe(), { name: "products & more", documents: 1 });
    await products.drop();
    await assert.rejects(products.describe(), { code: "UNKNOWN_COLLECTION", status: 404 });
  });

  it("keeps documents with their types", async () => {
    const products = await luma.createCollection<Product>("products");
    const released = new Date("2024-03-05T00:00:00Z");

    assert.deepEqual(await products.insertMany([{ _id: 7, name: "Hoe", released }, { name: "Rake" }]), [
      7,
      "generated-2",
    ]);
    assert.deepEqual(await products.get(7), { document: { _id: 7, name: "Hoe", released }, rev: 1 });
    assert.equal(await products.get("7"), undefined);
    await assert.rejects(products.insert({ _id: 7, name: "Hoe" }), { code: "DUPLICATE_KEY", status: 409 });
  });

  it("patches, replaces and deletes, each only at the revision asked for", async () => {
    const products = await luma.createCollection<Product>("products");
    await products.insert({ _id: "a/b", name: "Hoe", price: 34 });

    assert.equal(await products.patch("a/b", { price: 36, name: null }), 2);
    assert.deepEqual((await products.get("a/b"))?.document, { _id: "a/b", price: 36 });
    assert.equal(await products.replace("a/b", { name: "Dutch hoe" }, { ifMatch: 2 }), 3);
    await assert.rejects(products.delete("a/b", { ifMatch: 1 }), { code: "REVISION_MISMATCH", status: 412 });
    await products.delete("a/b", { ifMatch: 3 });
    assert.equal(await products.get("a/b"), undefined);
  });

  it("finds the nearest neighbours of a vector", async () => {
    const words = await luma.createCollection<{ _id: string; meaning: Float32Array }>("words");
    await words.insertMany([
      { _id: "north", meaning: Float32Array.of(0, 1) },
      { _id: "east", meaning: Float32Array.of(1, 0) },
    ]);

    const hits = await words.search({ field: "meaning", vector: [0.9, 0.1], k: 1 });

    assert.equal(hits.length, 1);
    assert.equal(hits[0]?.document._id, "east");
    assert.deepEqual(hits[0].document.meaning, Float32Array.of(1, 0));
  });
});

describe("a node", () => {
  it("tells its health and version without a login", async () => {
    assert.deepEqual(await luma.health(), { alive: true, ready: true });
    assert.equal((await luma.version()).node, "node-1");
    assert.equal(server.logins, 0);
  });

  it("that is not there is neither alive nor ready, and fails requests by its address", async () => {
    await server.stop();

    assert.deepEqual(await luma.health(), { alive: false, ready: false });
    await assert.rejects(luma.collections(), (error: unknown) => {
      assert.ok(error instanceof LumaError);
      assert.equal(error.code, "UNAVAILABLE");
      assert.ok(error.message.includes(url));
      return true;
    });
  });

  it("must have an address that can be one", () => {
    assert.throws(() => new LumaClient({ url: "localhost:8080" }), /http:\/\/127\.0\.0\.1:8080/);
  });
});

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const row of stream) {
    assert.ok(row);
  }
}
