package io.lumadb.server.route;

import io.lumadb.document.Document;
import io.lumadb.document.DocumentIds;
import io.lumadb.document.StoredDocument;
import io.lumadb.document.Value;
import io.lumadb.document.catalog.CollectionDefinition;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.Mutation;
import io.lumadb.query.database.WriteOutcome;
import io.lumadb.query.execution.write.SchemaCheck;
import io.lumadb.server.http.Handler;
import io.lumadb.server.http.Method;
import io.lumadb.server.http.Request;
import io.lumadb.server.http.Response;
import io.lumadb.server.http.Route;
import io.lumadb.server.http.Route.Description;
import io.lumadb.server.security.Role;
import io.lumadb.server.wire.ApiJson;
import io.lumadb.server.wire.DocumentJson;
import io.lumadb.server.wire.Shapes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Documents one by one, and small arrays of them. Revisions travel as ETags. */
final class DocumentRoutes {

    private static final String ALL = "/api/v1/collections/{collection}/documents";
    private static final String ONE = ALL + "/{id}";
    private static final String TAG = "documents";
    /** Larger bodies are parsed on a thread of their own, not on the event loop. */
    private static final int SMALL = 16 * 1024;

    private static final int MOST_RETRIES = 20;

    private final ApiContext context;
    private final DocumentKeys keys;

