package io.lumadb.query.database;

import io.lumadb.document.Document;
import io.lumadb.document.Tier;

/** A document as a shard holds it: its revision (from 1) and the tier it was read from. */
public record StoredDocument(Document document, long revision, Tier tier) {}
