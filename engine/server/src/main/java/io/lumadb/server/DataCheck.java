package io.lumadb.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lumadb.cluster.LumaNodes;
import io.lumadb.cluster.view.DirectoryReport;
import java.util.ArrayList;
import java.util.List;

/** {@code luma server --check}: what a stopped node's files hold, for people and for programs. */
public final class DataCheck {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final DirectoryReport report;

    private DataCheck(DirectoryReport report) {
        this.report = report;
    }

    /**
     * Reads everything in the data directory of the settings, and changes nothing.
     *
     * @throws io.lumadb.document.error.LumaException NOT_FOUND when it is no data directory, UNAVAILABLE when a node uses
     *     it, BAD_REQUEST for another format, CORRUPT_DATA when not even {@code node.json} can be read
     */
    public static DataCheck run(ServerSettings settings) {
        return new DataCheck(LumaNodes.check(settings.config()));
    }

    /** Whether nothing is wrong. */
    public boolean isSound() {
        return report.sound();
    }

    /** The report as lines of text. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Checked " + report.directory() + ", node " + report.node() + ", " + report.shards() + " shards:");
        int width = report.parts().stream()
                .mapToInt(part -> part.name().length())
                .max()
                .orElse(0);
        for (DirectoryReport.Part part : report.parts()) {
            lines.add("  " + part.name() + " ".repeat(width - part.name().length()) + "  " + part.holds());
        }
        report.notes().forEach(note -> lines.add("Note: " + note));
        for (DirectoryReport.Problem problem : report.problems()) {
            lines.add("PROBLEM " + problem.file() + ": " + problem.what());
            lines.add("  to do: " + problem.action());
        }
        int problems = report.problems().size();
        lines.add(
                problems == 0
                        ? "Everything is in order."
                        : problems + (problems == 1 ? " problem was found." : " problems were found."));
        return lines;
    }

    /** The report as a JSON object. */
    public String json() {
        try {
            return JSON.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report cannot be written", e);
        }
    }
}
