package io.lumadb.server.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.document.Json;
import io.lumadb.document.Value;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.database.ScanRequest.Consistency;
import io.lumadb.query.execution.ExplainedPlan;
import io.lumadb.query.execution.QueryEngine;
import io.lumadb.query.execution.QueryRequest;
import io.lumadb.query.execution.QuerySummary;
import io.lumadb.query.language.Language;
import io.lumadb.query.statement.Statement;
import io.lumadb.server.http.Handler;
import io.lumadb.server.http.Method;
import io.lumadb.server.http.Request;
import io.lumadb.server.http.Response;
import io.lumadb.server.http.Route;
import io.lumadb.server.http.Route.Description;
import io.lumadb.server.security.Caller;
import io.lumadb.server.security.Role;
import io.lumadb.server.wire.ApiJson;
import io.lumadb.server.wire.QueryShapes;
import io.lumadb.server.wire.QueryShapes.QueryAnswer;
import io.lumadb.server.wire.QueryShapes.QueryBody;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Asking questions, watching, cancelling and explaining them. */
final class QueryRoutes {

    private static final String ID_HEADER = "X-Query-Id";
    private static final String TAG = "query";

    private final ApiContext context;
    private final QueryAnswers answers;

    QueryRoutes(ApiContext context) {
        this.context = context;
        this.answers = new QueryAnswers(context);
    }

    List<Route> routes() {
        Description query = Description.of(
                        TAG,
                        "Runs a query; 'Accept: application/x-ndjson' streams a document a line and {\"$stats\": …} last")
                .taking(QueryBody.class)
                .answering(QueryAnswer.class);
        return List.of(
                Route.of(Method.POST, "/api/v1/query", Role.VIEWER, new Handler.Blocking(this::query), query),
                Route.of(Method.POST, "/query", Role.VIEWER, new Handler.Blocking(this::query), query),
                Route.of(
                        Method.GET,
                        "/api/v1/queries",
                        Role.VIEWER,
                        new Handler.Blocking(_ -> running()),
                        Description.of(TAG, "What runs now").answering(QueryShapes.RunningList.class)),
                Route.of(
                        Method.DELETE,
                        "/api/v1/queries/{id}",
                        Role.VIEWER,
                        new Handler.Blocking(this::cancel),
                        Description.of(TAG, "Cancels a running query: one's own, or anybody's as operator")),
                Route.of(
                        Method.POST,
                        "/api/v1/explain",
                        Role.VIEWER,
                        new Handler.Blocking(this::explain),
                        Description.of(TAG, "The plan; with 'analyze' the query runs, and the plan has what it found")
                                .taking(QueryShapes.ExplainBody.class)
                                .answering(QueryShapes.Plan.class)));
    }

    private Response query(Request request) {
        JsonNode body = request.json();
        QueryRequest query = queryRequest(request, body);
        requireMay(request.caller(), context.queries().parse(query.language(), query.text()));
        Response.Header id = new Response.Header(ID_HEADER, query.id());
        request.onAbandon(() -> context.queries().cancel(query.id()));
        return request.wantsNdjson() ? answers.streamed(query, id) : answers.whole(query, id);
    }

    private QueryRequest queryRequest(Request request, JsonNode body) {
        String language = ApiJson.optionalText(body, "language")
                .or(() -> ApiJson.optionalText(body, "type"))
                .orElseThrow(() -> new LumaException(
                        ErrorCode.BAD_REQUEST, "the field 'language' is missing", "use \"lql\", \"nql\" or \"jql\""));
        Duration most = context.node().config().limits().queryTimeout();
        Duration timeout = ApiJson.optionalNumber(body, "timeoutMs")
                .map(Duration::ofMillis)
                .orElse(most);
        return new QueryRequest(
                queryId(request),
                Language.of(language),
                ApiJson.text(body, "query"),
                parameters(body.path("parameters")),
                timeout.compareTo(most) < 0 ? timeout : most,
                ApiJson.optionalNumber(body, "maxRows").orElse(Long.MAX_VALUE),
                consistency(body),
                request.caller().username());
    }

