package io.lumadb.client.model;

/**
 * One of {@code POST /api/v1/tokens {language, query}} → {@code {"tokens": [ … ]}}. Offset and length are in UTF-16 units.
 *
 * @param kind {@code keyword}, {@code identifier}, {@code string}, {@code number}, {@code operator}, {@code comment}, {@code error}
 */
public record TextToken(int offset, int length, String kind) {}
