package io.lumadb.cluster.view;

/** What a tier holds. {@code bytes}: user bytes (BSON) of the documents; {@code diskBytes}: what they take on disk. */
public record TierAmount(long documents, long bytes, long diskBytes) {}
