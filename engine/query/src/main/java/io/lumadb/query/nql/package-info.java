/**
 * NQL, a controlled English in which every accepted sentence has exactly one meaning.
 *
 * <p>The parser is written by hand. What a word is depends on the names of the catalog ("first name" is one field there and two
 * words elsewhere), the fields of {@code show name and price of products} stand before the collection that decides what they may
 * mean, and a refusal must name the first words not understood and a sentence that would do: a grammar over fixed tokens gives
 * none of the three. {@code SentenceReader} goes by the verb: to {@code ShownReader}, {@code SuperlativeReader},
 * {@code ChangeReader}, {@code InsertReader} or {@code DefinitionReader}. {@code ClauseReader} reads what stands behind the
 * collection into {@code Clauses}. Below them are the words ({@code nql.text}), the names of the catalog ({@code nql.name}) and
 * conditions, values and times ({@code nql.condition}). {@code NearestSentence} tries {@code Mendings} of a refused sentence until
 * one is understood, for the hint, and by {@code KeptWords} loses no condition. {@code SentencePrinter} and {@code ConditionPrinter} write the canonical sentence of a
 * statement.
 *
 * <p>What reads in two ways is refused rather than guessed at:
 *
 * <ul>
 *   <li>A text without quotes ends at the next clause. A word that compares, or a field with a comparison behind it, refuses it.
 *   <li>{@code and} binds tighter than {@code or}, {@code not} tighter than both. A comma is {@code and}, but not beside {@code or}.
 *   <li>{@code over}, {@code under} and their like stand before numbers, times, texts in quotes and {@code the field F}, not before
 *       a bare word.
 *   <li>A day, week, month or year is the whole of it: {@code after 2026-01-31} begins with the first of February, {@code until
 *       2026-01-31} goes up to then. {@code last 7 days} ends now, {@code last week} is the calendar's. A time without a field is
 *       of the one field that holds a time; {@code created yesterday} names {@code created_at}.
 *   <li>{@code older than 30} is of an age, {@code older than 30 days} of a time; {@code the oldest} has the highest age where there
 *       are ages, and the earliest time elsewhere. A month is of a year: {@code in january 2026}.
 *   <li>What a field holds, as it is declared or sampled, says what a text without quotes may mean: {@code yes} and {@code no} are
 *       true and false of a flag; a number, a time, a list and an object are no such text, and no calculation is one. A text is
 *       empty without letters, a list without elements. {@code in Sales} is of the one field that is known to have the value, but
 *       not where documents are changed. A field in the elements of a list has no one value.
 *   <li>Digits that begin with 0, and numbers as words where a text may stand, are numbers or texts: they are refused. {@code
 *       contains 404} looks for the text and for the element; {@code contains the number 404} for the element only.
 *   <li>What has the lowest value has one: {@code which F has the lowest G} and {@code the oldest 5} leave out documents without.
 *   <li>A sentence that changes or removes every document says {@code all}; nothing is changed by a sentence with skip or groups.
 * </ul>
 *
 * <p>Beside the sentences about documents: {@code create collection X [if it does not exist]}, {@code drop collection X [if it
 * exists]}, {@code create [unique] [hash|full text] index [NAME] on X by F [descending], G}, {@code drop index NAME on X},
 * {@code show collections}, {@code show indexes of X}, {@code describe X}; {@code explain} and {@code analyze} stand before any
 * sentence. Names that are words of the language stand in {@code `backquotes`}; {@code the field F} is a field where a value would
 * stand; {@code like} is LIKE and {@code looks like} is ILIKE; {@code :name} and {@code ?} are parameters. Searches by meaning
 * ({@code similar to}) and by words ({@code mentioning}) are read, and refused with the index that they lack.
 */
@NullMarked
package io.lumadb.query.nql;

import org.jspecify.annotations.NullMarked;
