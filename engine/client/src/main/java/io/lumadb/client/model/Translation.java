package io.lumadb.client.model;

import java.util.List;

/** {@code POST /api/v1/translate}: the text in the other language, and what to know about the difference. */
public record Translation(String query, List<String> notes) {}
