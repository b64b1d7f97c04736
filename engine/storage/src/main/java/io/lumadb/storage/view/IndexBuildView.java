package io.lumadb.storage.view;

/** An index under construction on one shard: documents whose entries are made, of those that were there at its start. */
public record IndexBuildView(int collection, int index, long documents, long total) {}
