package io.lumadb.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.cluster.view.CollectionSummary;
import io.lumadb.cluster.view.IndexVerification;
import io.lumadb.document.FieldPath;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.catalog.IndexDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.server.http.Handler;
import io.lumadb.server.http.Method;
import io.lumadb.server.http.Request;
import io.lumadb.server.http.Response;
import io.lumadb.server.http.Route;
import io.lumadb.server.http.Route.Description;
import io.lumadb.server.security.Role;
import io.lumadb.server.wire.ApiJson;
import io.lumadb.server.wire.SchemaBody;
import io.lumadb.server.wire.Shapes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Collections, their schemas and their indexes. */
final class CollectionRoutes {

    private static final String ALL = "/api/v1/collections";
    private static final String ONE = ALL + "/{collection}";
    private static final String TAG = "collections";

    private final ApiContext context;

    CollectionRoutes(ApiContext context) {
        this.context = context;
    }

    List<Route> routes() {
        return List.of(
                route(Method.GET, ALL, Role.VIEWER, this::list, "All collections", Shapes.Collections.class),
                Route.of(
                        Method.POST,
                        ALL,
                        Role.DEVELOPER,
                        new Handler.Blocking(this::create),
                        Description.of(TAG, "Makes a collection")
                                .taking(Shapes.CollectionBody.class)
                                .answering(CollectionSummary.class)),
                route(Method.GET, ONE, Role.VIEWER, this::get, "One collection", CollectionSummary.class),
                route(Method.PUT, ONE, Role.DEVELOPER, this::ensure, "Makes it if needed", CollectionSummary.class),
                route(Method.DELETE, ONE, Role.DEVELOPER, this::drop, "Drops it with its documents", null),
                route(
                        Method.GET,
                        ONE + "/schema",
                        Role.VIEWER,
                        this::schema,
                        "Its declared fields",
                        Shapes.Schema.class),
                Route.of(
                        Method.PUT,
                        ONE + "/schema",
                        Role.DEVELOPER,
                        new Handler.Blocking(this::setSchema),
                        Description.of(TAG, "Declares its fields")
                                .taking(Shapes.Schema.class)
                                .answering(Shapes.Schema.class)),
                route(Method.DELETE, ONE + "/schema", Role.DEVELOPER, this::dropSchema, "Declares nothing", null),
                route(Method.GET, ONE + "/indexes", Role.VIEWER, this::indexes, "Its indexes", Shapes.Indexes.class),
                Route.of(
                        Method.POST,
                        ONE + "/indexes",
                        Role.DEVELOPER,
                        new Handler.Blocking(this::createIndex),
                        Description.of(TAG, "Makes an index over what is there; a large one is built in the background")
                                .taking(Shapes.IndexBody.class)
                                .answering(Shapes.Indexes.class)),
                route(Method.DELETE, ONE + "/indexes/{index}", Role.DEVELOPER, this::dropIndex, "Drops an index", null),
                Route.of(
                        Method.POST,
                        ONE + "/indexes/{index}/verify",
                        Role.DEVELOPER,
                        new Handler.Blocking(this::verifyIndex),
                        Description.of(TAG, "Holds an index against the documents")
                                .with("examples", "integer", "how many differences to describe; 10 without it")
                                .answering(IndexVerification.class)),
                route(
                        Method.GET,
                        ONE + "/stats",
                        Role.VIEWER,
                        this::stats,
                        "Documents and bytes by tier",
                        Shapes.CollectionStats.class),
                Route.of(
                        Method.GET,
                        ONE + "/sample",
                        Role.VIEWER,
                        new Handler.Blocking(this::sample),
                        Description.of(TAG, "Field names, types, frequencies and examples, inferred")
                                .with("limit", "integer", "how many documents to look at; 1000 without it")
                                .answering(Shapes.Sample.class)));
    }

    private static Route route(
            Method method,
            String path,
            Role role,
            Handler.Work work,
            String summary,
            @org.jspecify.annotations.Nullable Class<?> answer) {
        Description description = Description.of(TAG, summary);
        return Route.of(
                method,
                path,
                role,
                new Handler.Blocking(work),
                answer == null ? description : description.answering(answer));
    }

    private Response list(Request request) {
        return Response.json(ApiJson.bytes(new Shapes.Collections(context.node().collections())));
    }

    private Response create(Request request) {
        JsonNode body = request.json();
        String name = ApiJson.text(body, "name");
        JsonNode schema = body.path("schema");
        context.database()
                .createCollection(
                        name, schema.isObject() ? Optional.of(SchemaBody.read(schema)) : Optional.empty(), false);
        return summary(201, name);
    }

