/**
 * A sentence as words, before anything is known of the catalog. {@code Words} is the sentence and the place where reading has got
 * to, {@code Vocabulary} the words that mean something by themselves, {@code Numerals} the small numbers written as words, and
 * {@code Complaints} the refusals that name the first words not understood.
 */
@NullMarked
package io.lumadb.query.nql.text;

import org.jspecify.annotations.NullMarked;
