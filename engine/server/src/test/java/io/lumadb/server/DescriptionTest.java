package io.lumadb.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lumadb.server.fake.MapNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the server says of itself: its routes and its metrics. */
class DescriptionTest {

    private static LumaServer server;
    private static TestApi api;

    @BeforeAll
    static void start() {
        server = LumaServer.serve(new MapNode(MapNode.usualLimits()), Optional.of(TestApi.PASSWORD));
        api = TestApi.admin(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void describesExactlyTheRoutesThatExist() {
        Set<String> served = new TreeSet<>();
        server.routes().forEach(route -> served.add(route.method() + " " + route.path()));

        Set<String> described = new TreeSet<>();
        api.get("/openapi.json")
                .json()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method ->
                                described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));

        assertThat(described).isEqualTo(served).hasSizeGreaterThan(50);
    }

    @Test
    void describesEveryShapeItRefersTo() {
        String text = api.get("/openapi.json").body();
        JsonNode schemas = TestApi.read(text).path("components").path("schemas");

        var references = Pattern.compile("#/components/schemas/([A-Za-z]+)").matcher(text);
        while (references.find()) {
            assertThat(schemas.path(references.group(1)).path("type").asText())
                    .as(references.group(1))
                    .isEqualTo("object");
        }
    }

    @Test
    void answersEveryDescribedRouteWithoutATokenByAskingForOne() {
        server.routes().stream().filter(route -> route.role().isPresent()).forEach(route -> {
            String path = route.path().replaceAll("\\{[a-z]+}", "x");
            TestApi anyone = TestApi.anonymous(server);
            var answer = anyone.send(anyone.request(path)
                    .method(route.method().name(), java.net.http.HttpRequest.BodyPublishers.noBody()));
            assertThat(answer.status()).as(route.method() + " " + path).isEqualTo(401);
        });
    }

    @Test
    void showsMetricsInThePrometheusFormat() {
        api.get("/api/v1/collections");

        String page = api.get("/metrics").body();

        assertThat(page)
                .contains("# HELP luma_documents_read_total ")
                .contains("# TYPE luma_documents_read_total counter")
                .contains("luma_documents_read_total{tier=\"hot\"}")
                .contains("luma_http_requests_seconds_count{method=\"GET\"")
                .contains("# TYPE luma_tier_documents gauge")
                .contains("luma_core_busy_ratio{core=\"0\"} 0.5")
                .contains("luma_core_queue{core=\"0\"} 3.0")
                .contains("luma_core_wait_p99_seconds{core=\"0\"} 2.5E-4")
                .contains("luma_core_long_tasks_total{core=\"0\"} 1.0")
                .contains("luma_core_heavy_tasks_total{core=\"0\"} 0.0")
                .contains("luma_hot_budget_bytes ")
                .contains("luma_moves_paused 0.0")
                .contains("luma_cold_volumes{state=\"gone\"} 0.0")
                .contains("luma_troubles{severity=\"critical\"} 0.0")
                .contains("luma_tier_moved_documents_total ")
                .contains("luma_warm_compactions_running 0.0");
        assertThat(page.lines().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.matches("luma_[a-z0-9_]+(\\{.*})? \\S+"), "is a sample line");
    }

    @Test
    void remembersMetricsAsSeries() {
        QueryApiTest.await(() -> api.get("/api/v1/metrics?name=cpu")
                        .json()
                        .path("series")
                        .path(0)
                        .path("points")
                        .size()
                > 0);
        JsonNode all = api.get("/api/v1/metrics").json();

        assertThat(all.path("series")).hasSize(14);
        assertThat(all.path("step").asInt()).isEqualTo(10);
    }
}
