package org.muster.access;

/**
 * Who may log in.
 *
 * @param passwordHash as {@link Passwords} writes it; never shown: {@link #toString} leaves it out
 */
record Account(long id, String name, String passwordHash, Role role, boolean enabled) {

    /** The account as a caller from that address. */
    Caller from(String sourceIp) {
        return new Caller(id, name, role, sourceIp);
    }

    @Override
    public String toString() {
        return "Account[" + id + ", " + name + ", " + role + "]";
    }
}
