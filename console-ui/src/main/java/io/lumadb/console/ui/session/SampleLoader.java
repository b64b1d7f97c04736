package io.lumadb.console.ui.session;

import io.lumadb.client.LumaClient;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Loads the sample catalogue and its orders into a cluster. Implemented by the application, which ships the files. */
@FunctionalInterface
public interface SampleLoader {

    /**
     * Loads what is not there yet.
     *
     * @param progress told what it is doing, in words, from any thread
     * @return how many documents were loaded; 0 when the sample was there already
     */
    CompletableFuture<Long> load(LumaClient client, Consumer<String> progress);
}
