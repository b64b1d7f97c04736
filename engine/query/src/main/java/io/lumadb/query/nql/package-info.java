/**
 * NQL, a controlled English in which every accepted sentence has exactly one meaning.
 *
 * <p>The parser is written by hand. What a word is depends on the names of the catalog ("first name" is one field there and two
 * words elsewhere), the fields of {@code show name and price of products} stand before the collection that decides what they may
 * mean, and a refusal must name the first words not understood and a sentence that would do: a grammar over fixed tokens gives
 * none of the three. {@code Words} is the sentence, {@code SentenceReader} goes by its verb, {@code ClauseReader},
 * {@code ConditionReader} and {@code ValueReader} read what follows, {@code NameResolver} finds what names mean, and
 * {@code SentencePrinter} writes the canonical sentence of a statement.
 *
 * <p>Sentences about collections and indexes: {@code create collection X [if it does not exist]}, {@code drop collection X
 * [if it exists]}, {@code create [unique] [hash|full text] index [NAME] on X by F [descending], G}, {@code drop index NAME on X},
 * {@code show collections}, {@code show indexes of X}, {@code describe X}; {@code explain} and {@code analyze} stand before any
 * sentence. Names that are words of the language stand in {@code `backquotes`}; {@code the field F} is a field where a value would
 * stand; {@code like} is LIKE and {@code looks like} is ILIKE; {@code :name} and {@code ?} are parameters.
 */
@NullMarked
package io.lumadb.query.nql;

import org.jspecify.annotations.NullMarked;