    DocumentRoutes(ApiContext context) {
        this.context = context;
        this.keys = new DocumentKeys(context.database());
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        Method.POST,
                        ALL,
                        Role.DEVELOPER,
                        new Handler.Async(this::insert),
                        Description.of(TAG, "Stores a new document, or an array of them; 409 when a key is taken")
                                .answering(Shapes.Inserted.class)),
                Route.of(
                        Method.GET,
                        ONE,
                        Role.VIEWER,
                        new Handler.Blocking(this::get),
                        one("The document; its ETag is its revision")),
                Route.of(
                        Method.PUT,
                        ONE,
                        Role.DEVELOPER,
                        new Handler.Async(this::put),
                        one("Replaces the document or makes it; 'If-Match: \"rev\"' only when it is still that")
                                .answering(Shapes.Written.class)),
                Route.of(
                        Method.PATCH,
                        ONE,
                        Role.DEVELOPER,
                        new Handler.Blocking(this::patch),
                        one("Changes fields (RFC 7396 merge patch); 'If-Match' as for PUT")
                                .answering(Shapes.Written.class)),
                Route.of(
                        Method.DELETE,
                        ONE,
                        Role.DEVELOPER,
                        new Handler.Blocking(this::delete),
                        one("Deletes the document; 'If-Match' as for PUT")));
    }

    private static Description one(String summary) {
        return Description.of(TAG, summary)
                .with(
                        "idType",
                        "string",
                        "string: the id is text; json: it is JSON, such as 42; without it: text if there is such a document,"
                                + " otherwise JSON");
    }

    private CompletableFuture<Response> insert(Request request) {
        return request.body().length <= SMALL
                ? insertNow(request)
                : onOwnThread("luma-insert", () -> insertNow(request));
    }

    /** What may take long, or block, is not for the event loop. */
    private static CompletableFuture<Response> onOwnThread(String name, Supplier<CompletableFuture<Response>> work) {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Thread.ofVirtual().name(name).start(() -> {
            try {
                work.get().whenComplete((response, failure) -> {
                    if (failure == null) {
                        answer.complete(response);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private CompletableFuture<Response> insertNow(Request request) {
        String collection = request.variable(0);
        Optional<SchemaCheck> schema = schema(request);
        List<Value.Obj> objects = DocumentJson.readOneOrMany(request.body());
        List<Mutation> mutations = objects.stream()
                .<Mutation>map(object -> new Mutation.Insert(
                        storable(schema.map(check -> check.forInsert(object)).orElse(object))))
                .toList();
        if (mutations.isEmpty()) {
            return CompletableFuture.completedFuture(Response.json(ApiJson.bytes(new Shapes.Inserted(List.of()))));
        }
        return context.database().write(collection, mutations).thenApply(outcomes -> inserted(mutations, outcomes));
    }

    /** What the collection declares, if it does. */
    private Optional<SchemaCheck> schema(Request request) {
        return context.database()
                .collection(request.variable(0))
                .flatMap(CollectionDefinition::schema)
                .map(schema -> new SchemaCheck(Optional.of(schema), Instant.now()));
    }

    private static Document storable(Value.Obj object) {
        if (!(object.get(Document.ID) instanceof Value.Missing)) {
            return Document.of(object).requireStorable();
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put(Document.ID, DocumentIds.next());
        fields.putAll(object.fields());
        return Document.of(new Value.Obj(fields));
    }

    private static Response inserted(List<Mutation> mutations, List<WriteOutcome> outcomes) {
        PartlyInserted.throwWhenAnyFailed(mutations, outcomes);
        List<Value> ids = mutations.stream().map(Mutation::id).toList();
        List<Response.Header> headers = outcomes.size() == 1 && outcomes.getFirst() instanceof WriteOutcome.Done done
                ? List.of(etag(done.revision()))
                : List.of();
        return new Response.Whole(201, Response.JSON, ApiJson.bytes(new Shapes.Inserted(ids)), headers);
    }

    private static Response.Header etag(long revision) {
        return new Response.Header("ETag", "\"" + revision + "\"");
    }

    private Response get(Request request) {
        StoredDocument stored = keys.find(request).orElseThrow(() -> missing(request));
        return new Response.Whole(
                200, Response.JSON, DocumentJson.bytes(stored.document()), List.of(etag(stored.revision())));
    }

    /** An absent collection is another mistake than an absent document. */
    private LumaException missing(Request request) {
        String collection = request.variable(0);
        return context.database().collection(collection).isPresent()
                ? DocumentKeys.missing(request)
                : new LumaException(ErrorCode.UNKNOWN_COLLECTION, "there is no collection '" + collection + "'");
    }

    private CompletableFuture<Response> put(Request request) {
        OptionalLong expected = expectedRevision(request);
        // Where the path can only mean text, nothing that is there decides what the key is.
        if (expected.isPresent() || !DocumentKeys.saysText(request)) {
            return onOwnThread("luma-put", () -> put(request, expected, keys.find(request)));
        }
        return request.body().length <= SMALL
                ? put(request, expected, Optional.empty())
                : onOwnThread("luma-put", () -> put(request, expected, Optional.empty()));
    }

    private CompletableFuture<Response> put(Request request, OptionalLong expected, Optional<StoredDocument> there) {
        Value.Obj object = DocumentJson.readOne(request.body());
        Value key = keys.keyFor(request, object.get(Document.ID), there);
        Document document = withKey(request, object, key, true);
        requireStillThere(request, expected, there);
        if (request.header("If-None-Match").orElse("").equals("*")) {
            return write(request, new Mutation.Insert(document)).thenApply(done -> written(201, key, done));
        }
        Mutation mutation =
                expected.isPresent() ? new Mutation.Replace(document, expected) : new Mutation.Upsert(document);
        return write(request, mutation).thenApply(done -> written(done.existed() ? 200 : 201, key, done));
    }

    private static void requireStillThere(Request request, OptionalLong expected, Optional<StoredDocument> there) {
        if (expected.isPresent() && there.isEmpty()) {
            throw new LumaException(
                    ErrorCode.REVISION_MISMATCH,
                    "there is no document '" + request.variable(1) + "' of revision " + expected.getAsLong());
        }
    }

    private Response patch(Request request) {
        Value.Obj changes = DocumentJson.readOne(request.body());
        OptionalLong expected = expectedRevision(request);
        for (int attempt = 1; ; attempt++) {
            Optional<StoredDocument> there = keys.find(request);
            requireStillThere(request, expected, there);
            StoredDocument stored = there.orElseThrow(() -> missing(request));
            Value key = keys.keyFor(request, changes.get(Document.ID), there);
            Document patched = withKey(request, merged(stored.document().toObject(), changes), key, false);
            try {
                OptionalLong basis = expected.isPresent() ? expected : OptionalLong.of(stored.revision());
                return written(200, key, now(write(request, new Mutation.Replace(patched, basis))));
            } catch (LumaException e) {
                boolean another = e.code() == ErrorCode.REVISION_MISMATCH && expected.isEmpty();
                if (!another || attempt == MOST_RETRIES) {
                    throw e;
                }
            }
        }
    }

    /** RFC 7396: null removes, objects merge, anything else replaces. */
    static Value.Obj merged(Value.Obj target, Value.Obj patch) {
        Map<String, Value> fields = new LinkedHashMap<>(target.fields());
        patch.fields().forEach((name, value) -> {
            if (value instanceof Value.Null) {
                fields.remove(name);
            } else if (value instanceof Value.Obj inner) {
                Value.Obj below = fields.get(name) instanceof Value.Obj there ? there : new Value.Obj(Map.of());
                fields.put(name, merged(below, inner));
            } else {
                fields.put(name, value);
            }
        });
        return new Value.Obj(fields);
    }

    private Response delete(Request request) {
        OptionalLong expected = expectedRevision(request);
        Optional<StoredDocument> there = keys.find(request);
        requireStillThere(request, expected, there);
        StoredDocument stored = there.orElseThrow(() -> missing(request));
        now(write(request, new Mutation.Delete(stored.document().id(), expected)));
        return Response.noContent();
    }

    /** The key first, and no revision: that is kept beside the document, not in it. */
    private Document withKey(Request request, Value.Obj object, Value key, boolean withDefaults) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put(Document.ID, key);
        fields.putAll(object.fields());
        fields.put(Document.ID, key);
        fields.remove(Document.REVISION);
        Value.Obj keyed = new Value.Obj(fields);
        Value.Obj checked = schema(request)
                .map(check -> withDefaults ? check.forInsert(keyed) : check.check(keyed))
                .orElse(keyed);
        return Document.of(checked).requireStorable();
    }

    private static OptionalLong expectedRevision(Request request) {
        Optional<String> header = request.header("If-Match");
        if (header.isEmpty() || header.get().equals("*")) {
            return OptionalLong.empty();
        }
        String text = header.get().replace("\"", "").strip();
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST, "If-Match is '" + header.get() + "'", "send the ETag of the document", e);
        }
    }

    private CompletableFuture<WriteOutcome.Done> write(Request request, Mutation mutation) {
        return context.database()
                .write(request.variable(0), List.of(mutation))
                .thenApply(outcomes -> switch (outcomes.getFirst()) {
                    case WriteOutcome.Done done -> done;
                    case WriteOutcome.Failed(ErrorCode code, String detail) -> throw new LumaException(code, detail);
                });
    }

    private static WriteOutcome.Done now(CompletableFuture<WriteOutcome.Done> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LumaException failure ? failure : e;
        }
    }

    private static Response written(int status, Value key, WriteOutcome.Done done) {
        return new Response.Whole(
                status,
                Response.JSON,
                ApiJson.bytes(new Shapes.Written(key, done.revision())),
                List.of(etag(done.revision())));
    }
}
