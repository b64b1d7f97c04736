package io.lumadb.console.ui.session;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Starts engines on this machine. Implemented by the application, which has the server inside. */
public interface LocalEngines {

    /** Starts an engine and comes back when it serves. {@code progress} is told what it is doing, in words. */
    CompletableFuture<LocalEngine> start(LocalEngineOptions options, Consumer<String> progress);

    /**
     * @param name a folder name under the console's data directory; the same name opens the same data again
     * @param hotBudgetBytes RAM for hot documents
     * @param shards 0: chosen by the number of cores
     * @param warmAfterSeconds idle seconds before hot documents move to warm; likewise cold. Trainers set a few seconds
     */
    record LocalEngineOptions(
            String name, long hotBudgetBytes, int shards, long warmAfterSeconds, long coldAfterSeconds) {

        /** What one click starts: 256 MiB hot, an hour to warm, a week to cold. */
        public static LocalEngineOptions standard() {
            return new LocalEngineOptions("local", 256L << 20, 0, 3600, 604_800);
        }

        /** For watching tiers move: 20 s to warm, 60 s to cold. */
        public static LocalEngineOptions demonstration() {
            return new LocalEngineOptions("demo", 256L << 20, 0, 20, 60);
        }
    }

    /** A running engine, and how to log in to it. */
    interface LocalEngine extends AutoCloseable {

        /** Such as {@code lumadb://admin@127.0.0.1:40123/}. */
        String url();

        String password();

        /** Stops it cleanly; may take a moment. */
        @Override
        void close();
    }
}
