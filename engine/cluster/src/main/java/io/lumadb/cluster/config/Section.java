package io.lumadb.cluster.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lumadb.document.error.ErrorCode;
import io.lumadb.document.error.LumaException;
import io.lumadb.query.language.Suggestions;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * One table of a settings file. Every getter names its key once, checks the value and remembers the key; {@link #close}
 * refuses the keys nobody asked for. Refusals name file, key and value, and what would be right.
 */
final class Section implements AutoCloseable {

    private final String file;
    private final String path;
    private final JsonNode table;
    private final Set<String> known = new TreeSet<>();

    private Section(String file, String path, JsonNode table) {
        this.file = file;
        this.path = path;
        this.table = table;
    }

    static Section root(String file, JsonNode table) {
        return new Section(file, "", table);
    }

    /** The table of that name, an empty one when it is absent. */
    Section section(String key) {
        JsonNode value = value(key).orElse(JsonNodeFactory.instance.objectNode());
        if (!value.isObject()) {
            throw refusal(key, value, "write it as a table: [" + path(key) + "]");
        }
        return new Section(file, path(key), value);
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    /** A text; absent when the key is, or when the text is empty. */
    Optional<String> text(String key) {
        Optional<JsonNode> value = value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.get().isTextual()) {
            throw refusal(key, value.get(), "write a text in quotes");
        }
        return Optional.of(value.get().textValue()).filter(text -> !text.isBlank());
    }

    boolean flag(String key, boolean otherwise) {
        Optional<JsonNode> value = value(key);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw refusal(key, value.get(), "write true or false, without quotes");
        }
        return value.map(JsonNode::booleanValue).orElse(otherwise);
    }

    /** A whole number within bounds, both included. */
    OptionalLong number(String key, long least, long most) {
        Optional<JsonNode> value = value(key);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.get().isIntegralNumber() || !value.get().canConvertToLong()) {
            throw refusal(key, value.get(), "write a whole number from " + least + " to " + most);
        }
        long number = value.get().longValue();
        if (number < least || number > most) {
            throw refusal(key, value.get(), "it must lie between " + least + " and " + most);
        }
        return OptionalLong.of(number);
    }

    /** A size in bytes: a number, or a text with a unit. */
    OptionalLong size(String key, long least) {
        Optional<JsonNode> value = value(key);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong size = value.get().isIntegralNumber() && value.get().canConvertToLong()
                ? OptionalLong.of(value.get().longValue())
                : ByteSizes.parse(value.get().isTextual() ? value.get().textValue() : "");
        if (size.isEmpty()) {
            throw refusal(key, value.get(), "write a size with its unit, such as \"512MiB\" or \"4GiB\"");
        }
        if (size.getAsLong() < least) {
            throw refusal(key, value.get(), "it must be at least " + least + " bytes");
        }
        return size;
    }

    /** {@code host:port}; an IPv6 address in brackets. Port 0: any free one. */
    Optional<InetSocketAddress> address(String key) {
        return text(key).map(text -> {
            int colon = text.lastIndexOf(':');
            String host = colon < 0 ? text : text.substring(0, colon);
            int port = colon < 0 ? -1 : port(text.substring(colon + 1));
            boolean bareIpv6 = host.indexOf(':') >= 0 && !host.startsWith("[");
            if (host.isEmpty() || bareIpv6 || port < 0) {
                throw refusal(key, text, "write host:port, such as \"127.0.0.1:8080\" or \"[::1]:8080\"");
            }
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw refusal(key, text, "the host \"" + host + "\" has no address: write one this machine knows");
            }
            return address;
        });
    }

    private static int port(String digits) {
        boolean numeric =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(Character::isDigit);
        int port = numeric ? Integer.parseInt(digits) : -1;
        return port <= 65_535 ? port : -1;
    }

    Optional<Path> path(String key, Path base) {
        return text(key).map(text -> toPath(key, text, base));
    }

    List<Path> paths(String key, Path base) {
        return texts(key).stream().map(text -> toPath(key, text, base)).toList();
    }

    private Path toPath(String key, String text, Path base) {
        try {
            return base.resolve(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw refusal(key, text, "write a path of this machine (" + e.getReason() + ")");
        }
    }

    List<String> texts(String key) {
        Optional<JsonNode> value = value(key);
        if (value.isEmpty()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value.get().isArray() ? value.get() : List.of(value.get())) {
            if (!value.get().isArray()
                    || !element.isTextual()
                    || element.textValue().isBlank()) {
                throw refusal(key, value.get(), "write a list of texts: [\"one\", \"two\"]");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    LumaException refusal(String key, Object value, String rightWouldBe) {
        return fileRefusal(file, path(key) + " = " + shown(value), rightWouldBe);
    }

    static LumaException fileRefusal(String file, String what, String rightWouldBe) {
        return new LumaException(ErrorCode.BAD_REQUEST, file + ": " + what + ": " + rightWouldBe, rightWouldBe);
    }

    private static String shown(Object value) {
        String text = value instanceof String string ? '"' + string + '"' : value.toString();
        return text.length() <= 80 ? text : text.substring(0, 77) + "…";
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private Optional<JsonNode> value(String key) {
        known.add(key);
        return Optional.ofNullable(table.get(key));
    }

    /** Refuses keys that no getter asked for. */
    @Override
    public void close() {
        table.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                String advice = Suggestions.nearest(key, known)
                        .map(name -> "did you mean \"" + name + "\"?")
                        .orElse("known here: " + String.join(", ", known));
                throw fileRefusal(file, "unknown key \"" + path(key) + "\"", advice);
            }
        });
    }
}
