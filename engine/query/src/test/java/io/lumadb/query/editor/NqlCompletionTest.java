package io.lumadb.query.editor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.query.language.Language;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is offered at the caret, {@code |}, of an NQL sentence. */
class NqlCompletionTest {

    private final Completer completer = new Completer(Signatures.standard());

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            fi|                                      ~ find
            how |                                    ~ many
            what is the av|                          ~ average
            what is the average to| of orders        ~ `total`
            find ord|                                ~ orders, order_lines
            find the first 5 pro|                    ~ products
            find order li|                           ~ order_lines
            find orders wh|                          ~ where, whose
            find orders where sta|                   ~ status
            find products where first na|            ~ first_name
            find orders where status is |            ~ "paid", "open", "it's lost"
            find orders where status is o|           ~ "open", over, one of
            find orders where total is at l|         ~ least
            find orders wh|                          ~ where, whose
            find products where name starts wi|      ~ starts with
            find orders where total is o|            ~ over, one of
            find orders where status is paid an|     ~ and
            find orders where status is paid and to| ~ `total`
            find orders sorted by to|                ~ `total`
            find orders sorted by total de|          ~ descending
            count orders per sta|                    ~ status
            update orders |                          ~ set
            add to orders sta|                       ~ status
            which na|                                ~ name
            update orders set sta|                   ~ status
            update orders set status to p|           ~ "paid"
            """)
    void offersWhatMayFollow(String text, String expected) {
        List<String> wanted = expected == null ? List.of() : List.of(expected.split(", "));
        assertThat(texts(text)).containsAll(wanted).startsWith(wanted.toArray(String[]::new));
    }

    private List<String> texts(String textWithCaret) {
        int caret = textWithCaret.indexOf('|');
        return completer.complete(Language.NQL, textWithCaret.replace("|", ""), caret, new Shop()).stream()
                .map(Completion::text)
                .toList();
    }
}
