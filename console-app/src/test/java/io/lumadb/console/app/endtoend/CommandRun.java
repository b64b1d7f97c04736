package io.lumadb.console.app.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run of {@code luma} with arguments, as a process of its own. */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(Path folder, String... arguments) throws IOException, InterruptedException {
        return typing("", folder, arguments);
    }

    /** With that on standard input. */
    static CommandRun typing(String input, Path folder, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Path in = Files.writeString(Files.createTempFile(folder, "in", ".txt"), input);
        ProcessBuilder builder = process(arguments)
                .redirectInput(ProcessBuilder.Redirect.from(in.toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        int exitCode = builder.start().waitFor();
        return new CommandRun(
                exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    /** {@code luma} with arguments, not yet started. */
    static ProcessBuilder process(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("src", "main", "launch", "luma.args").toAbsolutePath());
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, "io.lumadb.console.app.Luma"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LUMA_PASSWORD", ServerProcess.PASSWORD);
        builder.environment().put("LUMA_ADMIN_PASSWORD", ServerProcess.PASSWORD);
        return builder;
    }
}
