package io.lumadb.server.route;

import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.http.Handler;
import io.lumadb.server.http.Method;
import io.lumadb.server.http.Request;
import io.lumadb.server.http.Response;
import io.lumadb.server.http.Route;
import io.lumadb.server.http.Route.Description;
import io.lumadb.server.security.Role;
import io.lumadb.server.transfer.DocumentExport;
import io.lumadb.server.transfer.DocumentImport;
import io.lumadb.server.transfer.ImportOptions;
import io.lumadb.server.transfer.RecordReader;
import io.lumadb.server.transfer.TransferFormat;
import io.lumadb.server.wire.ApiJson;
import io.lumadb.server.wire.Shapes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Whole files of documents, in and out. */
final class TransferRoutes {

    private static final String TAG = "documents";

    private final ApiContext context;

    TransferRoutes(ApiContext context) {
        this.context = context;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Method.POST,
                        "/api/v1/collections/{collection}/import",
                        Role.DEVELOPER,
                        new Handler.Streaming(this::importDocuments),
                        Description.of(TAG, "Stores a stream of any size: NDJSON, a JSON array, or CSV; gzip is taken")
                                .with("format", "string", "ndjson, json or csv; without it the content type says so")
                                .with("onError", "string", "stop (without it) or skip")
                                .with("upsert", "boolean", "true: documents whose key exists replace it")
                                .with("create", "boolean", "true: make the collection if needed")
                                .answering(Shapes.ImportReport.class)),
                Route.of(
                        Method.GET,
                        "/api/v1/collections/{collection}/export",
                        Role.VIEWER,
                        new Handler.Blocking(this::export),
                        Description.of(TAG, "Streams all documents")
                                .with("format", "string", "ndjson (without it), json or csv")));
    }

    private Response importDocuments(Request request) throws IOException {
        String collection = request.variable(0);
        ImportOptions options = new ImportOptions(
                ImportOptions.OnError.of(request.parameter("onError").orElse("stop")), request.flag("upsert"));
        TransferFormat format = TransferFormat.of(request.parameter("format"), request.header("Content-Type"));
        if (request.flag("create")) {
            context.database().createCollection(collection, Optional.empty(), true);
        }
        CollectionDefinition definition = requireCollection(collection);
        try (RecordReader reader = RecordReader.of(format, request.stream())) {
            return Response.json(
                    ApiJson.bytes(new DocumentImport(context.database(), definition, options).run(reader)));
        }
    }

    private Response export(Request request) {
        String collection = request.variable(0);
        TransferFormat format = TransferFormat.of(request.parameter("format"), request.header("Accept"));
        requireCollection(collection);
        return new Response.Streamed(
                200,
                format.contentType(),
                List.of(),
                out -> new DocumentExport(context.database(), collection).write(format, out));
    }

    private CollectionDefinition requireCollection(String name) {
        return context.database()
                .collection(name)
                .orElseThrow(() -> new LumaException(
                        ErrorCode.UNKNOWN_COLLECTION, "there is no collection '" + name + "'", "create it first"));
    }
}
