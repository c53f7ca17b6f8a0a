package org.muster.access.jwt;

import java.time.Instant;

/**
 * What an access token of ours says.
 *
 * @param kid the key that signed it
 * @param account whose it is
 * @param session the login that it goes back to: the token is good for as long as that is
 */
public record AccessToken(String kid, long account, long session, Instant expires) {}
