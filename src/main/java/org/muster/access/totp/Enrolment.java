package org.muster.access.totp;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A seed, shown this once for an authenticator to take.
 *
 * @param secret in Base32, to be typed
 */
public record Enrolment(String name, String secret) {

    /** The same as authenticators read it. */
    public String uri() {
        String label =
                URLEncoder.encode("Muster:" + name, StandardCharsets.UTF_8).replace("+", "%20");
        return "otpauth://totp/" + label + "?secret=" + secret + "&issuer=Muster&algorithm=SHA1&digits=6&period=30";
    }

    @Override
    public String toString() {
        return "Enrolment[" + name + "]";
    }
}