    private static String queryId(Request request) {
        String id = request.header(ID_HEADER).orElseGet(() -> UUID.randomUUID().toString());
        if (!id.matches("[A-Za-z0-9._:-]{1,128}")) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST,
                    "the header " + ID_HEADER + " is not a query id",
                    "use 1 to 128 letters, digits, '.', '_', ':' and '-'");
        }
        return id;
    }

    private static Consistency consistency(JsonNode body) {
        String name = ApiJson.optionalText(body, "consistency").orElse("linearizable");
        return switch (name) {
            case "linearizable" -> Consistency.LINEARIZABLE;
            case "eventual" -> Consistency.EVENTUAL;
            default ->
                throw new LumaException(
                        ErrorCode.BAD_REQUEST, "unknown consistency '" + name + "'", "use linearizable or eventual");
        };
    }

    /** By name from an object, by 1-based position from an array. */
    private static Map<String, Value> parameters(JsonNode node) {
        Map<String, Value> parameters = new LinkedHashMap<>();
        if (node.isObject()) {
            node.properties().forEach(entry -> parameters.put(entry.getKey(), Json.fromTree(entry.getValue())));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                parameters.put(Integer.toString(i + 1), Json.fromTree(node.get(i)));
            }
        } else if (!node.isMissingNode() && !node.isNull()) {
            throw new LumaException(
                    ErrorCode.BAD_REQUEST, "the field 'parameters' is " + node, "use an object or an array");
        }
        return parameters;
    }

    private void requireMay(Caller caller, Statement statement) {
        if (changesTiering(statement)) {
            caller.require(Role.OPERATOR, "setting a tiering policy");
        }
        QueryEngine.Privileges needed = context.queries().privileges(statement);
        if (needed.definesData()) {
            caller.require(Role.DEVELOPER, "making and dropping collections and indexes");
        }
        if (!needed.writes().isEmpty()) {
            caller.require(Role.DEVELOPER, "writing to " + String.join(", ", needed.writes()));
        }
    }

    private static boolean changesTiering(Statement statement) {
        return statement instanceof Statement.SetTiering
                || statement instanceof Statement.Explain(boolean analyze, Statement inner)
                        && analyze
                        && changesTiering(inner);
    }

    private Response running() {
        Instant now = Instant.now();
        return Response.json(ApiJson.bytes(new QueryShapes.RunningList(context.queries().running().stream()
                .map(query -> QueryShapes.Running.of(query, now))
                .toList())));
    }

    private Response cancel(Request request) {
        String id = request.variable(0);
        boolean others = context.queries().running().stream()
                .anyMatch(query -> query.id().equals(id)
                        && !query.user().equals(request.caller().username()));
        if (others) {
            request.caller().require(Role.OPERATOR, "cancelling somebody else's query");
        }
        if (!context.queries().cancel(id)) {
            throw new LumaException(ErrorCode.NOT_FOUND, "no query with id " + id + " is running");
        }
        return Response.noContent();
    }

    private Response explain(Request request) {
        JsonNode body = request.json();
        Language language = Language.of(ApiJson.text(body, "language"));
        String text = ApiJson.text(body, "query");
        if (!body.path("analyze").asBoolean(false)) {
            return plan(context.queries().explain(language, text));
        }
        requireMay(request.caller(), context.queries().parse(language, text));
        // Only LQL has words for EXPLAIN ANALYZE; the others say the same through it.
        String lql = language == Language.LQL
                ? text
                : context.queries().translate(language, Language.LQL, text).text();
        QueryRequest query = new QueryRequest(
                queryId(request),
                Language.LQL,
                "EXPLAIN ANALYZE " + lql,
                parameters(body.path("parameters")),
                context.node().config().limits().queryTimeout(),
                Long.MAX_VALUE,
                Consistency.LINEARIZABLE,
                request.caller().username());
        request.onAbandon(() -> context.queries().cancel(query.id()));
        QuerySummary summary = context.queries().run(query, _ -> {});
        return plan(summary.plan().orElseThrow(() -> new IllegalStateException("EXPLAIN gave no plan")));
    }

    private static Response plan(ExplainedPlan plan) {
        return Response.json(ApiJson.bytes(QueryShapes.Plan.of(plan)));
    }
}
