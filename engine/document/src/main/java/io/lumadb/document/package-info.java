/**
 * Values and documents, the vocabulary of every other module.
 *
 * <p>A {@link io.lumadb.document.Value} is one of the twelve kinds LumaDB knows. A {@link io.lumadb.document.Document}
 * is an object with a unique {@code _id}, kept as BSON bytes so that one field can be read without decoding the rest;
 * {@link io.lumadb.document.Bson} walks, decodes and encodes those bytes. A {@link io.lumadb.document.FieldPath} names a
 * place in a document. {@link io.lumadb.document.ValueOrder} is the one order across all kinds, and
 * {@link io.lumadb.document.OrderedKey} writes values as bytes that sort the same way. {@link io.lumadb.document.Json}
 * reads and prints Extended JSON without losing a kind.
 */
@NullMarked
package io.lumadb.document;

import org.jspecify.annotations.NullMarked;
