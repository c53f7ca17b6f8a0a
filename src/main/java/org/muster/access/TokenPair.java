package org.muster.access;

import java.time.Duration;

/**
 * What a program that has logged in keeps.
 *
 * @param access its access token, for the header {@code Authorization: Bearer}
 * @param length how long that is good
 * @param refresh gives the next pair, once
 */
public record TokenPair(String access, Duration length, String refresh) {

    @Override
    public String toString() {
        return "TokenPair[" + length + "]";
    }
}
