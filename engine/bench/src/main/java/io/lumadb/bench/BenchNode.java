package io.lumadb.bench;

import io.lumadb.server.LumaServer;
import io.lumadb.server.ServerSettings;
import java.nio.file.Path;
import java.util.Optional;

/** A node as a process of its own: {@code BenchNode DIR PASSWORD}. Prints {@code ready URL}; ends on SIGTERM. */
public final class BenchNode {

    private BenchNode() {}

    public static void main(String[] arguments) {
        LumaServer server =
                LumaServer.start(ServerSettings.defaults(Path.of(arguments[0]), 0), Optional.of(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "bench-shutdown"));
        System.out.println("ready " + server.url());
        System.out.flush();
    }
}
