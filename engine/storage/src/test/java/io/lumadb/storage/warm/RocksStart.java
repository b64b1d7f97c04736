package io.lumadb.storage.warm;

import io.lumadb.document.error.LumaException;

/** A program that loads RocksDB's library, and says what came of it. */
final class RocksStart {

    private RocksStart() {}

    public static void main(String[] arguments) {
        try (RocksResources resources = new RocksResources(1)) {
            System.out.println("started with " + resources.view());
        } catch (LumaException e) {
            System.out.println(e.code() + ": " + e.detail() + "\n" + e.hint().orElseThrow());
        }
    }
}
