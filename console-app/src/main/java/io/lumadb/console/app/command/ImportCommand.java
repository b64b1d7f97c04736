package io.lumadb.console.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lumadb.client.ClientException;
import io.lumadb.client.LumaClient;
import io.lumadb.client.transfer.Importer;
import io.lumadb.console.app.sample.SampleCatalogue;
import io.lumadb.document.error.ErrorCode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code luma import}: a file of any size into a collection, the refused records into a file of their own. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Import NDJSON, a JSON array or CSV of any size. Refused records go to a rejects file.",
        footer = {
            "",
            "Examples:",
            "  luma import products.ndjson --into products",
            "  luma import people.csv --into people --rejects bad-rows.ndjson",
            "  luma import --sample      (a product catalogue and orders, to try things with)"
        })
public final class ImportCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the file; - is standard input; .gz is unpacked")
    private @Nullable String file;

    @Option(
            names = {"-i", "--into"},
            paramLabel = "COLLECTION",
            description = "the collection, made when it is not there (default: the file's name)")
    private @Nullable String collection;

    @Option(
            names = {"-f", "--format"},
            description = "${COMPLETION-CANDIDATES} (default: by the file's ending)")
    private Importer.@Nullable Format format;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description =
                    "where refused records go, as NDJSON with line, code, detail and text (default: FILE.rejects.ndjson)")
    private @Nullable Path rejects;

    @Option(names = "--sample", description = "import the sample catalogue and its orders")
    private boolean sample;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (!sample && file == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Missing required parameter: FILE, or --sample");
        }
        try (LumaClient client = connection.connect()) {
            if (sample) {
                SampleCatalogue.Loaded loaded = SampleCatalogue.load(client, text -> {
                    out.println(text);
                    out.flush();
                });
                out.printf("%d products and %d orders are in.%n", loaded.products(), loaded.orders());
                return CommandLine.ExitCode.OK;
            }
            return importFile(client, file == null ? "-" : file, out);
        }
    }

    private int importFile(LumaClient client, String source, PrintWriter out) throws IOException, InterruptedException {
        String target = collection != null ? collection : nameOf(source);
        Path rejectsFile = rejects != null
                ? rejects
                : Path.of(source.equals("-") ? "import.rejects.ndjson" : source + ".rejects.ndjson");
        long start = System.nanoTime();
        Progress progress = new Progress(spec.commandLine().getErr());
        try (InputStream in = open(source);
                RejectsFile written = new RejectsFile(rejectsFile)) {
            makeCollection(client, target);
            Importer importer = new Importer(client, target, written::add, progress::show);
            Importer.Outcome outcome = importer.run(in, format != null ? format : Importer.Format.ofFile(source));
            progress.clear();
            double seconds = (System.nanoTime() - start) / 1e9;
            out.printf(
                    "%,d documents into %s in %.1f s (%,.0f/s)%n",
                    outcome.inserted(), target, seconds, outcome.inserted() / seconds);
            if (outcome.rejected() > 0) {
                out.printf(
                        outcome.rejected() == 1
                                ? "%,d record was refused: see %s%n"
                                : "%,d records were refused: see %s%n",
                        outcome.rejected(),
                        rejectsFile);
            }
            out.flush();
            if (outcome.stopped() != null) {
                throw outcome.stopped();
            }
            return outcome.rejected() > 0 ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
        }
    }

    private static void makeCollection(LumaClient client, String name) {
        try {
            client.createCollection(name).join();
        } catch (CompletionException e) {
            if (ClientException.of(e).code() != ErrorCode.ALREADY_EXISTS) {
                throw ClientException.of(e);
            }
        }
    }

    private static String nameOf(String source) {
        if (source.equals("-")) {
            throw new ClientException(
                    ErrorCode.BAD_REQUEST, "standard input has no name", "say --into COLLECTION", null);
        }
        String name = String.valueOf(Path.of(source).getFileName());
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static InputStream open(String source) throws IOException {
        if (source.equals("-")) {
            return System.in;
        }
        try {
            InputStream in = Files.newInputStream(Path.of(source));
            return source.endsWith(".gz") ? new GZIPInputStream(in, 64 * 1024) : in;
        } catch (NoSuchFileException e) {
            throw new ClientException(ErrorCode.NOT_FOUND, "there is no file " + source, null, e);
        }
    }

    /** Written only when something is refused. Called by one importer, never twice at once. */
    private static final class RejectsFile implements AutoCloseable {
        private final Path path;
        private @Nullable BufferedWriter out;

        RejectsFile(Path path) {
            this.path = path;
        }

        void add(Importer.Reject reject) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("line", reject.line());
            line.put("code", reject.code());
            line.put("detail", reject.detail());
            line.put("text", reject.text());
            try {
                BufferedWriter writer = out;
                if (writer == null) {
                    writer = Files.newBufferedWriter(path);
                    out = writer;
                }
                writer.write(JSON.writeValueAsString(line));
                writer.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the rejects file " + path, e);
            }
        }

        @Override
        public void close() throws IOException {
            if (out != null) {
                out.close();
            }
        }
    }

    /** A counter on a terminal's last line; nothing where there is no terminal. */
    private static final class Progress {
        private final PrintWriter err;
        private final boolean terminal = TerminalCheck.interactive();

        Progress(PrintWriter err) {
            this.err = err;
        }

        synchronized void show(long documents) {
            if (terminal) {
                err.printf("\r%,d documents", documents);
                err.flush();
            }
        }

        synchronized void clear() {
            if (terminal) {
                err.print("\r                         \r");
                err.flush();
            }
        }
    }
}
