package io.lumadb.console.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.client.LumaClient;
import io.lumadb.client.model.QueryCall;
import io.lumadb.client.model.QueryResult;
import io.lumadb.console.app.sample.SampleCatalogue;
import io.lumadb.document.Value;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same question in three languages, over HTTP, gives the same documents. */
class FiveQuestionsTest {

    @TempDir
    private static Path folder;

    private static ServerProcess server;
    private static LumaClient client;

    record Question(String meaning, String lql, String nql, String jql) {
        @Override
        public String toString() {
            return meaning;
        }
    }

    static List<Question> questions() {
        return List.of(
                new Question(
                        "the five cheapest kitchen products",
                        "SELECT _id, name, price FROM products WHERE category = 'kitchen' ORDER BY price, _id LIMIT 5",
                        "show _id, name and price of products where category is kitchen sorted by price, _id limit 5",
                        """
                        {"find": "products", "filter": {"category": "kitchen"}, "projection": {"name": 1, "price": 1},
                         "sort": {"price": 1, "_id": 1}, "limit": 5}"""),
                new Question(
                        "how many orders were returned",
                        "SELECT COUNT(*) AS count FROM orders WHERE status = 'returned'",
                        "count orders where status is returned",
                        "{\"count\": \"orders\", \"filter\": {\"status\": \"returned\"}}"),
                new Question(
                        "well-rated products under 30 that are active",
                        "SELECT _id, name, rating FROM products WHERE rating >= 4.5 AND price < 30 AND active = true"
                                + " ORDER BY _id",
                        "show _id, name, rating of products where rating is at least 4.5 and price below 30"
                                + " and active is true sorted by _id",
                        """
                        {"find": "products", "filter": {"rating": {"$gte": 4.5}, "price": {"$lt": 30}, "active": true},
                         "projection": {"name": 1, "rating": 1}, "sort": {"_id": 1}}"""),
                new Question(
                        "orders from two channels, newest page",
                        "SELECT _id, channel, total FROM orders WHERE channel IN ('web', 'app')"
                                + " ORDER BY _id DESC LIMIT 10 OFFSET 5",
                        "show _id, channel and total of orders where channel is one of web, app"
                                + " sorted by _id descending skip 5 limit 10",
                        """
                        {"find": "orders", "filter": {"channel": {"$in": ["web", "app"]}},
                         "projection": {"channel": 1, "total": 1}, "sort": {"_id": -1}, "skip": 5, "limit": 10}"""),
                new Question(
                        "orders whose customer's city begins with B",
                        "SELECT _id FROM orders WHERE customer.city STARTS WITH 'B' ORDER BY _id LIMIT 50",
                        "show _id of orders where customer.city starts with B sorted by _id limit 50",
                        """
                        {"find": "orders", "filter": {"customer.city": {"$startsWith": "B"}},
                         "projection": {"_id": 1}, "sort": {"_id": 1}, "limit": 50}"""));
    }

    @BeforeAll
    static void loadTheSample() throws Exception {
        server = ServerProcess.start(folder.resolve("data"));
        client = server.connect();
        SampleCatalogue.load(client, progress -> {});
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void answersTheSameInThreeLanguages(Question question) {
        List<Value.Obj> lql = ask("lql", question.lql());
        List<Value.Obj> nql = ask("nql", question.nql());
        List<Value.Obj> jql = ask("jql", question.jql());

        assertThat(lql).isNotEmpty();
        assertThat(nql).isEqualTo(lql);
        assertThat(jql).isEqualTo(lql);
    }

    private static List<Value.Obj> ask(String language, String text) {
        QueryResult result = client.query(QueryCall.of(language, text)).join();
        return result.documents();
    }
}
