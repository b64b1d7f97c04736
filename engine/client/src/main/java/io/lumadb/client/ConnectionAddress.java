package io.lumadb.client;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a cluster is: {@code lumadb://user@host:8080,host2:8080/?readOnly=true}; {@code lumadbs://} speaks TLS. The
 * password is never part of it.
 *
 * @param hosts one or more; requests go to the first that answers
 * @param options query parameters as written: {@code readOnly}, {@code connectTimeoutMs}, {@code requestTimeoutMs}
 */
public record ConnectionAddress(boolean tls, @Nullable String user, List<Host> hosts, Map<String, String> options) {

    public static final int DEFAULT_PORT = 8080;

    public record Host(String name, int port) {
        @Override
        public String toString() {
            return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
        }
    }

    public ConnectionAddress {
        hosts = List.copyOf(hosts);
        options = Map.copyOf(options);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("a connection needs at least one host");
        }
    }

    /** One node by host and port, without TLS. */
    public static ConnectionAddress of(String host, int port) {
        return new ConnectionAddress(false, null, List.of(new Host(host, port)), Map.of());
    }

    /**
     * Reads the URL form; {@code http://} and {@code https://} are taken too, and so is a bare {@code host:port}.
     *
     * @throws IllegalArgumentException saying what is wrong with the text
     */
    public static ConnectionAddress parse(String text) {
        String rest = text.strip();
        boolean tls = false;
        int scheme = rest.indexOf("://");
        if (scheme >= 0) {
            tls = switch (rest.substring(0, scheme)) {
                case "lumadb", "http" -> false;
                case "lumadbs", "https" -> true;
                default ->
                    throw new IllegalArgumentException(
                            "unknown scheme '" + rest.substring(0, scheme) + "': use lumadb:// or lumadbs:// (TLS)");
            };
            rest = rest.substring(scheme + 3);
        }
        int slash = rest.indexOf('/');
        int question = rest.indexOf('?');
        int authorityEnd = slash >= 0 ? slash : question >= 0 ? question : rest.length();
        Map<String, String> options = question < 0 ? Map.of() : parseOptions(rest.substring(question + 1));
        String authority = rest.substring(0, authorityEnd);
        int at = authority.lastIndexOf('@');
        String user = at < 0 ? null : decode(authority.substring(0, at));
        if (user != null && user.contains(":")) {
            throw new IllegalArgumentException("a password does not belong in the address: write user@host");
        }
        List<Host> hosts = new ArrayList<>();
        for (String host : authority.substring(at + 1).split(",", -1)) {
            hosts.add(parseHost(host.strip()));
        }
        return new ConnectionAddress(tls, user, hosts, options);
    }

    private static Host parseHost(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the host is missing: write host:port");
        }
        int close = text.indexOf(']');
        int colon = text.indexOf(':', Math.max(close, 0));
        String name = colon < 0 ? text : text.substring(0, colon);
        if (name.startsWith("[")) {
            name = name.substring(1, name.length() - 1);
        }
        if (colon < 0) {
            return new Host(name, DEFAULT_PORT);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port >= 1 && port <= 65_535) {
                return new Host(name, port);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text.substring(colon + 1) + "' is not a port", e);
        }
        throw new IllegalArgumentException("port " + text.substring(colon + 1) + " is outside 1 to 65535");
    }

    private static Map<String, String> parseOptions(String query) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                options.put(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
            }
        }
        return options;
    }

    /** The base address of one host's HTTP API. */
    public URI httpBase(Host host) {
        return URI.create((tls ? "https://" : "http://") + host);
    }

    /** The URL form, which {@link #parse} reads back. */
    public String toUrl() {
        String authority = hosts.stream().map(Host::toString).collect(Collectors.joining(","));
        String query = options.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(option -> encode(option.getKey()) + "=" + encode(option.getValue()))
                .collect(Collectors.joining("&"));
        return (tls ? "lumadbs://" : "lumadb://")
                + (user == null ? "" : encode(user) + "@")
                + authority
                + "/"
                + (query.isEmpty() ? "" : "?" + query);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
