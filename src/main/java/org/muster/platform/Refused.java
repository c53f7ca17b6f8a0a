package org.muster.platform;

/**
 * Borne by what is thrown when something is not done because of what was asked for or how things stand, and whose message
 * may be told to whoever asked. Anything else that is thrown is a failure.
 */
public interface Refused {}
