package io.lumadb.console.app.command;

import io.lumadb.client.ClientException;
import io.lumadb.client.ConnectionAddress;
import io.lumadb.client.LumaClient;
import io.lumadb.client.LumaClients;
import io.lumadb.document.error.ErrorCode;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a subcommand finds and enters a cluster. */
final class ConnectionOptions {

    private static final String DEFAULT_URL = "lumadb://admin@127.0.0.1:8080/";

    @Option(
            names = {"-c", "--connect"},
            paramLabel = "URL",
            description = "the cluster, such as lumadb://admin@127.0.0.1:8080 (default: $LUMA_URL, else that one)")
    @Nullable
    String url;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "a file with the password in its first line (default: $LUMA_PASSWORD, else it is asked for)")
    @Nullable
    Path passwordFile;

    /** A client that is logged in; the caller closes it. */
    LumaClient connect() {
        ConnectionAddress address = address();
        LumaClient client = LumaClients.open(address);
        String user = address.user() == null ? "admin" : address.user();
        try {
            client.login(user, password(user, address)).join();
            return client;
        } catch (CompletionException e) {
            client.close();
            throw ClientException.of(e);
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    ConnectionAddress address() {
        String environment = System.getenv("LUMA_URL");
        String text = url != null ? url : environment != null ? environment : DEFAULT_URL;
        try {
            return ConnectionAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ClientException(ErrorCode.BAD_REQUEST, "'" + text + "': " + e.getMessage(), null, e);
        }
    }

    private String password(String user, ConnectionAddress address) {
        if (passwordFile != null) {
            return PasswordFile.read(passwordFile);
        }
        String environment = System.getenv("LUMA_PASSWORD");
        if (environment != null) {
            return environment;
        }
        Console console = TerminalCheck.console()
                .orElseThrow(() -> new ClientException(
                        ErrorCode.UNAUTHENTICATED,
                        "no password for " + user + "@" + address.hosts().getFirst(),
                        "set LUMA_PASSWORD or use --password-file",
                        null));
        char[] typed = console.readPassword("password of %s: ", user);
        return typed == null ? "" : new String(typed);
    }

    /** The first line of a file, for passwords. */
    static final class PasswordFile {

        private PasswordFile() {}

        static String read(Path file) {
            try {
                String first = Files.readString(file).lines().findFirst().orElse("");
                if (first.isEmpty()) {
                    throw new ClientException(
                            ErrorCode.BAD_REQUEST, "the password file " + file + " is empty", null, null);
                }
                return first;
            } catch (IOException e) {
                throw new ClientException(
                        ErrorCode.BAD_REQUEST,
                        "cannot read the password file " + file + ": " + e.getMessage(),
                        null,
                        e);
            }
        }
    }
}
