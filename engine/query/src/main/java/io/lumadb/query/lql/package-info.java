/**
 * LQL, SQL's words over documents. {@code Lql.g4} is the grammar; the generated parser's tree is turned into statements by
 * {@code StatementReader}, {@code DefinitionReader} and {@code ExpressionReader}, and {@code LqlPrinter} writes them back.
 * {@code SyntaxErrors} turns the parser's complaints into sentences with a place and a hint; {@code QueryParentheses} tells
 * the parentheses around queries from those around expressions.
 *
 * <p>LQL has four things beyond SQL: {@code * EXCEPT (path, …)} leaves fields out, {@code KEEP path} keeps a nested field at its
 * place, {@code UNSET path} removes one, and {@code path += n} counts a missing field as 0.
 */
@NullMarked
package io.lumadb.query.lql;

import org.jspecify.annotations.NullMarked;
