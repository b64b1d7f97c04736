package io.lumadb.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the route of a path: a tree of segments, where a literal goes before a variable. Immutable once made. */
public final class Router {

    /** What a path and method lead to. */
    sealed interface Match {

        /** {@code variables} in the order of the route's path, percent-decoded. */
        record Found(Route route, List<String> variables) implements Match {}

        record NoSuchPath() implements Match {}

        record OtherMethods(Set<Method> allowed) implements Match {}
    }

    private static final Match NO_SUCH_PATH = new Match.NoSuchPath();

    private final List<Route> routes;
    private final Node root = new Node();

    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
        for (Route route : routes) {
            Node node = root;
            for (String segment : route.path().substring(1).split("/")) {
                node = node.childFor(segment);
            }
            if (node.routes.put(route.method(), route) != null) {
                throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
            }
        }
    }

    public List<Route> routes() {
        return routes;
    }

    /** @param path without the query string, still percent-encoded */
    Match find(Method method, String path) {
        List<String> variables = new ArrayList<>(2);
        Node node = root;
        int from = 1;
        int end = path.length() > 1 && path.endsWith("/") ? path.length() - 1 : path.length();
        while (from <= end && node != null) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 || slash > end ? end : slash;
            String segment = path.substring(Math.min(from, to), to);
            Node next = node.literals.get(segment);
            if (next == null && node.variable != null && !segment.isEmpty()) {
                variables.add(decode(segment));
                next = node.variable;
            }
            node = next;
            from = to + 1;
        }
        if (node == null || node.routes.isEmpty()) {
            return NO_SUCH_PATH;
        }
        Route route = node.routes.get(method);
        return route == null
                ? new Match.OtherMethods(Set.copyOf(node.routes.keySet()))
                : new Match.Found(route, variables);
    }

    /** A plus sign in a path is a plus sign, unlike behind the question mark. */
    private static String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<Method, Route> routes = new EnumMap<>(Method.class);
        private @Nullable Node variable;

        private Node childFor(String segment) {
            if (!segment.startsWith("{")) {
                return literals.computeIfAbsent(segment, _ -> new Node());
            }
            if (variable == null) {
                variable = new Node();
            }
            return variable;
        }
    }
}
