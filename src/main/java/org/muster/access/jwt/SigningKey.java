package org.muster.access.jwt;

import com.nimbusds.jose.jwk.ECKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs access tokens, or did.
 *
 * @param pair public and private part; never shown: {@link #toString} leaves it out
 * @param until when the last token that it signed is over, null while it signs
 */
public record SigningKey(long id, ECKey pair, Instant since, @Nullable Instant until) {

    /** The name that tokens have of it: its thumbprint. */
    public String kid() {
        return pair.getKeyID();
    }

    @Override
    public String toString() {
        return "SigningKey[" + kid() + ", " + since + ", " + until + "]";
    }
}
