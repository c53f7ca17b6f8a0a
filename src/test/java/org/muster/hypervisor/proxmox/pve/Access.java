package org.muster.hypervisor.proxmox.pve;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Users, their tokens, and what they may on which path. Grants belong to users and to tokens. */
final class Access {

    private record Token(String secret, boolean privsep) {}

    /** "/" and the like, of every cluster. */
    private static final List<String> ROOTS =
            List.of("/", "/access", "/access/groups", "/nodes", "/pool", "/sdn", "/storage", "/vms");

    private final Map<String, String> passwords = new HashMap<>();
    private final Map<String, Token> tokens = new HashMap<>();
    private final Map<String, TreeMap<String, Set<String>>> grants = new HashMap<>();

    void user(String name, String password) {
        passwords.put(name, password);
    }

    /** @param privsep whether it may only what it was granted itself, and its user too */
    void token(String name, String secret, boolean privsep) {
        tokens.put(name, new Token(secret, privsep));
    }

    void grant(String who, String path, Collection<String> privileges) {
        grants.computeIfAbsent(who, any -> new TreeMap<>()).put(path, new TreeSet<>(privileges));
    }

    void revoke(String who) {
        grants.remove(who);
    }

    void forget(String token) {
        tokens.remove(token);
    }

    String secret(String token) {
        Token known = tokens.get(token);
        return known == null ? "" : known.secret();
    }

    boolean isPassword(String user, String password) {
        return password.equals(passwords.get(user));
    }

    boolean knows(String user) {
        return passwords.containsKey(user);
    }

    boolean isSecret(String token, String secret) {
        Token known = tokens.get(token);
        return known != null && known.secret().equals(secret);
    }

    /** What somebody may on a path, of a VM in a pool what the pool's path gives too. */
    Set<String> privileges(Who who, String path, @Nullable String pool) {
        Set<String> found = new TreeSet<>(privileges(who, path));
        if (pool != null) {
            found.addAll(privileges(who, "/pool/" + pool));
        }
        return found;
    }

    private Set<String> privileges(Who who, String path) {
        Set<String> users = granted(who.user(), path);
        Token token = tokens.get(who.name());
        if (token == null || !token.privsep()) {
            return users;
        }
        Set<String> both = new HashSet<>(users);
        both.retainAll(granted(who.name(), path));
        return both;
    }

    /** The grant on the longest path that leads there: it hides those above. */
    private Set<String> granted(String who, String path) {
        TreeMap<String, Set<String>> own = grants.getOrDefault(who, new TreeMap<>());
        for (String at = path; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Set<String> here = own.get(at);
            if (here != null) {
                return here;
            }
        }
        return own.getOrDefault("/", Set.of());
    }

    /** Path to privileges, as GET /access/permissions lists them; paths without any are left out. */
    Map<String, Set<String>> all(Who who) {
        Set<String> paths = new TreeSet<>(ROOTS);
        paths.addAll(grants.getOrDefault(who.user(), new TreeMap<>()).keySet());
        paths.addAll(grants.getOrDefault(who.name(), new TreeMap<>()).keySet());
        Map<String, Set<String>> all = new TreeMap<>();
        for (String path : paths) {
            Set<String> here = privileges(who, path);
            if (!here.isEmpty()) {
                all.put(path, new TreeSet<>(here));
            }
        }
        return all;
    }
}