    private Response ensure(Request request) {
        String name = request.variable(0);
        boolean made = context.database().createCollection(name, Optional.empty(), true);
        return summary(made ? 201 : 200, name);
    }

    private Response get(Request request) {
        return summary(200, request.variable(0));
    }

    private Response summary(int status, String name) {
        return Response.json(status, ApiJson.bytes(context.node().collection(name)));
    }

    private Response drop(Request request) {
        context.database().dropCollection(request.variable(0), false);
        return Response.noContent();
    }

    private CollectionDefinition definition(Request request) {
        String name = request.variable(0);
        return context.database()
                .collection(name)
                .orElseThrow(() -> new LumaException(
                        ErrorCode.UNKNOWN_COLLECTION, "there is no collection '" + name + "'", "create it first"));
    }

    private Response schema(Request request) {
        return definition(request)
                .schema()
                .map(schema -> Response.json(ApiJson.bytes(SchemaBody.of(schema))))
                .orElseThrow(() ->
                        new LumaException(ErrorCode.NOT_FOUND, "'" + request.variable(0) + "' has no declared schema"));
    }

    private Response setSchema(Request request) {
        definition(request);
        context.database().setSchema(request.variable(0), Optional.of(SchemaBody.read(request.json())));
        return schema(request);
    }

    private Response dropSchema(Request request) {
        definition(request);
        context.database().setSchema(request.variable(0), Optional.empty());
        return Response.noContent();
    }

    private Response indexes(Request request) {
        return indexes(200, request);
    }

    private Response indexes(int status, Request request) {
        return Response.json(
                status,
                ApiJson.bytes(new Shapes.Indexes(
                        context.node().collection(request.variable(0)).indexes())));
    }

    private Response createIndex(Request request) {
        definition(request);
        Shapes.IndexBody body = ApiJson.read(request.json(), Shapes.IndexBody.class);
        context.database().createIndex(request.variable(0), index(body));
        return indexes(201, request);
    }

    private static IndexDefinition index(Shapes.IndexBody body) {
        if (body.fields() == null || body.fields().isEmpty()) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST, "an index needs at least one field", "send {\"fields\": [\"price DESC\"]}");
        }
        List<IndexDefinition.IndexField> fields =
                body.fields().stream().map(CollectionRoutes::indexField).toList();
        String name = body.name() == null
                ? fields.stream().map(field -> field.path().toString()).collect(Collectors.joining("_"))
                : body.name();
        return new IndexDefinition(0, name, fields, kind(body.kind()), Boolean.TRUE.equals(body.unique()), Map.of());
    }

    private static IndexDefinition.IndexField indexField(String text) {
        String[] words = text.strip().split("\\s+");
        boolean descending = words.length == 2 && words[1].equalsIgnoreCase("DESC");
        if (words.length > 2 || words.length == 2 && !descending && !words[1].equalsIgnoreCase("ASC")) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST, "'" + text + "' is not an index field", "write 'path' or 'path DESC'");
        }
        try {
            return new IndexDefinition.IndexField(FieldPath.parse(words[0]), descending);
        } catch (IllegalArgumentException e) {
            throw new LumaException(ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()), null, e);
        }
    }

    private static IndexDefinition.Kind kind(@org.jspecify.annotations.Nullable String name) {
        if (name == null) {
            return IndexDefinition.Kind.BTREE;
        }
        return Arrays.stream(IndexDefinition.Kind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new LumaException(
                        ErrorCode.BAD_REQUEST,
                        "unknown index kind '" + name + "'",
                        "kinds are "
                                + Arrays.stream(IndexDefinition.Kind.values())
                                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))));
    }

    private Response dropIndex(Request request) {
        definition(request);
        context.database().dropIndex(request.variable(0), request.variable(1));
        return Response.noContent();
    }

    private Response verifyIndex(Request request) {
        int examples = Math.clamp(request.number("examples").orElse(10), 0, 1_000);
        return Response.json(
                ApiJson.bytes(context.node().verifyIndex(request.variable(0), request.variable(1), examples)));
    }

    private Response stats(Request request) {
        CollectionSummary summary = context.node().collection(request.variable(0));
        return Response.json(ApiJson.bytes(new Shapes.CollectionStats(
                summary.name(),
                summary.documents(),
                summary.tiers(),
                context.database().shardCount(),
                summary.indexes())));
    }

    private Response sample(Request request) {
        definition(request);
        long limit = Math.clamp(request.number("limit").orElse(1000), 1, 10_000);
        return Response.json(
                ApiJson.bytes(new FieldSampling(context.database()).sample(request.variable(0), (int) limit)));
    }
}
