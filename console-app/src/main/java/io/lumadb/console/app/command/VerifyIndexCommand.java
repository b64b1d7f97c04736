package io.lumadb.console.app.command;

import io.lumadb.client.ClientException;
import io.lumadb.client.LumaClient;
import io.lumadb.client.model.CollectionSummary;
import io.lumadb.client.model.IndexVerification;
import io.lumadb.document.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code luma verify-index}: compares indexes with the documents they are of. */
@Command(
        name = "verify-index",
        mixinStandardHelpOptions = true,
        description = "Compare an index, or all of a collection, with the documents. Ends with 1 when they differ.",
        footer = {"", "Examples:", "  luma verify-index users by_mail", "  luma verify-index users"})
public final class VerifyIndexCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Parameters(index = "0", paramLabel = "COLLECTION")
    private String collection = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "INDEX", description = "(default: all that are ready)")
    private @Nullable String index;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (LumaClient client = connection.connect()) {
            boolean sound = true;
            for (String each : indexes(client, out)) {
                sound &= verify(client, each, out);
            }
            out.flush();
            return sound ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } catch (CompletionException e) {
            throw ClientException.of(e);
        }
    }

    private List<String> indexes(LumaClient client, PrintWriter out) {
        if (index != null) {
            return List.of(index);
        }
        List<CollectionSummary.IndexSummary> all =
                client.collection(collection).join().indexes();
        if (all.isEmpty()) {
            out.println(collection + " has no index.");
        }
        all.stream()
                .filter(each -> !isReady(each))
                .forEach(each -> out.println(each.name() + " is " + each.stateText() + ": left out."));
        return all.stream()
                .filter(VerifyIndexCommand::isReady)
                .map(CollectionSummary.IndexSummary::name)
                .toList();
    }

    private static boolean isReady(CollectionSummary.IndexSummary index) {
        return index.state() == null || index.state().equals("ready");
    }

    private boolean verify(LumaClient client, String name, PrintWriter out) {
        IndexVerification found = client.verifyIndex(collection, name).join();
        if (found.sound()) {
            out.printf(
                    "%s: %,d entries fit the %,d documents of %s.%n",
                    name, found.entries(), found.documents(), collection);
        } else {
            out.printf(
                    "%s: %,d entries are missing and %,d are too many, of %,d for %,d documents of %s.%n",
                    name, found.missing(), found.extra(), found.entries(), found.documents(), collection);
            found.examples()
                    .forEach(difference -> out.printf(
                            "  %s, _id %s: %s%n",
                            difference.problem(), Json.relaxed(difference.id()), difference.detail()));
            out.println("  Drop the index and make it anew.");
        }
        return found.sound();
    }
}
