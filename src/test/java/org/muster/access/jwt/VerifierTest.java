package org.muster.access.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.platform.Database;
import org.muster.platform.Home;
import org.muster.platform.Secrets;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/** S6: what is not signed by us, for us and for now, is nobody's; and nothing that a token says is fetched. */
class VerifierTest {

    private final Database database = TestDatabase.fresh();
    private final Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final SigningKeys keys;
    private final Verifier verifier;
    private final ECKey ours;

    VerifierTest(@TempDir Path folder) {
        this.keys = new SigningKeys(
                database, new Secrets(database, new Home(folder)), new Time(() -> now, System::nanoTime));
        this.verifier = new Verifier(keys);
        this.ours = keys.current().pair();
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("muster")
                .audience("muster")
                .subject("7")
                .claim("sid", "12")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
    }

    private JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(ours.getKeyID());
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws Exception {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }

    private String good() throws Exception {
        return signed(header().build(), claims().build(), new ECDSASigner(ours));
    }

    private boolean isGood(String token) {
        return verifier.check(token, now).isPresent();
    }

    private void refusesHeader(UnaryOperator<JWSHeader.Builder> change) throws Exception {
        String token = signed(change.apply(header()).build(), claims().build(), new ECDSASigner(ours));
        assertThat(isGood(token)).isFalse();
    }

    private void refusesClaims(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        String token = signed(header().build(), change.apply(claims()).build(), new ECDSASigner(ours));
        assertThat(isGood(token)).isFalse();
    }

    /** A header as text, which no library would write. */
    private String withHeader(String json) throws Exception {
        return Base64URL.encode(json) + good().substring(good().indexOf('.'));
    }

    @Test
    void oneOfOursIsGood() throws Exception {
        assertThat(verifier.check(good(), now)).contains(new AccessToken(ours.getKeyID(), 7, 12, now.plusSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "HS256", "RS256", "ES384", "ES256K", "PS256", "EdDSA", ""})
    void anotherAlgorithmIsRefusedWhateverTheSignature(String algorithm) throws Exception {
        String token =
                withHeader("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"" + ours.getKeyID() + "\"}");
        assertThat(isGood(token)).isFalse();
        assertThat(isGood(token.substring(0, token.lastIndexOf('.') + 1))).isFalse();
    }

    @Test
    void ourPublicKeyIsNobodysSecret() throws Exception {
        for (byte[] secret : List.of(
                ours.toECPublicKey().getEncoded(),
                ours.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                ours.getX().decode())) {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                    .type(JOSEObjectType.JWT)
                    .keyID(ours.getKeyID())
                    .build();
            assertThat(isGood(signed(header, claims().build(), new MACSigner(secret))))
                    .isFalse();
        }
    }

    @Test
    void aStrangersKeyIsRefusedUnderOurName() throws Exception {
        ECKey theirs = new ECKeyGenerator(Curve.P_256).keyID(ours.getKeyID()).generate();
        assertThat(isGood(signed(header().build(), claims().build(), new ECDSASigner(theirs))))
                .isFalse();
        JWSHeader rsa = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(ours.getKeyID())
                .build();
        assertThat(isGood(signed(rsa, claims().build(), new RSASSASigner(new RSAKeyGenerator(2048).generate()))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../../../../dev/null",
                "/proc/self/environ",
                "' OR 1=1 --",
                "x' UNION SELECT sealed FROM signing_key --",
                "http://127.0.0.1/key",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void aKeysNameIsANameAndNothingElse(String kid) throws Exception {
        refusesHeader(header -> header.keyID(kid));
    }

    @Test
    void aTokenBringsNoKeyAndHasNoneFetched() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ECKey theirs = new ECKeyGenerator(Curve.P_256).keyID("theirs").generate();
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
        });
        server.start();
        try {
            URI there = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
            for (JWSHeader.Builder header : List.of(
                    header().jwkURL(there),
                    header().x509CertURL(there),
                    header().jwk(theirs.toPublicJWK()),
                    header().x509CertChain(List.of(Base64.encode("none"))),
                    header().keyID(there.toString()).jwkURL(there))) {
                for (ECKey key : List.of(ours, theirs)) {
                    assertThat(isGood(signed(header.build(), claims().build(), new ECDSASigner(key))))
                            .isFalse();
                }
            }
            assertThat(asked).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whatElseAHeaderSaysIsRefused() throws Exception {
        refusesHeader(header -> header.type(null));
        refusesHeader(header -> header.type(new JOSEObjectType("at+jwt")));
        refusesHeader(header -> header.keyID(null));
        refusesHeader(header -> header.contentType("JWT"));
        refusesHeader(header -> header.customParam("x", 1));
        refusesHeader(header -> header.criticalParams(java.util.Set.of("exp")));
    }

    @Test
    void itIsForNow() throws Exception {
        refusesClaims(claims -> claims.expirationTime(Date.from(now)));
        refusesClaims(claims -> claims.expirationTime(null));
        refusesClaims(claims -> claims.issueTime(null));
        refusesClaims(claims -> claims.issueTime(Date.from(now.plusSeconds(31))));
        refusesClaims(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(31))));
    }

    @Test
    void itIsFromUsAndForUs() throws Exception {
        refusesClaims(claims -> claims.issuer("https://login.example"));
        refusesClaims(claims -> claims.issuer(null));
        refusesClaims(claims -> claims.audience("another"));
        refusesClaims(claims -> claims.audience(List.of("muster", "another")));
        refusesClaims(claims -> claims.audience((String) null));
    }

    @Test
    void itSaysWhoseItIs() throws Exception {
        refusesClaims(claims -> claims.subject(null));
        refusesClaims(claims -> claims.subject("admin"));
        refusesClaims(claims -> claims.subject("-1"));
        refusesClaims(claims -> claims.claim("sid", null));
        refusesClaims(claims -> claims.claim("sid", 12));
        refusesClaims(claims -> claims.claim("sid", "12 OR 1=1"));
    }

    @Test
    void aTokenThatWasTouchedIsRefused() throws Exception {
        String good = good();
        int first = good.indexOf('.');
        int last = good.lastIndexOf('.');
        String claims =
                new String(Base64URL.from(good.substring(first + 1, last)).decode(), StandardCharsets.UTF_8);
        String others = Base64URL.encode(claims.replace("\"7\"", "\"1\"")).toString();
        assertThat(List.of(
                        good.substring(0, first + 1) + others + good.substring(last),
                        good.substring(0, last),
                        good.substring(0, last + 1),
                        good.substring(0, good.length() - 1),
                        good + "A",
                        good + ".",
                        good + "." + good,
                        good + " ",
                        " " + good,
                        good.replace('.', ','),
                        good.substring(0, last + 1) + Base64URL.encode(new byte[64]),
                        "..",
                        "",
                        "a.b.c"))
                .noneMatch(this::isGood);
        for (int end = 0; end < good.length(); end++) {
            assertThat(isGood(good.substring(0, end))).isFalse();
        }
    }

    @Test
    void aTokenThatIsHugeOrDeepIsRefusedSoon() throws Exception {
        char[] many = new char[50_000_000];
        Arrays.fill(many, 'A');
        assertThat(isGood(good() + new String(many))).isFalse();
        assertThat(isGood(withHeader("[".repeat(5000)))).isFalse();
        assertThat(isGood(withHeader("{\"a\":".repeat(1100)))).isFalse();
    }
}
