package io.lumadb.console.app.command;

import io.lumadb.client.ClientException;
import io.lumadb.client.LumaClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code luma export}: a whole collection to a file or standard output. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Export a collection as NDJSON, a JSON array or CSV.")
public final class ExportCommand implements Callable<Integer> {

    enum Format {
        NDJSON,
        JSON,
        CSV
    }

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "COLLECTION")
    private String collection = "";

    @Option(
            names = {"-f", "--format"},
            defaultValue = "ndjson",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Format format = Format.NDJSON;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "written under another name first and renamed when whole (default: standard output)")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
        try (LumaClient client = connection.connect();
                InputStream in = client.exportDocuments(
                                collection, format.name().toLowerCase(Locale.ROOT))
                        .join()) {
            if (output == null) {
                in.transferTo(System.out);
                System.out.flush();
            } else {
                writeWhole(in, output);
            }
            return CommandLine.ExitCode.OK;
        } catch (CompletionException e) {
            throw ClientException.of(e);
        }
    }

    private static void writeWhole(InputStream in, Path target) throws IOException {
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        try (OutputStream out = Files.newOutputStream(partial)) {
            in.transferTo(out);
        }
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
