package io.lumadb.cluster.raftlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** For tests that cut and damage the logs' files. */
public final class LogFiles {

    private LogFiles() {}

    /** Where a file's content ends, before the zeros that Ratis lays out in advance; in bytes. */
    public static int dataEnd(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
