package org.muster.access.totp;

import java.time.Instant;

/** What somebody holds in his hand. */
public record Authenticator(String secret) {

    /** The code that it shows in so many half minutes. */
    public String code(int later) {
        return Totp.code(Base32.decode(secret), Totp.step(Instant.now()) + later, Totp.DIGITS);
    }
}
