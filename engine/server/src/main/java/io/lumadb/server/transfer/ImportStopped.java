package io.lumadb.server.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.server.http.HttpFailure;
import io.lumadb.server.wire.ApiJson;
import io.lumadb.server.wire.Shapes.ImportFailure;
import io.lumadb.server.wire.Shapes.ImportReport;
import java.io.IOException;

/** An import that stopped at a failure: the problem says at which line, and has the report's members. */
public final class ImportStopped extends HttpFailure {

    private static final long serialVersionUID = 1L;

    private final transient ImportReport report;

    ImportStopped(ImportReport report) {
        this(report, report.failed().getFirst());
    }

    private ImportStopped(ImportReport report, ImportFailure first) {
        super(
                ErrorCode.valueOf(first.code()).httpStatus(),
                ErrorCode.valueOf(first.code()),
                "line " + first.line() + ": " + first.detail(),
                report.inserted() + " documents were stored; mend the line, or import with onError=skip");
        this.report = report;
    }

    @Override
    protected void writeExtensions(JsonGenerator out) throws IOException {
        out.writeNumberField("inserted", report.inserted());
        out.writeNumberField("failures", report.failures());
        out.writeFieldName("failed");
        ApiJson.write(out, report.failed());
    }
}
