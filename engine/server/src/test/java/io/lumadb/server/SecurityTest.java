package io.lumadb.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.lumadb.server.TestApi.Answer;
import io.lumadb.server.fake.MapNode;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets in, and who does not. */
class SecurityTest {

    private static final byte[] CLUSTER_KEY = new byte[32];

    private static LumaServer server;
    private static TestApi admin;
    private static TestApi viewer;

    @BeforeAll
    static void start() {
        server = LumaServer.serve(new MapNode(MapNode.usualLimits()), Optional.of(TestApi.PASSWORD));
        admin = TestApi.admin(server);
        admin.post("/api/v1/collections", "{\"name\": \"things\"}");
        admin.post(
                "/api/v1/users", "{\"username\": \"vera\", \"password\": \"only looking\", \"roles\": [\"viewer\"]}");
        viewer = TestApi.as(server, "vera", "only looking");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JWTClaimsSet.Builder goodClaims() {
        return new JWTClaimsSet.Builder()
                .issuer("lumadb")
                .subject("admin")
                .jwtID("1")
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    private static String signed(JWTClaimsSet claims, byte[] key) throws Exception {
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        jwt.sign(new MACSigner(key));
        return jwt.serialize();
    }

    private static void assertRefused(String token, String why) {
        Answer answer = admin.withToken(token).get("/api/v1/collections");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("UNAUTHENTICATED");
        assertThat(answer.detail()).contains(why);
    }

    @Test
    void takesATokenOfTheClusterKey() throws Exception {
        String token = signed(goodClaims().build(), CLUSTER_KEY);

        assertThat(admin.withToken(token).get("/api/v1/collections").status()).isEqualTo(200);
    }

    @Test
    void refusesATokenWithoutSignature() {
        assertRefused(new PlainJWT(goodClaims().build()).serialize(), "not a signed token");
    }

    @Test
    void refusesAForgedToken() throws Exception {
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;
        assertRefused(signed(goodClaims().build(), otherKey), "signature is wrong");
        String good = signed(goodClaims().build(), CLUSTER_KEY);
        String[] parts = good.split("\\.");
        String changed =
                signed(goodClaims().subject("root").build(), CLUSTER_KEY).split("\\.")[1];
        assertRefused(parts[0] + "." + changed + "." + parts[2], "signature is wrong");
    }

    @Test
    void refusesAnotherAlgorithm() throws Exception {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader(JWSAlgorithm.HS512), goodClaims().build());
        jwt.sign(new MACSigner(new byte[64]));

        assertRefused(jwt.serialize(), "HS256, not HS512");
    }

    @Test
    void refusesAnExpiredToken() throws Exception {
        assertRefused(
                signed(
                        goodClaims()
                                .expirationTime(Date.from(Instant.now().minusSeconds(1)))
                                .build(),
                        CLUSTER_KEY),
                "expired");
    }

    @Test
    void refusesATokenOfAnotherIssuerOrOfNobody() throws Exception {
        assertRefused(signed(goodClaims().issuer("someone").build(), CLUSTER_KEY), "someone else");
        assertRefused(signed(goodClaims().subject("ghost").build(), CLUSTER_KEY), "no longer there");
        assertRefused("rubbish", "not a signed token");
    }

    @Test
    void asksForAToken() {
        Answer answer = TestApi.anonymous(server).get("/api/v1/cluster");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("hint").asText()).contains("/api/auth/login");
    }

    @Test
    void refusesALoggedOutToken() {
        TestApi once = TestApi.as(server, "vera", "only looking");
        assertThat(once.get("/api/v1/collections").status()).isEqualTo(200);

        assertThat(once.post("/api/auth/logout", "").status()).isEqualTo(204);

        assertThat(once.get("/api/v1/collections").status()).isEqualTo(401);
        assertThat(viewer.get("/api/v1/collections").status()).isEqualTo(200);
    }

