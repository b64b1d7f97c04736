package io.lumadb.console.app.command;

import io.lumadb.client.ClientException;
import io.lumadb.client.LumaClient;
import java.io.PrintWriter;
import java.util.concurrent.CompletionException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A subcommand of {@code luma cluster} that asks for one thing and shows it: for people, or with {@code --json} for scripts. */
abstract class ClusterQuestion<T> implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    abstract T ask(LumaClient client);

    abstract void print(T answer, PrintWriter out);

    /** @throws CommandLine.ParameterException naming the option, when the value is less than 1 */
    void requirePositive(String option, int value) {
        if (value < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "Invalid value for option '" + option + "': " + value + " is less than 1");
        }
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        try (LumaClient client = connection.connect()) {
            T answer = ask(client);
            if (json) {
                out.println(JsonOutput.of(answer));
            } else {
                print(answer, out);
            }
            out.flush();
        } catch (CompletionException e) {
            throw ClientException.of(e);
        }
    }
}
