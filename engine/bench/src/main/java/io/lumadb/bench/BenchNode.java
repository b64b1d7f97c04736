package io.lumadb.bench;

import io.lumadb.server.LumaServer;
import io.lumadb.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A node as a process of its own: {@code BenchNode DIR PASSWORD [SHARDS]}. Prints {@code ready URL}; ends on SIGTERM. */
public final class BenchNode {

    private BenchNode() {}

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        ServerSettings settings =
                arguments.length > 2 ? settings(data, arguments[2]) : ServerSettings.defaults(data, 0);
        LumaServer server = LumaServer.start(settings, Optional.of(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "bench-shutdown"));
        System.out.println("ready " + server.url());
        System.out.flush();
    }

    private static ServerSettings settings(Path data, String shards) throws IOException {
        Path file = data.resolveSibling(data.getFileName() + ".toml");
        Files.writeString(
                file,
                "[node]\ndata_dir = \"" + data
                        + "\"\nhttp = \"127.0.0.1:0\"\nraft = \"127.0.0.1:0\"\n[cluster]\nnum_shards = " + shards
                        + "\n");
        return ServerSettings.read(file);
    }
}
