package io.lumadb.console.app.command;

import io.lumadb.client.ClientException;
import io.lumadb.document.error.ErrorCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code luma test} is carried out by the launcher, which has the sources; this names it in the help. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Build everything from source and run every test.")
public final class TestCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new ClientException(
                ErrorCode.BAD_REQUEST, "tests run from a source checkout", "use ./luma test there", null);
    }
}
