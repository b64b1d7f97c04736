package io.lumadb.query.nql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lumadb.query.language.Names;
import io.lumadb.query.language.QueryError;
import io.lumadb.query.lql.LqlLanguage;
import io.lumadb.query.statement.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences as people write them, with the LQL that shows what they mean. It is Monday, 2026-11-23, 10:00 UTC. */
class NqlSentencesTest {

    private static final Names SHOP = new Names() {
        @Override
        public List<String> collections() {
            return List.of("customers", "orders", "products");
        }

        @Override
        public List<String> fields(String collection) {
            return switch (collection) {
                case "products" -> List.of("_id", "name", "price", "category", "stock", "tags", "sku", "cost");
                case "customers" ->
                    List.of(
                            "_id",
                            "first_name",
                            "lastName",
                            "email",
                            "age",
                            "address.city",
                            "address.zip",
                            "created_at",
                            "last_login_at");
                case "orders" ->
                    List.of("_id", "status", "total", "created_at", "customer_id", "billing.zip", "shipping.zip");
                default -> List.of();
            };
        }
    };

    private final NqlLanguage nql = new NqlLanguage(InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z")));
    private final LqlLanguage lql = new LqlLanguage();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            find products | SELECT * FROM products
            Show me all the customers. | SELECT * FROM customers
            get every order | SELECT * FROM orders
            list the first 5 products | SELECT * FROM products LIMIT 5
            fetch top 3 products sorted by price highest first | SELECT * FROM products ORDER BY price DESC LIMIT 3
            top 5 products by price | SELECT * FROM products ORDER BY price DESC LIMIT 5
            find products where price is over 100 and category is Audio | SELECT * FROM products WHERE price > 100 AND category = 'Audio'
            find products with price under $50 | SELECT * FROM products WHERE price < 50
            find products whose name contains "lamp" | SELECT * FROM products WHERE name CONTAINS 'lamp'
            find products with tags containing sale | SELECT * FROM products WHERE tags CONTAINS 'sale'
            find products where category is Home Office and stock > 0 | SELECT * FROM products WHERE category = 'Home Office' AND stock > 0
            find products that have price between 10 and 20 | SELECT * FROM products WHERE price BETWEEN 10 AND 20
            find products where category is one of Audio, Video or Games | SELECT * FROM products WHERE category IN ('Audio', 'Video', 'Games')
            find products where category in ("Audio", "Video") and price <= 9.5 | SELECT * FROM products WHERE category IN ('Audio', 'Video') AND price <= 9.5
            find products where category is Audio or (price < 5 and stock is at least 1) | SELECT * FROM products WHERE category = 'Audio' OR price < 5 AND stock >= 1
            find products where (category is Audio or category is Video), stock is 0 | SELECT * FROM products WHERE (category = 'Audio' OR category = 'Video') AND stock = 0
            find products where not (price is greater than or equal to 10) | SELECT * FROM products WHERE NOT price >= 10
            find products where price is more than 10 but only 5 | SELECT * FROM products WHERE price > 10 LIMIT 5
            find products where name starts with "A" and sku ends with '-x' | SELECT * FROM products WHERE name STARTS WITH 'A' AND sku ENDS WITH '-x'
            find products where sku matches "^[0-9]+$" | SELECT * FROM products WHERE sku MATCHES '^[0-9]+$'
            find products where name looks like "%lamp%" | SELECT * FROM products WHERE name ILIKE '%lamp%'
            find products where name does not contain lamp | SELECT * FROM products WHERE name NOT CONTAINS 'lamp'
            find products where category is different from Audio | SELECT * FROM products WHERE category != 'Audio'
            find products where price is over the field cost | SELECT * FROM products WHERE price > cost
            find customers older than 30 | SELECT * FROM customers WHERE age > 30
            find customers who are younger than 18 | SELECT * FROM customers WHERE age < 18
            find customers where First Name is Ann | SELECT * FROM customers WHERE first_name = 'Ann'
            find customers where last name is "O'Hara" | SELECT * FROM customers WHERE lastName = 'O''Hara'
            find customers where city is Berlin | SELECT * FROM customers WHERE address.city = 'Berlin'
            find customers where email is missing | SELECT * FROM customers WHERE email IS MISSING
            find customers where email exists and age is not empty | SELECT * FROM customers WHERE email IS NOT MISSING AND age IS NOT NULL
            find customers where email is null | SELECT * FROM customers WHERE email IS NULL
            show name and price of products | SELECT name, price FROM products
            show name, price and stock of products where stock is 0 | SELECT name, price, stock FROM products WHERE stock = 0
            list email from customers sorted by last name, first name | SELECT email FROM customers ORDER BY lastName, first_name
            show the different categories of products | SELECT DISTINCT category FROM products
            show name of products ordered by price descending, name skip 10 limit 5 | SELECT name FROM products ORDER BY price DESC, name LIMIT 5 OFFSET 10
            count products | SELECT COUNT(*) AS count FROM products
            how many orders are there? | SELECT COUNT(*) AS count FROM orders
            how many customers have age over 65 | SELECT COUNT(*) AS count FROM customers WHERE age > 65
            how many of the orders are there with status equal to shipped | SELECT COUNT(*) AS count FROM orders WHERE status = 'shipped'
            count products per category sorted by count descending | SELECT category, COUNT(*) AS count FROM products GROUP BY category ORDER BY count DESC
            number of orders by status | SELECT status, COUNT(*) AS count FROM orders GROUP BY status
            count customers for each city and zip | SELECT address.city, address.zip, COUNT(*) AS count FROM customers GROUP BY address.city, address.zip
            what is the average price of products? | SELECT AVG(price) FROM products
            show total of orders | SELECT total FROM orders
            what is the sum of total of orders where status is paid | SELECT SUM(total) FROM orders WHERE status = 'paid'
            what is the highest price of products per category | SELECT category, MAX(price) FROM products GROUP BY category
            show average price and number of documents as n of products per category sorted by n | SELECT category, AVG(price), COUNT(*) AS n FROM products GROUP BY category ORDER BY n
            which category has the most products | SELECT category, COUNT(*) AS count FROM products GROUP BY category ORDER BY count DESC LIMIT 1
            which status has the fewest orders | SELECT status, COUNT(*) AS count FROM orders GROUP BY status ORDER BY count LIMIT 1
            which category has the highest average price in products | SELECT category, AVG(price) FROM products GROUP BY category ORDER BY AVG(price) DESC LIMIT 1
            find orders newest first | SELECT * FROM orders ORDER BY created_at DESC
            find orders since yesterday | SELECT * FROM orders WHERE created_at >= TIMESTAMP '2026-11-22T00:00:00Z'
            find orders from the last 7 days | SELECT * FROM orders WHERE created_at BETWEEN TIMESTAMP '2026-11-16T10:00:00Z' AND TIMESTAMP '2026-11-23T10:00:00Z'
            find orders where created at is today | SELECT * FROM orders WHERE created_at >= TIMESTAMP '2026-11-23T00:00:00Z' AND created_at < TIMESTAMP '2026-11-24T00:00:00Z'
            find orders where created_at is in last month | SELECT * FROM orders WHERE created_at >= TIMESTAMP '2026-10-01T00:00:00Z' AND created_at < TIMESTAMP '2026-11-01T00:00:00Z'
            find orders between 2026-01-01 and 2026-02-01 | SELECT * FROM orders WHERE created_at >= TIMESTAMP '2026-01-01T00:00:00Z' AND created_at < TIMESTAMP '2026-02-02T00:00:00Z'
            add to products name "Lamp", price 19.99 and stock 5 | INSERT INTO products VALUE {name: 'Lamp', price: 19.99, stock: 5}
            insert into customers first name: Ann, address.city is Bonn, age = 31 | INSERT INTO customers VALUE {first_name: 'Ann', address: {city: 'Bonn'}, age: 31}
            update products set stock to 0, price = 5 where sku is "x-1" | UPDATE products SET stock = 0, price = 5 WHERE sku = 'x-1'
            change all products set stock to 0 | UPDATE products SET stock = 0
            increase stock of products by 5 where category is Audio | UPDATE products SET stock += 5 WHERE category = 'Audio'
            decrease price of products by 1.5 where price is over 10 | UPDATE products SET price += -1.5 WHERE price > 10
            update products remove tags where stock is 0 | UPDATE products UNSET tags WHERE stock = 0
            delete orders where status is cancelled | DELETE FROM orders WHERE status = 'cancelled'
            remove all products | DELETE FROM products
            create collection shops if it does not exist | CREATE COLLECTION IF NOT EXISTS shops
            create unique index on products by sku | CREATE UNIQUE INDEX products_sku ON products (sku)
            drop index by_sku on products | DROP INDEX by_sku ON products
            show collections | SHOW COLLECTIONS
            describe products | DESCRIBE products
            explain count products | EXPLAIN SELECT COUNT(*) AS count FROM products
            """)
    void meanWhatLqlShows(String sentence, String meaning) {
        Statement statement = nql.parse(sentence, SHOP);

        assertThat(lql.print(statement)).isEqualTo(meaning);
        assertThat(nql.parse(nql.print(statement), SHOP))
                .as(nql.print(statement))
                .isEqualTo(statement);
    }

    private QueryError refused(String sentence) {
        QueryError error = catchThrowableOfType(QueryError.class, () -> nql.parse(sentence, SHOP));
        assertThat(error).as(sentence).isNotNull();
        assertThat(error.position()).isPresent();
        return error;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            fnid products                        | fnid      | did you mean find?
            hello world                          | hello     | for example: find customers
            find prodcts                         | prodcts   | did you mean products?
            find suppliers                       | suppliers | collections are customers, orders, products
            find products wehre price > 5        | wehre     | did you mean where?
            find products quickly now            | quickly   | nearest sentence: find products
            find products where colour is red    | colour    | fields are _id, name
            find products where prise is 5       | prise     | did you mean price?
            find products where price bigger 5   | bigger    | comparisons are
            find products where price is         |           | "quotes"
            find products where price between 5  |           | write between 10 and 20
            find orders where zip is 10115       | zip       | write the whole name
            find customers newest first          | newest    | sorted by created_at descending
            find products since yesterday        | since     | name the field
            remove products                      |           | remove all products
            update products set stock to 0       |           | update all products
            find orders where status shipped     | shipped   | comparisons are
            number of products in the category   | in        | times are
            find products limit many             | many      | limit 10
            find products grouped by category    | grouped   | count products per category
            find products similar to lamp        | similar to lamp | finds the same letters
            which category has the prettiest products | prettiest | which category has the most products
            add products name "Lamp"             | products  | add to products
            find products where created is "2026-13-01" | created | fields are
            find orders where created_at is after 2026-13-01 | 2026-13-01 | write 2026-01-31
            """)
    void areRefusedWithTheWordsNotUnderstoodAndWhatWouldBe(String sentence, String words, String hint) {
        QueryError error = refused(sentence);

        int offset = error.position().orElseThrow().offset();
        String excerpt = sentence.substring(
                offset, offset + error.position().orElseThrow().length());
        assertThat(excerpt).isEqualTo(words == null ? "" : words);
        assertThat(error.hint().orElse("")).contains(hint);
    }

    @Test
    void listTheCandidatesOfAnAmbiguousName() {
        assertThat(refused("find orders where zip is 1").detail()).contains("billing.zip, shipping.zip");
        assertThat(refused("find customers newest first").detail()).contains("created_at, last_login_at");
    }

    @Test
    void takeWordsAsWrittenWhereNothingIsKnown() {
        assertThat(lql.print(nql.parse("find Things where Size is over 3", Names.NONE)))
                .isEqualTo("SELECT * FROM Things WHERE Size > 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not ", "the ", "[", "a is b and ", "explain "})
    void refuseWhatIsTooLongOrTooDeepInsteadOfOverflowing(String repeated) {
        for (String beginning : List.of("", "find c where ", "find c where a is ")) {
            QueryError error = catchThrowableOfType(
                    QueryError.class, () -> nql.parse(beginning + repeated.repeat(200_000), Names.NONE));
            assertThat(error).isNotNull();
        }
    }
}
