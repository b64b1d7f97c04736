package io.lumadb.console.app.command;

import io.lumadb.client.model.TieringPreview;
import java.io.PrintWriter;

/** A preview of a policy on a terminal. */
final class PreviewPrinter {

    private PreviewPrinter() {}

    static void print(TieringPreview preview, PrintWriter out) {
        if (preview.moves().isEmpty()) {
            out.println("nothing would move");
        }
        for (TieringPreview.Flow flow : preview.moves()) {
            out.printf(
                    "%s → %-4s  %,d%s documents  %,d%s bytes  %s%n",
                    flow.from(),
                    flow.to(),
                    flow.documents(),
                    error(flow.documentsError()),
                    flow.bytes(),
                    error(flow.bytesError()),
                    flow.rule());
        }
        out.printf(
                "RAM   %,d → %,d of %,d bytes%n",
                preview.ram().now(), preview.ram().after(), preview.ram().budget());
        out.printf(
                "disk  %,d → %,d bytes%n", preview.disk().now(), preview.disk().after());
        TieringPreview.HitRatio hits = preview.hitRatio();
        if (hits == null) {
            out.println("hot hit ratio  unknown: no reads are recorded yet");
        } else {
            out.printf(
                    "hot hit ratio  %.1f %% → %.1f %% ± %.1f (%,d reads since %s)%n",
                    100 * hits.recorded(), 100 * hits.predicted(), 100 * hits.error(), hits.reads(), hits.since());
        }
        out.println(
                preview.exact()
                        ? "counted document by document; it holds if:"
                        : "a sample of %,d of %,d documents, errors with %.0f %% confidence; it holds if:"
                                .formatted(preview.sampled(), preview.documents(), 100 * preview.confidence()));
        preview.assumptions().forEach(assumption -> out.println("  - " + assumption));
    }

    private static String error(long error) {
        return error == 0 ? "" : " ± %,d".formatted(error);
    }
}
