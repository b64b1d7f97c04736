package io.lumadb.query.nql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people say in words of their own is refused with the same in the grammar's words. */
class IdiomsTest {

    private static final Names SHOP = new Names() {
        @Override
        public List<String> collections() {
            return List.of("products", "orders", "customers");
        }

        @Override
        public List<String> fields(String collection) {
            return switch (collection) {
                case "products" -> List.of("name", "category", "price", "active");
                case "orders" -> List.of("status", "total", "created_at");
                default -> List.of("first_name", "last_name", "email");
            };
        }
    };

    private final NqlLanguage nql = new NqlLanguage(InstantSource.system());

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            show me all products that cost less than 20     ~ show me all products where price is less than 20
            find products cheaper than 5                    ~ find products where price is less than 5
            find products that are more expensive than 99   ~ find products where price is more than 99
            show products priced between 10 and 20          ~ show products where price is between 10 and 20
            show the five most expensive products           ~ show first five products sorted by price descending
            show the 3 cheapest products                    ~ show first 3 products sorted by price
            show the cheapest products                      ~ show products sorted by price
            give me the cheapest product                    ~ give me first 1 product sorted by price
            find products in the category kitchen           ~ find products where category is kitchen
            find customers whose email ends in .de          ~ find customers whose email ends with .de
            """)
    void areRefusedWithTheSameInTheGrammarsWords(String sentence, String nearest) {
        QueryError refused = catchThrowableOfType(QueryError.class, () -> nql.parse(sentence, SHOP));

        assertThat(refused.hint().orElse("")).endsWith("nearest sentence: " + nearest);
        assertThatCode(() -> nql.parse(nearest, SHOP)).doesNotThrowAnyException();
    }
}
