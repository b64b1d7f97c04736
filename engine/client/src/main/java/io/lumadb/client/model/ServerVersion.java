package io.lumadb.client.model;

/** {@code GET /version}. */
public record ServerVersion(String version, int format, String node) {}
