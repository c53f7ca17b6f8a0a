package org.muster.access.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Time;

/** Makes access tokens, in MicroProfile JWT's layout, and checks them; what it found good it remembers by a hash. */
@Singleton
public class AccessTokens {

    static final String ISSUER = "muster";
    static final String AUDIENCE = "muster";

    /** The claim that names the login. */
    static final String SESSION = "sid";

    private static final String BEARER = "Bearer ";
    private static final int MOST_REMEMBERED = 10_000;
    private static final int MOST_GROUPS = 50;

    private final SigningKeys keys;
    private final Time time;
    private final Verifier verifier;
    private final Map<ByteBuffer, AccessToken> good = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, AccessToken> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    @Inject
    public AccessTokens(SigningKeys keys, Time time) {
        this.keys = keys;
        this.time = time;
        this.verifier = new Verifier(keys);
    }

    /**
     * Makes one.
     *
     * @param name the account's
     * @param groups that the account is in, for others to read: Muster asks itself each time
     * @param length how long it is good
     */
    public String make(long account, String name, List<String> groups, long session, Duration length) {
        SigningKey key = keys.current();
        Instant now = time.now();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(key.kid())
                .build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(String.valueOf(account))
                .claim("upn", name)
                .claim("groups", groups.stream().limit(MOST_GROUPS).toList())
                .claim(SESSION, String.valueOf(session))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(length)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new ECDSASigner(key.pair()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("An access token can't be signed.", e);
        }
    }

    /** Whether an Authorization header has a token, good or not. */
    public static boolean isIn(String header) {
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    /** The token in an Authorization header that has one. */
    public static String in(String header) {
        return header.substring(BEARER.length()).strip();
    }

    /** What a token says, if it is one of ours and not over; whether its login is over is for others to say. */
    public Optional<AccessToken> check(String token) {
        if (token.length() > Verifier.LONGEST) {
            return Optional.empty();
        }
        Instant now = time.now();
        ByteBuffer hash = hash(token);
        AccessToken remembered = remembered(hash);
        if (remembered != null) {
            return Optional.of(remembered)
                    .filter(known -> known.expires().isAfter(now)
                            && keys.find(known.kid()).isPresent());
        }
        Optional<AccessToken> checked = verifier.check(token, now);
        checked.ifPresent(one -> remember(hash, one));
        return checked;
    }

    private @Nullable AccessToken remembered(ByteBuffer hash) {
        synchronized (good) {
            return good.get(hash);
        }
    }

    private void remember(ByteBuffer hash, AccessToken token) {
        synchronized (good) {
            good.put(hash, token);
        }
    }

    private static ByteBuffer hash(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