    @Test
    void givesANewTokenForAGoodOne() {
        String fresh = viewer.post("/api/auth/refresh", "").json().path("token").asText();

        assertThat(fresh).isNotEqualTo(viewer.token());
        assertThat(viewer.withToken(fresh).get("/api/v1/collections").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST   | /api/v1/collections                    | {"name": "x"}
                    POST   | /api/v1/collections/things/documents   | {"a": 1}
                    DELETE | /api/v1/collections/things             |
                    POST   | /api/v1/collections/things/import      | {"a": 1}
                    PUT    | /api/v1/tiering/policies/things        | {}
                    POST   | /api/v1/tiering/move                   | {"collection": "things", "to": "warm"}
                    POST   | /api/v1/tiering/pause                  | {}
                    POST   | /api/v1/tiering/resume                 | {}
                    POST   | /api/v1/tiering/scrub                  | {}
                    POST   | /api/v1/query                          | {"language": "lql", "query": "drop things"}
                    POST   | /api/v1/query                          | {"language": "lql", "query": "write things"}
                    GET    | /api/v1/users                          |
                    POST   | /api/v1/backups                        | {}
                    PUT    | /api/v1/users/admin/password           | {"password": "mine now ha"}
                    """)
    void keepsAViewerFrom(String method, String path, String body) {
        Answer answer = viewer.send(viewer.request(path)
                .method(
                        method,
                        body == null
                                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                : java.net.http.HttpRequest.BodyPublishers.ofString(body)));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("FORBIDDEN");
    }

    @Test
    void letsAViewerRead() {
        assertThat(viewer.get("/api/v1/cluster").status()).isEqualTo(200);
        assertThat(viewer.post("/api/v1/query", "{\"language\": \"lql\", \"query\": \"all things\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void limitsFailedLogins() {
        TestApi anyone = TestApi.anonymous(server);
        List<Integer> statuses = new java.util.ArrayList<>();
        // On a server of its own: the limit is for this address too.
        try (LumaServer other = LumaServer.serve(new MapNode(MapNode.usualLimits()), Optional.of(TestApi.PASSWORD))) {
            TestApi guesser = TestApi.anonymous(other);
            for (int attempt = 0; attempt < 6; attempt++) {
                statuses.add(guesser.post("/api/auth/login", "{\"username\": \"admin\", \"password\": \"guess\"}")
                        .status());
            }
            Answer refused = guesser.post(
                    "/api/auth/login", "{\"username\": \"admin\", \"password\": \"" + TestApi.PASSWORD + "\"}");
            assertThat(refused.code()).isEqualTo("RATE_LIMITED");
            assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
        }

        assertThat(statuses).containsExactly(401, 401, 401, 401, 401, 429);
        assertThat(anyone.get("/health").status()).isEqualTo(200);
    }

    @Test
    void makesARandomFirstPasswordWhenNoneIsGiven() {
        try (LumaServer other = LumaServer.serve(new MapNode(MapNode.usualLimits()), Optional.empty())) {
            String password = other.firstPassword().orElseThrow();

            assertThat(password).hasSizeGreaterThanOrEqualTo(20);
            assertThat(TestApi.as(other, "admin", password).get("/api/v1/users").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void letsUsersChangeTheirPasswordAndAdminsRemoveThem() {
        admin.post(
                "/api/v1/users", "{\"username\": \"max\", \"password\": \"first word\", \"roles\": [\"developer\"]}");
        TestApi max = TestApi.as(server, "max", "first word");

        assertThat(max.put("/api/v1/users/max/password", "{\"current\": \"wrong\", \"password\": \"second word\"}")
                        .status())
                .isEqualTo(403);
        assertThat(max.put("/api/v1/users/max/password", "{\"current\": \"first word\", \"password\": \"second word\"}")
                        .status())
                .isEqualTo(204);
        TestApi again = TestApi.as(server, "max", "second word");
        assertThat(admin.delete("/api/v1/users/max").status()).isEqualTo(204);
        assertThat(again.get("/api/v1/collections").status()).isEqualTo(401);
        assertThat(admin.delete("/api/v1/users/admin").code()).isEqualTo("CONFLICT");
    }
}
