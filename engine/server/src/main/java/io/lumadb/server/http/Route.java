package io.lumadb.server.http;

import io.lumadb.server.security.Role;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One method of one path: who may call it, what runs, and what {@code /openapi.json} says of it.
 *
 * @param path segments, of which {@code {name}} are variables: {@code /api/v1/collections/{collection}}
 * @param role the least role needed; empty: anyone, without a token
 */
public record Route(Method method, String path, Optional<Role> role, Handler handler, Description description) {

    public static Route open(Method method, String path, Handler handler, Description description) {
        return new Route(method, path, Optional.empty(), handler, description);
    }

    public static Route of(Method method, String path, Role role, Handler handler, Description description) {
        return new Route(method, path, Optional.of(role), handler, description);
    }

    /**
     * What the OpenAPI description says.
     *
     * @param tag the group it stands in
     * @param answer the record that the answer is made of; null: see the summary
     */
    public record Description(
            String tag, String summary, List<Parameter> parameters, @Nullable Class<?> body, @Nullable Class<?> answer) {

        public Description {
            parameters = List.copyOf(parameters);
        }

        public static Description of(String tag, String summary) {
            return new Description(tag, summary, List.of(), null, null);
        }

        public Description taking(Class<?> bodyType) {
            return new Description(tag, summary, parameters, bodyType, answer);
        }

        public Description answering(Class<?> answerType) {
            return new Description(tag, summary, parameters, body, answerType);
        }

        public Description with(String name, String type, String text) {
            List<Parameter> more = new java.util.ArrayList<>(parameters);
            more.add(new Parameter(name, type, text));
            return new Description(tag, summary, more, body, answer);
        }
    }

    /** A parameter behind the question mark. {@code type}: string, integer, boolean. */
    public record Parameter(String name, String type, String text) {}
}
