package io.lumadb.server.route;

import io.lumadb.document.Value;
import io.lumadb.server.http.Handler;
import io.lumadb.server.http.Method;
import io.lumadb.server.http.Response;
import io.lumadb.server.http.Route;
import io.lumadb.server.security.Role;
import io.lumadb.server.wire.ApiJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The OpenAPI 3.1 description of the routes, made from the routes. */
public final class OpenApi {

    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");

    private final RecordSchemas schemas = new RecordSchemas();

    private OpenApi() {}

    static Route route(List<Route> others, String version) {
        Route.Description description = Route.Description.of("system", "This description");
        Handler unanswered = new Handler.Inline(_ -> Response.noContent());
        List<Route> all = new ArrayList<>(others);
        all.add(Route.of(Method.GET, "/openapi.json", Role.VIEWER, unanswered, description));
        byte[] document = ApiJson.bytes(new OpenApi().document(all, version));
        return Route.of(
                Method.GET,
                "/openapi.json",
                Role.VIEWER,
                new Handler.Inline(_ -> Response.json(document)),
                description);
    }

    private Map<String, Object> document(List<Route> routes, String version) {
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(route.path(), _ -> new LinkedHashMap<>())
                    .put(route.method().name().toLowerCase(Locale.ROOT), operation(route));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info",
                Map.of(
                        "title",
                        "LumaDB",
                        "version",
                        version,
                        "description",
                        "Values are relaxed Extended JSON. Every failure is a problem body (RFC 9457)."));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas",
                        schemas.named(),
                        "securitySchemes",
                        Map.of("token", Map.of("type", "http", "scheme", "bearer", "bearerFormat", "JWT"))));
        return document;
    }

    private Map<String, Object> operation(Route route) {
        Route.Description description = route.description();
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", operationId(route));
        operation.put("summary", description.summary());
        operation.put("tags", List.of(description.tag()));
        operation.put("parameters", parameters(route));
        route.role().ifPresent(role -> {
            operation.put("description", "Needs the role " + role.wireName() + " or one above it.");
            operation.put("security", List.of(Map.of("token", List.of())));
        });
        if (description.body() != null) {
            operation.put(
                    "requestBody", Map.of("required", true, "content", content("application/json", description.body())));
        }
        operation.put("responses", responses(route));
        return operation;
    }

    private static String operationId(Route route) {
        String words = route.path().replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_|_$", "");
        return route.method().name().toLowerCase(Locale.ROOT) + "_" + words;
    }

    private static List<Map<String, Object>> parameters(Route route) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        Matcher variables = VARIABLE.matcher(route.path());
        while (variables.find()) {
            parameters.add(Map.of(
                    "name", variables.group(1), "in", "path", "required", true, "schema", Map.of("type", "string")));
        }
        for (Route.Parameter parameter : route.description().parameters()) {
            parameters.add(Map.of(
                    "name",
                    parameter.name(),
                    "in",
                    "query",
                    "description",
                    parameter.text(),
                    "schema",
                    Map.of("type", parameter.type())));
        }
        return parameters;
    }

    private Map<String, Object> responses(Route route) {
        Class<?> answer = route.description().answer();
        Map<String, Object> good = new LinkedHashMap<>();
        good.put("description", "Done");
        if (answer != null) {
            good.put("content", content("application/json", answer));
        }
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put("2XX", good);
        responses.put(
                "default",
                Map.of("description", "A problem", "content", content(Response.PROBLEM, Problem.class)));
        return responses;
    }

    private Map<String, Object> content(String type, Class<?> shape) {
        return Map.of(type, Map.of("schema", schemas.of(shape)));
    }

    /** The problem body, for the description only. */
    record Problem(
            String type,
            String title,
            int status,
            String detail,
            String code,
            @Nullable String hint,
            @Nullable Position position,
            @Nullable Map<String, Value> more) {

        record Position(int offset, int length, int line, int column) {}
    }
}
