package org.muster.access.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells our access tokens from all else (RFC 8725): one algorithm, one type, our keys only, every claim demanded. */
final class Verifier {

    static final int LONGEST = 8192;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++");
    private static final Pattern KID = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /** Whoever writes anything else into the header is not us: above all no {@code jwk}, {@code jku}, {@code x5u}. */
    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");

    /** Clocks of nodes differ by so much at most. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final SigningKeys keys;

    Verifier(SigningKeys keys) {
        this.keys = keys;
    }

    Optional<AccessToken> check(String token, Instant now) {
        if (token.length() > LONGEST || !FORM.matcher(token).matches()) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWSHeader header = jwt.getHeader();
            if (!isOurs(header)) {
                return Optional.empty();
            }
            Optional<SigningKey> key = keys.find(header.getKeyID());
            if (key.isEmpty() || !jwt.verify(new ECDSAVerifier(key.get().pair().toECPublicKey()))) {
                return Optional.empty();
            }
            return read(header.getKeyID(), jwt.getJWTClaimsSet(), now);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isOurs(JWSHeader header) {
        String kid = header.getKeyID();
        return JWSAlgorithm.ES256.equals(header.getAlgorithm())
                && JOSEObjectType.JWT.equals(header.getType())
                && kid != null
                && KID.matcher(kid).matches()
                && HEADER.containsAll(header.getIncludedParams());
    }

    private static Optional<AccessToken> read(String kid, JWTClaimsSet claims, Instant now) throws ParseException {
        String account = claims.getSubject();
        String session = claims.getStringClaim(AccessTokens.SESSION);
        boolean good = AccessTokens.ISSUER.equals(claims.getIssuer())
                && List.of(AccessTokens.AUDIENCE).equals(claims.getAudience())
                && isNumber(account)
                && isNumber(session)
                && isNow(claims, now);
        return good
                ? Optional.of(new AccessToken(
                        kid,
                        Long.parseLong(account),
                        Long.parseLong(session),
                        claims.getExpirationTime().toInstant()))
                : Optional.empty();
    }

    private static boolean isNumber(@Nullable String text) {
        return text != null && NUMBER.matcher(text).matches();
    }

    private static boolean isNow(JWTClaimsSet claims, Instant now) {
        Date made = claims.getIssueTime();
        Date from = claims.getNotBeforeTime();
        Date until = claims.getExpirationTime();
        Instant latest = now.plus(SKEW);
        return made != null
                && !made.toInstant().isAfter(latest)
                && (from == null || !from.toInstant().isAfter(latest))
                && until != null
                && until.toInstant().isAfter(now);
    }
}
