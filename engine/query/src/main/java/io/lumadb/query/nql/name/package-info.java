/**
 * What words name in the catalog. {@code KnownNames} asks the catalog once, {@code NameIndex} says which names a way of writing may
 * mean, {@code NameResolver} takes the words that are one, and {@code Candidates} lists those that may have been meant where none
 * or several are. {@code FieldTypes} says what the values of a field are, {@code TimeFields} which fields hold times and ages.
 */
@NullMarked
package io.lumadb.query.nql.name;

import org.jspecify.annotations.NullMarked;
