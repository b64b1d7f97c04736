package io.lumadb.client.model;

/**
 * One of {@code POST /api/v1/complete {language, query, offset}} → {@code {"completions": [ … ]}}.
 *
 * @param kind {@code keyword}, {@code collection}, {@code field}, {@code function}, {@code operator}, {@code value}
 * @param from where the text that it replaces begins (UTF-16 offset); it ends at the caret
 */
public record Completion(String text, String kind, String detail, int from) {}
