package io.lumadb.console.app.command;

import io.lumadb.client.model.TieringPreview;
import io.lumadb.console.ui.theme.Figures;
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
                    "%s → %-4s  %,d%s documents  %s%s  %s%n",
                    flow.from(),
                    flow.to(),
                    flow.documents(),
                    error(flow.documentsError()),
                    Figures.bytes(flow.bytes()),
                    flow.bytesError() == 0 ? "" : " ± " + Figures.bytes(flow.bytesError()),
                    flow.rule());
        }
        out.printf(
                "RAM   %s → %s%s, of %s%n",
                Figures.bytes(preview.ram().now()),
                Figures.bytes(preview.ram().after()),
                preview.ram().afterError() == 0
                        ? ""
                        : " ± " + Figures.bytes(preview.ram().afterError()),
                Figures.bytes(preview.ram().budget()));
        out.printf(
                "disk  %s → %s%n",
                Figures.bytes(preview.disk().now()),
                Figures.bytes(preview.disk().after()));
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
